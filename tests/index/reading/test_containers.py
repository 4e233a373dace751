from __future__ import annotations

import hashlib
import io
import json
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.reading import ArticleFile, Part, Rejected, UnreadableError, parse_article, parts

LIMIT = 100_000
TEXT = "The delegation arrived in Cairo on Friday. It left in the evening."


def zipped(members: dict[str, str]) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        for name, text in members.items():
            archive.writestr(name, text)
    return data.getvalue()


def lines(*items: object) -> bytes:
    return "\n".join(json.dumps(one, ensure_ascii=False) for one in items).encode()


def file(name: str) -> ArticleFile:
    return ArticleFile("0123456789ab", Path("news") / name)


def found(data: bytes, name: str) -> list[Part]:
    return [one for one in parts(data, file(name), LIMIT) if isinstance(one, Part)]


def inner_id(name: str) -> str:
    return hashlib.sha256(f"0123456789ab/{name}".encode()).hexdigest()[:12]


@pytest.mark.parametrize("name", ["a.txt", "a.html", "a.pdf", "a.docx", "a.md"])
def test_a_file_of_one_article_is_its_only_part(name: str) -> None:
    assert list(parts(b"x", file(name), LIMIT)) == [Part(file(name), b"x")]


def test_the_files_of_an_archive_are_its_parts_in_the_order_of_their_names() -> None:
    made = found(zipped({"b.txt": TEXT, "sub/a.md": TEXT, ".hidden.txt": TEXT}), "z.zip")
    assert [(one.file.id, str(one.file.path)) for one in made] == [
        (inner_id("b.txt"), "news/z.zip/b.txt"),
        (inner_id("sub/a.md"), "news/z.zip/sub/a.md"),
    ]
    assert made[0].data == TEXT.encode()


def test_the_lines_of_a_file_in_an_archive_are_parts_too() -> None:
    inside = lines({"id": "x", "text": TEXT}).decode()
    (part,) = found(zipped({"in.jsonl": inside}), "z.zip")
    assert str(part.file.path) == "news/z.zip/in.jsonl/x.json"
    assert parse_article(part.data, part.file).text == TEXT


def test_a_line_states_its_article() -> None:
    item = {
        "_id": 17,
        "title": "Delegation in Cairo",
        "text": TEXT,
        "source": "Sample Wire",
        "url": "https://example.com/17",
        "published": "2024-10-25T10:00:00Z",
        "author": ["Jane Doe", "John Smith"],
    }
    (part,) = found(lines(item), "a.jsonl")
    article = parse_article(part.data, part.file)
    assert (article.id, article.path) == (inner_id("17"), "news/a.jsonl/17.json")
    assert (article.title, article.text) == ("Delegation in Cairo", TEXT)
    assert (article.source, article.url) == ("Sample Wire", "https://example.com/17")
    assert (article.published, article.author) == ("2024-10-25", "Jane Doe, John Smith")


def test_a_part_keeps_its_id_when_others_come_before_it() -> None:
    one, other = {"id": "one", "text": TEXT}, {"id": "other", "text": TEXT}
    before = {part.file.id for part in found(lines(one), "a.jsonl")}
    assert before < {part.file.id for part in found(lines(other, one), "a.jsonl")}


def test_a_line_without_an_id_is_named_by_its_number() -> None:
    (part,) = found(b"\n\n" + lines({"text": TEXT}), "a.jsonl")
    assert part.file == ArticleFile(inner_id("line-3"), Path("news/a.jsonl/line-3.json"))


def test_what_is_wrong_with_a_line_is_told_and_the_others_are_parts() -> None:
    data = lines({"id": 1, "text": TEXT}) + b"\n{\n" + lines({"id": 1, "text": "again"})
    assert list(parts(data, file("a.jsonl"), LIMIT))[1:] == [
        Rejected("news/a.jsonl/line-2", "it is not JSON in UTF-8"),
        Rejected("news/a.jsonl/line-3", "an earlier line has the same id"),
    ]


def test_a_container_of_nothing_is_refused() -> None:
    for name, data in (("a.zip", zipped({})), ("a.jsonl", b"\n \n")):
        with pytest.raises(UnreadableError, match="it holds no articles"):
            list(parts(data, file(name), LIMIT))


def test_a_file_in_an_archive_is_bounded_as_any_file() -> None:
    data = zipped({"a.txt": "x" * LIMIT, "b.txt": "x" * (LIMIT + 1)})
    part, rejected = parts(data, file("a.zip"), LIMIT)
    assert isinstance(part, Part)
    assert rejected == Rejected("news/a.zip/b.txt", "unpacked it is larger than 0.1 MB; split it")


@given(st.binary(max_size=300))
def test_any_bytes_of_lines_give_parts_or_reasons(data: bytes) -> None:
    try:
        for one in parts(data, file("a.jsonl"), LIMIT):
            path = one.path if isinstance(one, Rejected) else str(one.file.path)
            assert path.startswith("news/a.jsonl/")
            assert "/" not in path.removeprefix("news/a.jsonl/")
    except UnreadableError:
        pass
