"""Article files to :class:`~index.article.Article` values, one by one.

A builder that wants to skip unchanged files takes :func:`iter_files`, parts what :func:`read_bytes`
gives with :func:`index.reading.containers.parts`, hashes each part, and calls
:func:`parse_article` for the new ones only.
"""

from __future__ import annotations

from pathlib import Path

from index.article import Article
from index.reading.charset import decode, without_controls
from index.reading.cleaning import clean
from index.reading.dates import find_date
from index.reading.errors import UnreadableError
from index.reading.files import ArticleFile
from index.reading.formats.jsonl import read_line
from index.reading.formats.raw import RawArticle
from index.reading.formats.reading import FOREIGN
from index.reading.frontmatter import split_front_matter
from index.reading.metadata import (
    HEADLINE_LIMIT,
    OUTLET_LIMIT,
    Origin,
    language_of,
    one_line,
    read_origin,
    site_of,
    title_of,
)
from index.reading.provenance import split_provenance
from index.reading.sandbox import SANDBOX, Sandbox

MEGABYTE = 1_000_000
_PLAIN = (".txt", ".md")
_AUTHOR_LIMIT = 120  # characters


def read_bytes(path: Path, max_bytes: int) -> bytes:
    """The bytes of an article file.

    Raises:
        UnreadableError: It is empty, too large, or cannot be opened.
    """
    try:
        if not path.is_file():  # a pipe would be waited for without end
            raise UnreadableError("it is not a regular file")
        with path.open("rb") as file:
            data = file.read(max_bytes + 1)
    except OSError as error:
        raise UnreadableError(f"it cannot be opened: {error.strerror}") from None
    if len(data) > max_bytes:
        raise UnreadableError(
            f"it is larger than {max_bytes / MEGABYTE:g} MB; split it, or raise the limit"
        )
    if not data.strip():
        raise UnreadableError("it is empty")
    return data


def parse_article(data: bytes, file: ArticleFile, sandbox: Sandbox = SANDBOX) -> Article:
    """Make the article of a file's bytes. Equal bytes and file give an equal article.

    Args:
        data: The whole file; not of an archive, see :func:`index.reading.containers.parts`.
        file: Its name says in which format it is.
        sandbox: Where foreign formats are read.

    Raises:
        UnreadableError: The bytes are not of that format, or hold nothing but boilerplate.
    """
    provenance, data = split_provenance(data)
    raw = _raw(provenance.decoded(data) if provenance else data, file, sandbox)
    cleaned = clean(raw.text, copied=file.path.suffix.lower() in _PLAIN)
    if not cleaned.text:
        raise UnreadableError("no text is left when menus, adverts and the like are taken out")
    stated = read_origin(raw.source) if raw.source else Origin()
    addresses = (provenance.url if provenance else None, raw.url, stated.url, cleaned.origin.url)
    url = next((address for address in addresses if address and site_of(address)), None)
    outlet = stated.outlet or cleaned.origin.outlet or (site_of(url) if url else None)
    return Article(
        id=file.id,
        text=cleaned.text,
        title=one_line(raw.title, HEADLINE_LIMIT) or title_of(cleaned.text),
        source=outlet or one_line(file.path.stem, OUTLET_LIMIT),
        url=url,
        published=find_date(raw.published) or cleaned.published,
        language=language_of(cleaned.text),
        path=str(file.path),
        author=one_line(raw.author, _AUTHOR_LIMIT) or None,
        edited=provenance.edited if provenance else None,
        withdrawn=provenance.withdrawn if provenance else None,
    )


def _raw(data: bytes, file: ArticleFile, sandbox: Sandbox) -> RawArticle:
    suffix = file.path.suffix.lower()
    if suffix in FOREIGN:
        raw = sandbox.read(data, suffix)
    elif suffix == ".json":
        raw = read_line(data)
    else:
        head, page = split_front_matter(decode(data))
        return RawArticle(page, head.title, head.source, head.url, head.published, head.author)
    values = {
        name: without_controls(getattr(raw, name)) for name in RawArticle.__dataclass_fields__
    }
    return RawArticle(**values)
