"""Readers of single formats: bytes in, :class:`~index.reading.formats.raw.RawArticle` out.

Each module imports the library it is made of at its head, so none is imported before a file of its
format is read, and then in the child process of :mod:`index.reading.sandbox` only.
"""
