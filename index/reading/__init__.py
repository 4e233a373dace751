"""Article files in, :class:`~index.article.Article` values out; bad files named, never fatal."""

from index.reading.errors import ArticlesError, UnreadableError
from index.reading.metadata import language_of, title_of
from index.reading.reader import (
    SUFFIXES,
    ArticleFile,
    Reading,
    Rejected,
    iter_files,
    parse_article,
    read_article,
    read_bytes,
    read_folders,
)

__all__ = [
    "SUFFIXES",
    "ArticleFile",
    "ArticlesError",
    "Reading",
    "Rejected",
    "UnreadableError",
    "iter_files",
    "language_of",
    "parse_article",
    "read_article",
    "read_bytes",
    "read_folders",
    "title_of",
]
