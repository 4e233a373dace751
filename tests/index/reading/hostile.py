"""Files made to break a reader, and what each must come to: an article, or a reason in one line."""

from __future__ import annotations

import base64
import gzip
import io
import json
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import docx

SENTENCE = "The delegation arrived in Cairo on Friday morning and left in the evening."
ARABIC = "وصل الوفد إلى القاهرة صباح الجمعة وغادر في المساء بعد محادثات مع المسؤولين."
PRINTED = Path(__file__).parent / "formats" / "printed"

READ = ""  # the file is an article that holds one of the two sentences
ANY = "."  # an article or any reason: only that it ends, and in one line, is asked
MAX_BYTES = 2_000_000
HEAVY = (
    "page-many-headings",
    "page-attributes",
    "page-many-anchors",
    "docx-many-paragraphs",
    "docx-huge",
    "pdf-double-bomb",
)


@dataclass(frozen=True, slots=True)
class Hostile:
    """A file; ``outcome`` is a pattern its reason must match, or READ or ANY."""

    case: str
    name: str
    make: Callable[[], bytes]
    outcome: str

    @property
    def is_heavy(self) -> bool:
        """Whether it takes seconds of processor time, mostly until a limit ends it."""
        return self.case in HEAVY

    def __str__(self) -> str:
        return self.case


def page(body: str, head: str = "") -> bytes:
    return (
        f"<!doctype html><html><head><meta charset=utf-8><title>News</title>{head}</head>"
        f"<body><h1>Delegation in Cairo</h1><article>{body}</article></body></html>"
    ).encode("utf-8", "surrogatepass")


PASSWORDS = b'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>'
PARAGRAPHS = f"<p>{SENTENCE}</p><p>{ARABIC}</p>" * 3


def word(paragraphs: int = 1) -> bytes:
    document = docx.Document()
    for _ in range(paragraphs):
        document.add_paragraph(SENTENCE)
    data = io.BytesIO()
    document.save(data)
    return data.getvalue()


