"""Answers to render: a builder for examples, and any answer at all for properties."""

import unicodedata

from hypothesis import strategies as st

from index.article import Language
from retrieval.answer import Answer, Highlight, Quote, Report
from retrieval.named_days import NamedDay

ALPHABET = (
    "ابتثجحخدذرزسشصضطظعغفقكلمنهويىةءآ،؛؟ًٌٍَُِّْ٠١٢"
    "abcXYZ012 .!?\n-«»\"'<>&;/@#"
    "\u200b\u200c\u200d\u200e\u200f\u061c\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
    "\u2028\u030a\u0333\u033f\ufeff\u00a0\t😀👨‍👩‍👧🇪🇬中"
)
URLS = (
    None,
    "https://example.com/a?b=1&c=2",
    'http://example.com/"><b>x</b>',
    "https://example.com/خبر",
    "javascript:alert(1)",
    "https://[::1",
    "https://example.com/a b",
    "ftp://example.com",
    "",
)
DATES = (None, "2024-10-25", "2024-10", "2024-02-30", "yesterday")


def quote(
    text: str,
    highlight: str,
    *,
    start: int = 0,
    title: str = "عنوان",
    source: str = "نشرة",
    url: str | None = "https://example.com/1",
    published: str | None = "2024-10-25",
    also_reported_by: tuple[Report, ...] = (),
    language: Language = "ar",
) -> Quote:
    """A quote of ``text``, which begins at ``start`` of its article."""
    first = start + text.index(highlight)
    return Quote(
        rank=1,
        score=1.0,
        article_id="0123456789ab",
        title=title,
        source=source,
        url=url,
        published=published,
        path="articles/1.md",
        start=start,
        end=start + len(text),
        text=text,
        highlight=Highlight(first, first + len(highlight), highlight),
        also_reported_by=also_reported_by,
        language=language,
    )


def answer(*quotes: Quote, language: Language = "ar") -> Answer:
    """An answer of these quotes; an abstention where there are none."""
    return Answer("سؤال", language, bool(quotes), 0.5, "g1", 1.0, quotes)


def visible(text: str) -> bool:
    """Whether a letter is in it: cleaned articles and titles have some."""
    return any(unicodedata.category(character)[0] == "L" for character in text)


values = st.text(ALPHABET, max_size=12).flatmap(
    lambda text: st.sampled_from((text + "ع", "b" + text, (text + " ح") * 30))
)
urls = st.sampled_from(URLS)
languages: st.SearchStrategy[Language] = st.sampled_from(("ar", "en"))
reports = st.builds(
    Report,
    st.just("b"),
    values,
    values,
    urls,
    published=st.sampled_from(DATES),
    copy_of=st.sampled_from((None, "a")),
)

named_days = st.builds(
    NamedDay, st.just(0), st.just(1), values, st.sampled_from([day for day in DATES if day])
)


@st.composite
def quotes(draw: st.DrawFn, most: int = 900) -> Quote:
    """Any quote a hostile article may lead to."""
    part = draw(st.text(ALPHABET, min_size=1, max_size=40).map(str.strip).filter(visible))
    text = " ".join([part] * draw(st.integers(1, most // (len(part) + 1) or 1)))
    first = draw(st.integers(0, len(text) - 1))
    last = draw(st.integers(first + 1, len(text)))
    start = draw(st.integers(0, 10_000))
    return Quote(
        rank=1,
        score=1.0,
        article_id="a",
        title=draw(values),
        source=draw(values),
        url=draw(urls),
        published=draw(st.sampled_from(DATES)),
        path="articles/1.md",
        start=start,
        end=start + len(text),
        text=text,
        highlight=Highlight(start + first, start + last, text[first:last]),
        also_reported_by=tuple(draw(st.lists(reports, max_size=2))) * draw(st.integers(1, 4)),
        language=draw(languages),
        speaker=draw(st.none() | values),
        days=tuple(draw(st.lists(named_days, max_size=2))),
    )


@st.composite
def answers(draw: st.DrawFn) -> Answer:
    """Any answer, of one to nine quotes."""
    found = draw(st.lists(quotes(), min_size=1, max_size=3)) * draw(st.sampled_from((1, 1, 3)))
    newer = draw(st.none() | reports)
    return Answer("q", draw(languages), True, 0.5, "g", 1.0, tuple(found), newer)
