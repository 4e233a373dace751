"""Articles in, one searchable generation on disk out."""

import os

# One question's matrices are small: threads that wait for one another make it three times as dear.
# numpy reads this when it is first imported, and whoever answers imports this package before.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
