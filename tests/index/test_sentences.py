from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from index.sentences import split_sentences

SEEDS = Path(__file__).parents[2].parent / "shared" / "seeds"

# Pieces that make stops, quotes, abbreviations and line ends meet in every order.
PIECES = st.sampled_from(
    [
        *".!?؟۔…\"'”“»«()[]،؛:",
        " ",
        "  ",
        "\u00a0",
        "\n",
        "\u2028",
        "\x85",
        "\x0b",
        "\u200f",
        "\u2067",
        "\u2069",
        "د",
        "أ.د",
        "قال",
        "وَقالَ",
        "Dr",
        "U.S",
        "The",
        "said",
        "12",
        "٣",
        "[5]",
        "هـ",
        "No",
    ]
)
TEXTS = st.one_of(st.lists(PIECES, max_size=40).map("".join), st.text(max_size=80))

# One line each; "|" marks where a sentence ends and the next begins.
CASES = [
    # Stops and quotes.
    "وصل الوفد صباحا.| وغادر مساء.",
    "هل وصل الوفد؟| نعم وصل!| ثم غادر…| ولم يعد.",
    "قال: «لن نتراجع.»| وأضاف أن الحوار مستمر.",
    "قال: “لن نتراجع”.| “سنمضي قدما”.",
    'قال: "لن نتراجع."| ثم غادر.',
    'قال: "لن نتراجع".| "سنمضي" عنوان الحملة.',
    "قال ” لن نتراجع. ”| ثم غادر.",
    "قال إنه باق.| ”لن أرحل” كلمته الأخيرة.",
    "انتهت المهلة. .| وبدأت أخرى.",
    "انتظروا...| ثم رحلوا.",
    "(وصل الوفد.)| ثم غادر.",
    "كان هذا (!) مفاجئا للجميع.",
    "حذف المحرر جملة [...] ثم تابع.",
    "هل جاء؟، سأل الرجل.",
    # Numbers.
    "بلغت القيمة 3.6 مليار دولار و١٫٥ مليون يورو.",
    "ارتفع بنسبة ٣.٦ في المئة.| ثم تراجع.",
    "بلغ عددهم 15.| ثم غادروا.",
    "1. أعلنت الوزارة خطتها.| ثم نشرتها.",
    "٢. أعلنت الوزارة خطتها.",
    "  • 3. أعلنت الوزارة خطتها.",
    # Arabic abbreviations.
    "التقى د. محمد علي الوزير.| ثم غادر.",
    "ألقى أ.د. سمير حسن محاضرة.",
    "حضر د. أ. سالم ود. خالد.",
    "تعود القطعة إلى عام 300 ق.م. بحسب المتحف.",
    "ولد سنة 1446 هـ.| وتوفي صغيرا.",
    "فاز جورج دبليو. بوش بالرئاسة.",
    "اتصل به.| ثم اعتذر.",
    # A forgotten blank.
    "انتهت الجلسة.|وقال الرئيس إنه راض.",
    "من فاز؟|الجواب غدا.",
    "انتظروا..ثلاثة وصلوا.",
    "راجع الموقع ar.example.com اليوم.",
    # English abbreviations.
    "Dr. Smith met Mr. Jones.| They talked.",
    "The U.S. Senate voted.| It passed.",
    "He lives in the U.S.| He likes it.",
    "Many, e.g. The Times, agreed.",
    "It opens at 9 a.m. on Monday.",
    "George W. Bush and J. K. Rowling came.",
    "It was Plan B.| The next one failed.",
    "See No. 5 for more.",
    "He said no.| Then he left.",
    "Apple Inc. reported profits.| Shares rose.",
    "It bought a rival (Acme Inc.)| Shares rose.",
    "Yahoo! is old.| Google is not.",
    '"Why?" he asked.| "Because," she said.',
    "He called it 'done.'| Nobody agreed.",
    "It rose 1.5 percent.| The rest fell.",
    "A claim.[5]| Another.[citation needed]",
    "She left on Sept. 5.| Snow fell.",
    "Visit example.com/a?b=c.d today.",
    # Both scripts.
    "أعلنت شركة Apple Inc.| وقالت إنها راضية.",
    "قال في نهاية Plan B.| ثم غادر.",
    # Unseen characters are passed over, and kept.
    "\u2067وصل د\u200f. محمد.\u2069| ثم غادر\u200f.",
]


