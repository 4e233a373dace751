"""The interface's texts in every language."""

import inspect
import re
import sys
from datetime import date
from operator import attrgetter
from pathlib import Path

import pytest

import bot.texts as texts_package
from bot.library import Status
from bot.progress import Pace
from bot.state import open_state
from bot.state.questions import Day
from bot.texts import LANGUAGES, Texts, find_languages, human_date, human_time, texts_for
from bot.texts.ar import articles, passages, seconds
from bot.texts.en import articles as english_articles
from bot.texts.wording_admin import AdminTexts
from index.summary import Progress, Summary
from retrieval.answer import Unmatched
from tests.fake_telegram import server_cleaning

NAMES = [name for name in Texts.__dataclass_fields__ if name not in ("code", "admin")]
NAMES += [f"admin.{name}" for name in AdminTexts.__dataclass_fields__]
ARGUMENTS: list[tuple[object, ...]] = [
    ([Day(date(2026, 11, 22), 3, 2, 15.0)],),
    ([1], [2]),
    ("g2", "g1", "2026-11-22T10:20:30+00:00", 3),
    (3, 2, True),
    (Status("g", "2026-11-22T10:20:30+00:00", 3, 12, {"ar": 2, "en": 1}, 2, "bundled", 9),),
    (Summary("g", 1, 2, 3, 4, 5, 6.0, ()),),
    (Progress("reading", 1, 2), Pace(0.5, 2.0)),
    (Progress("writing", 1, 2), None),
    (Unmatched(unknown=("a",), similar=("b",)),),
    (3,),
    (2, 3),
    ("reason",),
    ("name", "reason"),
    ("10", "2024"),
]


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (0, "لا مقالات"),
        (1, "مقال واحد"),
        (2, "مقالان"),
        (3, "3 مقالات"),
        (10, "10 مقالات"),
        (11, "11 مقالاً"),
        (99, "99 مقالاً"),
        (100, "100 مقال"),
        (101, "101 مقال"),
        (102, "102 مقال"),
        (103, "103 مقالات"),
        (111, "111 مقالاً"),
        (1000, "1,000 مقال"),
    ],
)
def test_an_arabic_number_takes_the_noun_in_its_form(number: int, words: str) -> None:
    assert articles(number) == words


def test_each_counted_noun_has_its_own_forms() -> None:
    assert [passages(n) for n in (1, 2, 3, 11)] == ["مقطع واحد", "مقطعان", "3 مقاطع", "11 مقطعاً"]
    assert [seconds(n) for n in (0, 1, 2, 3, 11, 100)] == [
        "أقل من ثانية",
        "ثانية واحدة",
        "ثانيتين",
        "3 ثوانٍ",
        "11 ثانية",
        "100 ثانية",
    ]


@pytest.mark.parametrize(
    ("left", "arabic", "english"),
    [
        (0.2, "أقل من ثانية", "less than a second"),
        (2, "ثانيتان", "2 seconds"),
        (119, "119 ثانية", "119 seconds"),
        (121, "دقيقتان", "2 minutes"),
        (700, "12 دقيقة", "12 minutes"),
    ],
)
def test_progress_tells_the_rate_and_the_time_left(left: float, arabic: str, english: str) -> None:
    progress, pace = Progress("writing", 1500, 2000000), Pace(41234.5, left)
    assert texts_for("en").reindex_progress(progress, pace) == (
        f"Writing the index: 1,500 of 2,000,000\n41,234 a second, {english} left"
    )
    assert texts_for("ar").reindex_progress(progress, pace) == (
        f"جارٍ كتابة الفهرس: 1,500 من 2,000,000\n41,234 في الثانية، والوقت المتبقي: {arabic}"
    )
    assert texts_for("en").reindex_progress(progress, None).count("\n") == 0


def test_an_english_number_takes_the_plural_unless_it_is_one() -> None:
    assert [english_articles(n) for n in (0, 1, 2, 1000)] == [
        "no articles",
        "1 article",
        "2 articles",
        "1,000 articles",
    ]


@pytest.mark.parametrize(
    ("code", "language"),
    [("ar", "ar"), ("ar-EG", "ar"), ("AR", "ar"), ("en-GB", "en"), ("fr", "en"), (None, "en")],
)
def test_arabic_readers_get_arabic_and_all_others_english(code: str | None, language: str) -> None:
    assert texts_for(code).code == language


