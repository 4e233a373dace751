"""Which reader reads which kind of file; each is imported when it is needed first."""

from __future__ import annotations

from index.reading.formats.raw import RawArticle

FOREIGN = (".html", ".htm", ".pdf", ".docx")


def read_raw(data: bytes, suffix: str) -> RawArticle:
    """Read a file of a foreign format; to be called in a child process.

    Raises:
        UnreadableError: It holds no article.
        Exception: Whatever the format's library raises on a damaged file.
    """
    if suffix == ".pdf":
        from index.reading.formats.pdf import read_pdf as read
    elif suffix == ".docx":
        from index.reading.formats.docx import read_docx as read
    else:
        from index.reading.formats.html import read_html as read
    return read(data)
