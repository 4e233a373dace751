from __future__ import annotations

from pathlib import Path

import pytest

from index.lexicon import FOLDER, LONGEST, Lexicon, read_entries

ENTRIES = [
    ("ask", "سأل"),
    ("prime minister", "رئيس الوزراء"),
    ("minister", "وزير"),
    ("book", "كتاب"),
    ("book", "حجز"),
    ("The Hague", "لاهاي"),
]


def translated(lexicon: Lexicon, question: str) -> list[tuple[str, list[str]]]:
    """Each stretch of the question that the lexicon has, with its translations."""
    asked = question.split()
    return [
        (" ".join(asked[places.start : places.stop]), [" ".join(phrase) for phrase in phrases])
        for places, phrases in lexicon.translate(asked)
    ]


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("book", [("book", ["كتاب", "حجز"])]),
        ("كتاب", [("كتاب", ["book"])]),
        ("who asked", [("asked", ["سال"])]),
        ("الكتاب", [("الكتاب", ["book"])]),
        ("من وزيرها", [("وزيرها", ["minister"])]),
        (
            "the prime minister",
            [("prime minister", ["رييس الوزراء"]), ("minister", ["وزير"])],
        ),
        ("رييس الوزراء", [("رييس الوزراء", ["prime minister"])]),
        ("the hague", [("the hague", ["لاهاي"])]),
        ("unknown مجهول", []),
        ("", []),
    ],
)
def test_words_and_phrases_are_translated_both_ways(
    question: str, expected: list[tuple[str, list[str]]]
) -> None:
    assert translated(Lexicon.compile(ENTRIES), question) == expected


def test_a_saved_lexicon_opens_equal(tmp_path: Path) -> None:
    lexicon = Lexicon.compile(ENTRIES)
    lexicon.save(tmp_path)
    opened = Lexicon.open(tmp_path)
    for question in ("ask the prime minister of the hague", "رييس الوزراء حجز كتاب"):
        assert translated(opened, question) == translated(lexicon, question)
        assert translated(opened, question)


def test_an_empty_lexicon_saves_and_opens(tmp_path: Path) -> None:
    Lexicon.compile([]).save(tmp_path)
    assert translated(Lexicon.open(tmp_path), "book كتاب") == []


def test_entries_that_are_too_long_or_have_no_word_are_left_out() -> None:
    long = " ".join("abcdef"[: LONGEST + 1])
    lexicon = Lexicon.compile([(long, "طويل"), ("!", "علامة"), ("mark", "؟"), ("a b c d e", "خمس")])
    assert translated(lexicon, "طويل علامه mark خمس") == [("خمس", ["a b c d e"])]
    assert translated(lexicon, long) == [("a b c d e", ["خمس"])]


def test_a_file_holds_a_key_and_its_forms_on_each_line(tmp_path: Path) -> None:
    (tmp_path / "b.tsv").write_text("sea\tبحر\nempty\t\nnone\n", "utf-8")
    (tmp_path / "a.tsv").write_text("book\tكتاب|حجز| \n\n", "utf-8")
    (tmp_path / "c.txt").write_text("no\tلا\n", "utf-8")
    assert list(read_entries(tmp_path)) == [("book", "كتاب"), ("book", "حجز"), ("sea", "بحر")]


def test_the_lexicon_of_the_project_is_latin_on_the_left_and_arabic_on_the_right() -> None:
    entries = list(read_entries(FOLDER))
    assert len(entries) > 10_000
    assert [
        key for key, _ in entries if not any("a" <= c <= "z" or c.isdigit() for c in key.lower())
    ] == []
    assert [form for _, form in entries if not any("ء" <= c <= "ي" for c in form)] == []


def test_entries_that_are_compiled_already_are_brought_as_they_are(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second, third = (tmp_path / name for name in ("first", "second", "third"))
    for folder in (first, second, third):
        folder.mkdir()
    Lexicon.bring(ENTRIES, first, None)
    compiled = {path.name: path.read_bytes() for path in first.iterdir()}
    with monkeypatch.context() as patch:
        patch.delattr(Lexicon, "compile")
        Lexicon.bring(iter(ENTRIES), second, first)
    assert {path.name: path.read_bytes() for path in second.iterdir()} == compiled
    Lexicon.bring([*ENTRIES, ("pen", "قلم")], third, second)
    assert translated(Lexicon.open(third), "pen") == [("pen", ["قلم"])]
    assert translated(Lexicon.open(second), "pen") == []