@pytest.mark.parametrize(
    ("published", "arabic", "english"),
    [
        ("2024-10-25", "25 أكتوبر 2024", "25 October 2024"),
        ("2024-01-05", "5 يناير 2024", "5 January 2024"),
        ("2024-12", "ديسمبر 2024", "December 2024"),
        ("2024-02-30", None, None),
        ("2024-00", None, None),
        ("0000-01-01", None, None),
        ("2024-1-5", None, None),
        ("٢٠٢٤-١٠-٢٥", None, None),
        ("", None, None),
        (None, None, None),
    ],
)
def test_dates_are_written_as_people_write_them(
    published: str | None, arabic: str | None, english: str | None
) -> None:
    assert human_date(published, texts_for("ar").months) == arabic
    assert human_date(published, texts_for("en").months) == english


def test_moments_are_given_in_utc() -> None:
    months, comma = texts_for("ar").months, texts_for("ar").comma
    assert human_time("2026-11-22T13:05:59+03:00", months, comma) == "22 نوفمبر 2026، 10:05 (UTC)"
    assert human_time("2026-11-22T10:05:59Z", months, comma) == "22 نوفمبر 2026، 10:05 (UTC)"
    assert human_time("lately", months, comma) == "lately"


@pytest.mark.parametrize("texts", LANGUAGES.values(), ids=LANGUAGES)
def test_every_language_has_twelve_months_and_the_same_commands(texts: Texts) -> None:
    english = texts_for("en")
    assert len(set(texts.months)) == 12
    assert list(texts.commands) == list(english.commands)
    assert list(texts.admin_commands) == list(english.admin_commands)


@pytest.mark.parametrize("texts", LANGUAGES.values(), ids=LANGUAGES)
def test_no_text_is_altered_by_the_server(texts: Texts) -> None:
    for name in NAMES:
        if isinstance(text := attrgetter(name)(texts), str) and text.strip():
            assert server_cleaning(text) == text.strip(), name


def _said(value: object) -> list[str]:
    """Every text within a value; what a function says is asked of it with plausible arguments."""
    if isinstance(value, str):
        return [value]
    if isinstance(value, dict):
        return [text for one in value.values() for text in _said(one)]
    if isinstance(value, tuple):
        return [text for one in value for text in _said(one)]
    if callable(value):
        for arguments in ARGUMENTS:
            try:
                return _said(value(*arguments))
            except (AttributeError, TypeError, ValueError):  # it takes another kind
                continue
        raise AssertionError(f"none of the arguments fits {value}")
    return []


@pytest.mark.parametrize("name", NAMES)
def test_every_text_is_there_in_each_language_and_is_no_copy(name: str) -> None:
    values = {code: attrgetter(name)(texts) for code, texts in LANGUAGES.items()}
    said = {code: _said(value) for code, value in values.items()}
    if not isinstance(values["en"], bool):
        assert all(said.values())
    keys = {tuple(value) for value in values.values() if isinstance(value, dict)}
    assert len(keys) <= 1
    assert all(text.strip() for texts in said.values() for text in texts)
    for text in said["ar"]:
        assert re.search("[\u0620-\u064a]|^، $", text), text
    for text in said["en"]:
        assert re.search("[A-Za-z]|^, $", text), text
        assert not re.search("[\u0620-\u064a]", text), text


def test_each_store_is_told_of_in_each_language() -> None:
    state = open_state(Path(":memory:"))
    for texts in LANGUAGES.values():
        assert list(texts.kept) == list(state.stores())


def test_adding_a_language_is_adding_one_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = Path(inspect.getfile(texts_package)).with_name("en.py").read_text("utf-8")
    (tmp_path / "fr.py").write_text(
        source.replace('code="en"', 'code="fr"').replace('name="English"', 'name="Français"'),
        "utf-8",
    )
    folders = [*texts_package.__path__, str(tmp_path)]
    monkeypatch.setattr(texts_package, "__path__", folders)
    found = find_languages(folders)
    monkeypatch.delitem(sys.modules, "bot.texts.fr")
    assert {code: texts.name for code, texts in found.items()} == {
        "ar": "العربية",
        "en": "English",
        "fr": "Français",
    }


def test_languages_are_found_by_the_name_of_their_module() -> None:
    assert sorted(LANGUAGES) == ["ar", "en"]
    assert {code: texts.code for code, texts in LANGUAGES.items()} == {"ar": "ar", "en": "en"}
