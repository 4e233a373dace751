"""A Word document to its article: paragraphs and tables in the order they have in it."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator

import docx
from docx.document import Document
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph

from index.reading.errors import UnreadableError
from index.reading.formats.archive import check_sizes
from index.reading.formats.raw import RawArticle

_MAX_UNPACKED = 100_000_000  # bytes
_MAX_TABLES_WITHIN = 10  # tables in cells of tables


def read_docx(data: bytes) -> RawArticle:
    """Read a document.

    Raises:
        UnreadableError: It is no such document, too large when unpacked, or without text.
        Exception: Whatever python-docx raises on a damaged one.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            check_sizes(archive, _MAX_UNPACKED)
    except UnreadableError:
        raise
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, ValueError, EOFError, OSError):
        raise UnreadableError("it is not a whole Word document (.docx)") from None
    document = docx.Document(io.BytesIO(data))
    text = "\n".join(line for line in _lines(document, 0) if line)
    if not text:
        raise UnreadableError("it holds no text")
    properties = document.core_properties
    title = _heading(document) or (properties.title or "").strip()
    return RawArticle(text=_without(title, text), title=title)


def _lines(block: Document | _Cell, depth: int) -> Iterator[str]:
    if depth > _MAX_TABLES_WITHIN:
        raise UnreadableError("its tables are nested too deeply")
    for item in block.iter_inner_content():
        if isinstance(item, Paragraph):
            yield from (line.strip() for line in item.text.split("\n"))
        elif isinstance(item, Table):
            for row in item.rows:
                seen: list[object] = []  # a merged cell is given once for each column it covers
                cells = []
                for cell in row.cells:
                    if cell._tc not in seen:
                        seen.append(cell._tc)
                        cells.append(" ".join(_lines(cell, depth + 1)).strip())
                yield " | ".join(cell for cell in cells if cell)


def _heading(document: Document) -> str:
    """The first paragraph, where its style says that it is a title or a heading."""
    for paragraph in document.paragraphs:
        if text := " ".join(paragraph.text.split()):
            style = (paragraph.style.name or "") if paragraph.style else ""
            return text if style.lower().startswith(("title", "heading 1")) else ""
    return ""


def _without(title: str, text: str) -> str:
    first, _, rest = text.partition("\n")
    return rest if rest and " ".join(first.split()) == title else text
