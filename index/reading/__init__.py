"""Article files in, :class:`~index.article.Article` values out; bad files named, never fatal."""

from index.reading.containers import Part, parts
from index.reading.errors import ArticlesError, UnreadableError
from index.reading.files import SUFFIXES, ArticleFile, Rejected, iter_files
from index.reading.metadata import language_of, title_of
from index.reading.provenance import Provenance, split_provenance
from index.reading.reader import parse_article, read_bytes

__all__ = [
    "SUFFIXES",
    "ArticleFile",
    "ArticlesError",
    "Part",
    "Provenance",
    "Rejected",
    "UnreadableError",
    "iter_files",
    "language_of",
    "parse_article",
    "parts",
    "read_bytes",
    "split_provenance",
    "title_of",
]