@pytest.mark.parametrize("case", CASES)
def test_hard_sentences(case: str) -> None:
    text = case.replace("|", "")
    expected = [sentence.strip() for sentence in case.split("|")]
    assert [text[start:end] for start, end in split_sentences(text)] == expected


@pytest.mark.parametrize(
    "end", ["\n", "\r\n", "\r", "\v", "\f", "\x1c", "\x85", "\u2028", "\u2029"]
)
def test_a_newline_is_always_a_boundary(end: str) -> None:
    assert split_sentences(f"عنوان{end}نص") == [(0, 5), (5 + len(end), 7 + len(end))]


def test_offsets_count_code_points_and_leave_out_blanks() -> None:
    assert split_sentences("  😀 وصل.  ثم غادر. \n") == [(2, 8), (10, 18)]


@pytest.mark.parametrize("text", ["", " ", "\n \t\n\u00a0"])
def test_blank_text_has_no_sentence(text: str) -> None:
    assert split_sentences(text) == []


@given(TEXTS)
@example("a.\u200f \u200fb")
def test_every_character_that_is_not_blank_lies_in_exactly_one_sentence(text: str) -> None:
    covered = [at for start, end in split_sentences(text) for at in range(start, end)]
    assert covered == sorted(set(covered))
    missing = set(range(len(text))) - set(covered)
    assert all(text[at].isspace() for at in missing)


@given(TEXTS)
def test_sentences_are_not_empty_and_have_no_blank_at_either_end(text: str) -> None:
    for start, end in split_sentences(text):
        assert start < end
        assert text[start:end] == text[start:end].strip()


@given(TEXTS)
def test_no_sentence_holds_a_line_end(text: str) -> None:
    for start, end in split_sentences(text):
        assert len(text[start:end].splitlines()) == 1


@given(TEXTS, TEXTS)
def test_lines_are_split_independently(first: str, second: str) -> None:
    shifted = [(a + len(first) + 1, b + len(first) + 1) for a, b in split_sentences(second)]
    assert split_sentences(f"{first}\n{second}") == split_sentences(first) + shifted


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("." * 100_000, 1),
        (". " * 100_000, 1),
        ('"' * 100_000, 1),
        ('." ' * 50_000, 50_000),
        ("." + " " * 500_000 + "x", 1),
        ("كلمة " * 200_000, 1),
        ("كلمة. " * 160_000, 160_000),
        ("د. " * 300_000, 1),
        (".[" * 200_000, 1),
        ("\u200f.\u200f " * 50_000, 1),
    ],
    ids=["dots", "spaced", "quotes", "quoted", "gap", "line", "many", "initials", "open", "bidi"],
)
def test_hostile_texts_of_a_megabyte_are_split(text: str, count: int) -> None:
    # Not timed: quadratic work on these would run for hours, and be noticed.
    assert len(split_sentences(text)) == count


@pytest.mark.skipif(not SEEDS.is_dir(), reason="the seed articles are not at hand")
def test_quotes_marked_by_hand_are_whole_sentences() -> None:
    rows = (SEEDS / "questions.jsonl").read_text("utf-8").splitlines()
    gold = [quote for row in rows for quote in json.loads(row).get("gold", ())]
    assert gold
    for quote in gold:
        text = (SEEDS / quote["file"]).read_text("utf-8")
        sentences = split_sentences(text)
        start = text.index(quote["quote"])
        assert start in {left for left, _ in sentences}, quote
        assert start + len(quote["quote"]) in {right for _, right in sentences}, quote