def with_part(data: bytes, name: str, content: bytes | None) -> bytes:
    """An Office document with one part replaced, or left out."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(made, "w", 8) as new:
        for info in old.infolist():
            if info.filename != name:
                new.writestr(info.filename, old.read(info))
        if content is not None:
            new.writestr(name, content)
    return made.getvalue()


def archive(*members: tuple[str, bytes], compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", compression) as new:
        for name, content in members:
            info = zipfile.ZipInfo(name or "x")
            info.filename = name
            info.compress_type = compression
            new.writestr(info, content)
    return made.getvalue()


def patched(data: bytes, *changes: tuple[bytes, int, bytes]) -> bytes:
    """Bytes overwritten at an offset from each occurrence of a signature."""
    changed = bytearray(data)
    for signature, offset, value in changes:
        at = changed.find(signature)
        while at >= 0:
            changed[at + offset : at + offset + len(value)] = value
            at = changed.find(signature, at + 4)
    return bytes(changed)


LOCAL, CENTRAL, END = b"PK\3\4", b"PK\1\2", b"PK\5\6"


def pdf(*objects: bytes, trailer: bytes = b"/Root 1 0 R") -> bytes:
    data = b"%PDF-1.7\n"
    places = []
    for number, one in enumerate(objects, 1):
        places.append(len(data))
        data += b"%d 0 obj\n" % number + one + b"\nendobj\n"
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    start = len(data)
    size = len(objects) + 1
    data += b"xref\n0 %d\n0000000000 65535 f \n" % size + table
    return data + b"trailer <</Size %d %s>>\nstartxref\n%d\n%%%%EOF" % (size, trailer, start)


CATALOG = b"<</Type/Catalog/Pages 2 0 R>>"
PAGES = b"<</Type/Pages/Kids[3 0 R]/Count 1>>"
FONTS = b"/Resources<</Font<</F 5 0 R>>>>"
FONT = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"


def stream(content: bytes, more: bytes = b"") -> bytes:
    return b"<</Length %d %s>>stream\n" % (len(content), more) + content + b"\nendstream"


def printed(content: bytes, more: bytes = b"", box: bytes = b"0 0 600 800") -> bytes:
    """A document of one page with this content."""
    leaf = b"<</Type/Page/Parent 2 0 R/MediaBox[%s]/Contents 4 0 R %s>>" % (box, FONTS)
    return pdf(CATALOG, PAGES, leaf, stream(content, more), FONT)


SHOWN = b"BT /F 10 Tf 20 700 Td (" + SENTENCE.encode() + b") Tj ET\n"


def jsonl(*items: object) -> bytes:
    return "".join(json.dumps(item) + "\n" for item in items).encode()


def item(**more: object) -> dict[str, object]:
    return {"id": "a1", "title": "Delegation", "text": SENTENCE} | more


def _sample(name: str) -> bytes:
    return (PRINTED / name).read_bytes()


def _truncated() -> Iterator[Hostile]:
    whole: dict[str, Callable[[], bytes]] = {
        ".html": lambda: page(PARAGRAPHS),
        ".pdf": lambda: _sample("fpdf2-ar.pdf"),
        ".docx": lambda: word(30),
        ".zip": lambda: archive(("a.txt", SENTENCE.encode()), ("b.html", page(PARAGRAPHS))),
        ".jsonl": lambda: jsonl(item(id="a"), item(id="b", text=ARABIC)),
        ".txt": lambda: (ARABIC * 3).encode(),
    }
    for suffix, make in whole.items():
        for percent in (1, 30, 60, 90, 99):

            def cut(make: Callable[[], bytes] = make, percent: int = percent) -> bytes:
                data = make()
                return data[: max(1, len(data) * percent // 100)]

            yield Hostile(f"truncated-{percent}{suffix}", f"cut{suffix}", cut, ANY)
        yield Hostile(f"one-byte{suffix}", f"one{suffix}", lambda: b"\xff", ANY)
        yield Hostile(f"blank{suffix}", f"blank{suffix}", lambda: b" \n\t\n", "it is empty")
        yield Hostile(
            f"garbage{suffix}", f"garbage{suffix}", lambda: bytes(range(256)) * 40, r"^it is |^no "
        )


def _wrongly_encoded() -> Iterator[Hostile]:
    text = PARAGRAPHS

    def declared(charset: str, true: str) -> Callable[[], bytes]:
        return lambda: (
            f"<html><head><meta charset={charset}><title>خبر</title></head><body><article>{text}"
            "</article></body></html>".encode(true, "replace")
        )

    for said, true in (
        ("utf-8", "cp1256"),
        ("windows-1256", "utf-8"),
        ("iso-8859-1", "cp1256"),
        ("iso-8859-1", "utf-8"),
        ("utf-16", "utf-8"),
        ("utf-7", "utf-8"),
        ("no-such-set", "utf-8"),
        ("rot13", "utf-8"),
        ("base64", "utf-8"),
        ("idna", "cp1256"),
        ("windows-1256", "cp1256"),
        ("iso-8859-6", "iso8859-6"),
        ("utf-8", "utf-16"),
        ("utf-8", "utf-16-le"),
    ):
        yield Hostile(f"said-{said}-is-{true}", "page.html", declared(said, true), READ)
    for true in ("cp1256", "iso8859-6", "utf-16", "utf-16-be"):
        yield Hostile(f"text-in-{true}", "a.txt", partial((ARABIC * 3).encode, true), READ)
    yield Hostile(
        "jsonl-in-cp1256", "a.jsonl", lambda: f'{{"text": "{ARABIC}"}}'.encode("cp1256"), "UTF-8"
    )
    yield Hostile("text-of-utf-32", "a.txt", lambda: ARABIC.encode("utf-32"), ANY)


def _pages() -> Iterator[Hostile]:
    def case(name: str, make: Callable[[], bytes], outcome: str = READ) -> Hostile:
        return Hostile(f"page-{name}", f"{name}.html", make, outcome)

    yield case("deep", lambda: page("<div>" * 100_000 + PARAGRAPHS), ANY)
    yield case("deep-inline", lambda: page("<b>" * 50_000 + PARAGRAPHS), ANY)
    yield case("deep-tables", lambda: page("<table><tr><td>" * 5_000 + PARAGRAPHS), ANY)
    yield case("deep-lists", lambda: page("<ul><li>" * 20_000 + PARAGRAPHS), ANY)
    attributes = "".join(f" a{n}='{n}'" for n in range(100_000))
    yield case("attributes", lambda: page(f"<div{attributes}>{PARAGRAPHS}</div>"), ANY)
    yield case("only-lt", lambda: b"<" * 1_900_000, ANY)
    yield case("only-tags", lambda: b"<a" * 900_000, ANY)
    yield case("many-anchors", lambda: page("<a href=x>y</a> " * 60_000 + PARAGRAPHS), ANY)
    yield case("many-headings", lambda: page(PARAGRAPHS + "<h1>x</h1>" * 50_000), ANY)
    yield case("entities", lambda: page(PARAGRAPHS + "&amp;" * 300_000), ANY)
    yield case("open-comment", lambda: page(PARAGRAPHS + "<!-- " + "x" * 500_000), READ)
    yield case("open-script", lambda: page(PARAGRAPHS + "<script> " + "x" * 500_000), READ)
    yield case("nul-bytes", lambda: page(PARAGRAPHS).replace(b"<p>", b"<p>\0"), READ)
    yield case("controls", lambda: page(PARAGRAPHS.replace(" on", " \x01\x1b[31m\x9bon")), ANY)
    yield case("surrogate-entities", lambda: page("<p>&#xD800;&#xDFFF;&#0;</p>" + PARAGRAPHS))
    yield case("surrogates", lambda: page("<p>\ud800 x</p>" + PARAGRAPHS), READ)
    yield case("huge-entities", lambda: page("<p>&#x110000;&#99999999999;</p>" + PARAGRAPHS))
    yield case("bidi-controls", lambda: page(f"<p>\u202e{SENTENCE}\u2066</p>" + PARAGRAPHS))
    laughs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 12))
    yield case(
        "billion-laughs",
        lambda: f'<!DOCTYPE x [<!ENTITY l0 "ha">{laughs}]><html><p>&l11;</p></html>'.encode(),
        ANY,
    )
    yield case(
        "external-entity",
        lambda: (
            b'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>' + page(PARAGRAPHS + "&e;")
        ),
        READ,
    )
    yield case("no-body", lambda: b"<html></html>", "no article|not an HTML page")
    yield case("only-script", lambda: page("<script>let x = 1</script>"), "^no ")
    yield case("only-hidden", lambda: page(f"<div hidden>{SENTENCE}</div>"), "^no ")
    yield case("frames", lambda: page(f"<iframe srcdoc='{SENTENCE}'></iframe>"), "^no ")
    yield case("not-html", lambda: SENTENCE.encode(), ANY)
    yield case("gzipped", lambda: gzip.compress(page(PARAGRAPHS)), "gzip archive")
    yield case("gzip-bomb", lambda: gzip.compress(b"x" * 50_000_000), "gzip archive")
    yield case("a-pdf", lambda: _sample("fpdf2-ar.pdf"), "PDF document")
    yield case("a-zip", lambda: archive(("a.txt", b"x")), "zip archive")
    picture = "data:image/png;base64," + base64.b64encode(bytes(1_000_000)).decode()
    yield case("inline-picture", lambda: page(f"<img src='{picture}'>" + PARAGRAPHS))
    yield case("long-title", lambda: page(PARAGRAPHS, f"<title>{'x' * 1_000_000}</title>"), ANY)
    yield case("long-word", lambda: page(f"<p>{'x' * 1_000_000}</p>" + PARAGRAPHS), ANY)
    yield case("long-style", lambda: page(f"<p style='{'a:b;' * 200_000}'>x</p>" + PARAGRAPHS))
    nested = "[" * 100_000
    yield case(
        "nested-json",
        lambda: page(PARAGRAPHS, f"<script type=application/ld+json>{nested}</script>"),
    )
    yield case(
        "json-of-lies",
        lambda: page(
            PARAGRAPHS,
            '<script type=application/ld+json>{"@type":"NewsArticle","author":{"name":[1,{}]},'
            '"datePublished":{},"headline":[[]]}</script>',
        ),
    )
    yield case("date-of-lies", lambda: page(PARAGRAPHS, "<meta name=date content='99999-99-99'>"))
    yield case(
        "address-of-lies",
        lambda: page(PARAGRAPHS, "<link rel=canonical href='javascript:alert(1)//http://[::'>"),
    )
    yield case("svg-script", lambda: page("<svg><script>1</script></svg>" + PARAGRAPHS))
    yield case("processing", lambda: b"<?php system('id') ?>" + page(PARAGRAPHS), READ)
    yield case("xml", lambda: b"<?xml version='1.0' encoding='utf-16'?>" + page(PARAGRAPHS))
    yield case("regex-blanks", lambda: page("<p>" + " " * 500_000 + "</p>" + PARAGRAPHS), ANY)
    yield case("regex-bars", lambda: page("<p>" + " | " * 100_000 + "</p>" + PARAGRAPHS), ANY)
    yield case("regex-dashes", lambda: page("", f"<title>{'a - ' * 50_000}</title>"), ANY)


def _documents() -> Iterator[Hostile]:
    def case(name: str, make: Callable[[], bytes], outcome: str = ANY) -> Hostile:
        return Hostile(f"pdf-{name}", f"{name}.pdf", make, outcome)

    no_text = "no text, only pictures"
    yield case("well-formed", lambda: printed(SHOWN), READ)
    yield case("without-text", lambda: printed(b"0 0 100 100 re f"), no_text)
    yield case("no-pages", lambda: pdf(CATALOG, b"<</Type/Pages/Kids[]/Count 0>>"))
    yield case(
        "encrypted",
        lambda: pdf(
            CATALOG, PAGES, b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>",
            b"<</Filter/Standard/V 1/R 2/P -4/O(" + b"o" * 32 + b")/U(" + b"u" * 32 + b")>>",
            trailer=b"/Root 1 0 R/Encrypt 4 0 R/ID[<00><00>]",
        ),
        "needs a password",
    )  # fmt: skip
    yield case("own-child", lambda: pdf(CATALOG, b"<</Type/Pages/Kids[2 0 R]/Count 1>>"))
    yield case("billion-pages", lambda: pdf(CATALOG, PAGES.replace(b"1>>", b"999999999>>")))
    yield case("own-root", lambda: pdf(b"1 0 R"))
    yield case("deep-arrays", lambda: pdf(CATALOG, b"[" * 300_000))
    yield case("deep-dictionaries", lambda: pdf(CATALOG, b"<</A" * 100_000))
    bomb = zlib.compress(bytes(80_000_000), 9)
    yield case("stream-bomb", lambda: printed(bomb, b"/Filter/FlateDecode"))
    twice = zlib.compress(zlib.compress(b" " * 300_000_000, 9), 9)
    yield case("double-bomb", lambda: printed(twice, b"/Filter[/FlateDecode/FlateDecode]"))
    yield case("many-letters", lambda: printed(SHOWN * 8_000))
    yield case("wrong-length", lambda: printed(SHOWN).replace(b"/Length ", b"/Length 9"))
    yield case("no-table", lambda: printed(SHOWN).replace(b"xref", b"xxxx"))
    yield case("table-of-lies", lambda: printed(SHOWN).replace(b"0000000", b"9999999"))
    yield case("huge-page", lambda: printed(SHOWN, box=b"0 0 1e30 1e30"))
    yield case("backward-page", lambda: printed(SHOWN, box=b"600 800 0 0"))
    yield case("unknown-filter", lambda: printed(SHOWN, b"/Filter/NoSuch"))
    yield case("not-a-number", lambda: printed(b"BT /F nan Tf inf -inf Td (x) Tj ET"))
    yield case("huge-font", lambda: printed(b"BT /F 1e30 Tf 1 1 Td (words words) Tj ET"))
    yield case("zero-font", lambda: printed(SHOWN.replace(b"/F 10", b"/F 0")))
    yield case("own-form", lambda: printed(b"/X Do", b"/Resources<</XObject<</X 4 0 R>>>>"))
    yield case("nul-text", lambda: printed(SHOWN.replace(b"Cairo", b"\\000\\001\\033")))
    yield case("header-only", lambda: b"%PDF-1.7\n", "not a whole PDF")
    yield case("header-late", lambda: b"\n" * 500 + printed(SHOWN))
    yield case("script", lambda: pdf(b"<</OpenAction<</S/JavaScript/JS(x)>>>>", b"<<>>"))
    yield case("a-page", lambda: page(PARAGRAPHS), "not a whole PDF")
    yield case("a-picture", lambda: b"\x89PNG\r\n\x1a\n" + bytes(100), "not a whole PDF")


def _word_documents() -> Iterator[Hostile]:
    main = "word/document.xml"
    head = b'<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>'
    foot = b"</w:body></w:document>"
    paragraph = b"<w:p><w:r><w:t>" + SENTENCE.encode() + b"</w:t></w:r></w:p>"

    def case(name: str, body: bytes | None, outcome: str = ANY) -> Hostile:
        def make() -> bytes:
            return with_part(word(), main, body if body is None else head + body + foot)

        return Hostile(f"docx-{name}", f"{name}.docx", make, outcome)

    yield case("well-formed", paragraph, READ)
    yield case("without-text", b"", "no text")
    yield case("without-main", None)
    yield case("huge", paragraph + b"<w:p/>" * 30_000_000, "larger than 100 MB")
    yield case("many-paragraphs", paragraph * 20_000)
    table = b"<w:tbl><w:tr><w:tc>"
    yield case("deep-tables", table * 400 + paragraph)
    yield case("deep-closed", table * 60 + paragraph + b"</w:tc></w:tr></w:tbl>" * 60)
    yield case("deep", b"<w:p>" * 50_000)
    yield case("controls", b"<w:p><w:r><w:t>x&#1;&#xD800;</w:t></w:r></w:p>")
    laughs = b"".join(b'<!ENTITY l%d "%s">' % (n, b"&l%d;" % (n - 1) * 10) for n in range(1, 11))
    doctype = b'<!DOCTYPE x [<!ENTITY l0 "ha">' + laughs + b"]>"
    yield Hostile(
        "docx-billion-laughs",
        "laughs.docx",
        lambda: with_part(word(), main, doctype + head + b"<w:p>&l10;</w:p>" + foot),
        ANY,
    )
    yield Hostile(
        "docx-external-entity",
        "entity.docx",
        lambda: with_part(
            word(), main, PASSWORDS + head + b"<w:p><w:r><w:t>&e;</w:t></w:r></w:p>" + foot
        ),
        ANY,
    )
    yield Hostile("docx-a-zip", "a.docx", lambda: archive(("a.txt", b"x")), "damaged|not a whole")
    yield Hostile("docx-a-page", "b.docx", lambda: page(PARAGRAPHS), "not a whole Word")
    yield Hostile(
        "docx-no-types", "c.docx", lambda: with_part(word(), "[Content_Types].xml", None), "damaged"
    )
    yield Hostile(
        "docx-wrong-sum",
        "d.docx",
        lambda: patched(word(), (LOCAL, 14, b"\0\0\0\0"), (CENTRAL, 16, b"\0\0\0\0")),
        "damaged|not a whole",
    )


def _archives() -> Iterator[Hostile]:
    text = SENTENCE.encode()

    def case(name: str, make: Callable[[], bytes], outcome: str) -> Hostile:
        return Hostile(f"zip-{name}", f"{name}.zip", make, outcome)

    out = "leads out of the archive"
    for number, name in enumerate(
        (
            "../../bridge.txt", "/etc/cron.d/a.txt", "..\\..\\a.txt", "C:\\a.txt", "C:a.txt",
            "a/../../b.txt", "\\\\host\\share\\a.txt", "a/..", "//x/a.txt", "..",
        )
    ):  # fmt: skip
        yield case(f"traversal-{number}", partial(archive, (name, text)), out)
    unseen = "cannot be shown"
    yield case("newline", lambda: archive(("a\nb.txt", text)), unseen)
    yield case("escape", lambda: archive(("\x1b[2J.txt", text)), unseen)
    yield case("long-name", lambda: archive(("x" * 60_000 + ".txt", text)), unseen)
    yield case("nothing", lambda: archive(), "holds no articles")
    yield case("only-hidden", lambda: archive((".a.txt", text)), "holds no articles")
    yield case("an-archive", lambda: archive(("b.zip", archive(("c.txt", text)))), "in an archive")
    bomb = archive(("a.txt", bytes(45_000_000)))
    yield case("bomb", lambda: bomb, "larger than 40 MB")
    yield case("nested-bomb", lambda: archive(*[(f"{n}.zip", bomb) for n in range(9)]), "archive")
    yield case("large-member", lambda: archive(("a.txt", bytes(3_000_000))), "larger than 2 MB")
    lying = archive(("a.txt", bytes(30_000_000)))
    one = archive(("a.txt", text))
    small = struct.pack("<L", 100)
    yield case("lying-sizes", lambda: patched(lying, (LOCAL, 22, small), (CENTRAL, 24, small)), ANY)
    yield case("wrong-sum", lambda: patched(one, (CENTRAL, 16, b"\0" * 4)), "damaged")
    yield case("encrypted", lambda: patched(one, (CENTRAL, 8, b"\1\0")), "encrypted")
    yield case(
        "unknown-method",
        lambda: patched(one, (CENTRAL, 10, b"\x63\0")),
        "damaged",
    )
    yield case("wrong-place", lambda: patched(one, (CENTRAL, 42, b"\xff" * 4)), ANY)
    yield case("wrong-start", lambda: patched(one, (END, 16, b"\xff" * 4)), ANY)
    yield case("wrong-count", lambda: patched(one, (END, 8, b"\xff" * 4)), ANY)
    many = [(f"{n}.txt", b"x") for n in range(10_001)]
    yield case("many", lambda: archive(*many, compression=0), "more than 10000 files")
    yield case(
        "same-names",
        lambda: archive(("a.txt", text), ("b.txt", text)).replace(b"b.txt", b"a.txt"),
        "same name",
    )
    yield case("no-name", lambda: archive(("", text)), ANY)
    yield case("unknown-kind", lambda: archive(("a.exe", b"MZ")), "it is not .txt")
    yield case("bad-page", lambda: archive(("a.html", b"<" * 100_000)), ANY)
    yield case("bad-pdf", lambda: archive(("a.pdf", b"%PDF-1.7")), "not a whole PDF")
    yield case("arabic-names", lambda: archive(("خبر/وفد.txt", text)), READ)
    yield case("bzip2", lambda: archive(("a.txt", text), compression=12), READ)
    yield case("lzma", lambda: archive(("a.txt", text), compression=14), READ)
    yield case("not-one", lambda: text, "not a whole zip")


def _lines() -> Iterator[Hostile]:
    def case(name: str, make: Callable[[], bytes], outcome: str) -> Hostile:
        return Hostile(f"jsonl-{name}", f"{name}.jsonl", make, outcome)

    yield case("deep", lambda: b"[" * 200_000, "not JSON")
    yield case("deep-object", lambda: b'{"a":' * 100_000, "not JSON")
    yield case("long-number", lambda: b'{"id": ' + b"9" * 100_000 + b"}", 'not JSON|no "text"')
    yield case("no-object", lambda: jsonl([SENTENCE]), "not a JSON object")
    yield case("no-text", lambda: jsonl({"id": 1, "title": SENTENCE}), 'no "text"')
    yield case("blank-text", lambda: jsonl(item(text=" \n")), 'no "text"')
    yield case("text-of-numbers", lambda: jsonl(item(text=[1, 2])), 'no "text"')
    yield case("same-ids", lambda: jsonl(item(), item(text=ARABIC)), "same id")
    yield case("surrogates", lambda: jsonl(item(title="\ud800", text=SENTENCE + "\udfff")), READ)
    yield case("surrogate-id", lambda: jsonl(item(id="\ud800/../x")), READ)
    yield case("path-id", lambda: jsonl(item(id="../../../etc/passwd\0")), READ)
    yield case("list-id", lambda: jsonl(item(id=[1])), READ)
    yield case("controls", lambda: jsonl(item(text=f"\x1b[2J\x00{SENTENCE}\x9b")), READ)
    yield case("bom", lambda: b"\xef\xbb\xbf" + jsonl(item()), READ)
    yield case("dos-lines", lambda: jsonl(item()).replace(b"\n", b"\r\n"), READ)
    yield case("nan", lambda: b'{"text": NaN}', 'no "text"')
    yield case("odd-values", lambda: jsonl(item(url=5, published={}, author=[1, "A B"])), READ)
    yield case("address", lambda: jsonl(item(url="file:///etc/passwd")), READ)


CASES = [
    *_truncated(), *_wrongly_encoded(), *_pages(), *_documents(), *_word_documents(),
    *_archives(), *_lines(),
]  # fmt: skip
