"""A small index over a large one, so that one more article does not cost the whole again.

A large generation takes a minute to write. So what changes a little of it is written as an
*update*: a generation that names the whole one it is over (its *base*), holds what the base lacks
and says what of the base is gone. Both are opened and read as one index, as a log-structured merge
tree is (O'Neil and others, 1996), with one small part. An update is never over another: it is made
anew each time out of all that differs from the base, and when that is no longer little
(:mod:`index.update.plan`), the next generation is whole.

What is gone still counts in how rare a word is, and the base's words keep the stems they had, until
then.
"""
