"""Lists and cards as a reader gets them, whatever the articles hold."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.library import Listing
from bot.telegram.inline import results
from bot.telegram.links import article_link, linked_article
from bot.telegram.markup import Message
from bot.telegram.pages import (
    ARTICLES_A_PAGE,
    OPENING,
    SOURCES_A_PAGE,
    Page,
    article_card,
    latest_page,
    opening,
    sources_page,
)
from bot.texts import LANGUAGES, Texts, texts_for
from index.article import Article
from retrieval.answer import Answer
from tests.bot.answers import ALPHABET, DATES, answers, languages, urls, values, visible
from tests.bot.shelf import ARABIC
from tests.bot.telegram.reading import Read, received, sent, without_mark
from tests.fake_telegram import server_cleaning
from tests.fake_telegram.markup import checked_markup

AR, EN = texts_for("ar"), texts_for("en")
any_article = settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
every_texts = st.sampled_from(sorted(LANGUAGES)).map(texts_for)
ids = st.text("0123456789abcdef", min_size=12, max_size=12)
listings = st.lists(
    st.builds(
        Listing, ids, values | st.just("😀" * 300), values, st.sampled_from(DATES), languages
    ),
    max_size=30,
)
bodies = st.text(ALPHABET, min_size=1, max_size=60).filter(
    lambda text: visible(text) and text.strip() == text
)
articles = st.builds(
    lambda name, text, times, title, source, url, published, language: Article(
        name, " ".join([text] * times), title, source, url, published, language, "a.md"
    ),
    ids,
    bodies,
    st.sampled_from((1, 3, 1000)),
    values,
    values,
    urls
    | st.sampled_from(("https://localhost/x", "http://a.b:99999/", "https://a_b/", "http://a..b")),
    st.sampled_from(DATES),
    languages,
)


def accepted(page: Page) -> Read:
    """The page as a reader gets it; raises ApiError where Telegram would refuse it."""
    if page.keyboard is not None:
        checked_markup(page.keyboard.to_dict(), inline_only=True)
    return received(Message(page.html))


def assert_directed(line: str, texts: Texts) -> None:
    """One mark, at the start; isolates closed; nothing that the server would delete."""
    assert line[0] == ("\u200f" if texts.right_to_left else "\u200e")
    assert not set(line[1:]) & set("\u200e\u200f\u061c\u202a\u202b\u202c\u202d\u202e\u2066\u2067")
    assert line.count("\u2068") == line.count("\u2069")


@given(listings, st.integers(0, 10), every_texts)
@any_article
def test_any_list_of_articles_is_accepted_and_each_leads_to_its_card(
    listing: list[Listing], page: int, texts: Texts
) -> None:
    read = accepted(latest_page(listing, page, "a_bot", texts))
    for line in read.text.split("\n"):
        assert_directed(line, texts)
    last = max(0, -(-len(listing) // ARTICLES_A_PAGE) - 1)
    at = min(page, last) * ARTICLES_A_PAGE
    shown = [one.article_id for one in listing[at : at + ARTICLES_A_PAGE]]
    links = [entity.url.partition("?start=")[2] for entity in read.entities]
    assert [linked_article(payload) for payload in links] == shown


@given(listings, st.integers(0, 10), every_texts)
@any_article
def test_any_list_of_sources_is_accepted(listing: list[Listing], page: int, texts: Texts) -> None:
    sources = sorted(Counter(one.source for one in listing * 2).items())
    read = accepted(sources_page(sources, page, texts))
    for line in read.text.split("\n"):
        assert_directed(line, texts)


def test_a_page_of_the_longest_names_is_one_message() -> None:
    endless = "😀" * 999
    listing = [Listing(f"{n:012x}", endless, endless, "2024-09-30", "en") for n in range(99)]
    for texts in LANGUAGES.values():
        accepted(latest_page(listing, 1, "a_bot", texts))
        accepted(sources_page([(endless + str(n), 99_999) for n in range(99)], 1, texts))


@given(articles, every_texts)
@any_article
def test_any_articles_card_is_accepted_and_its_words_are_the_articles(
    article: Article, texts: Texts
) -> None:
    card = article_card(article, texts)
    read = accepted(card)
    for line in read.labels:
        assert_directed(line, texts)
    (quoted,) = sent(Message(card.html)).quotes
    assert without_mark(quoted) in article.text or quoted in article.text
    assert quoted


@given(answers())
@any_article
def test_any_answer_can_be_offered_inline(answer: Answer) -> None:
    for result, quote in zip(results(answer), answer.quotes, strict=True):
        content = result.input_message_content.to_dict()
        read = received(Message(content["message_text"]))
        assert without_mark(read.quotes[0]).strip() == without_mark(server_cleaning(quote.text))
        assert 1 <= len(result.id.encode()) <= 64
        assert result.title.strip()


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("جملة أولى. جملة ثانية.", "جملة أولى. جملة ثانية."),
        ("One. " + "Two is long " * 60 + ".", "One."),
        ("word " * 200, ("word " * 96).rstrip()),
        ("x" * 900, "x" * OPENING),
    ],
)
def test_a_card_shows_whole_sentences_where_it_can(text: str, shown: str) -> None:
    assert opening(replace(ARABIC, text=text)) == shown


def test_a_card_does_not_repeat_the_headline() -> None:
    article = replace(ARABIC, text=f"{ARABIC.title}\n\nفازت مصر. وعادت.")
    assert opening(article) == "فازت مصر. وعادت."
    assert opening(replace(ARABIC, text=ARABIC.title)) == ARABIC.title


@pytest.mark.parametrize(
    ("number", "page", "buttons"),
    [
        (SOURCES_A_PAGE, 0, []),
        (SOURCES_A_PAGE + 1, 0, [(EN.next, "sources:1")]),
        (2 * SOURCES_A_PAGE + 1, 1, [(EN.previous, "sources:0"), (EN.next, "sources:2")]),
        (2 * SOURCES_A_PAGE + 1, 99, [(EN.previous, "sources:1")]),
        (0, 3, []),
    ],
)
def test_buttons_lead_to_the_pages_there_are(
    number: int, page: int, buttons: list[tuple[str, str]]
) -> None:
    sources = [(f"source {n}", 1) for n in range(number)]
    keyboard = sources_page(sources, page, EN).keyboard
    rows = keyboard.inline_keyboard if keyboard else ()
    assert [(b.text, b.callback_data) for row in rows for b in row] == buttons


@pytest.mark.parametrize(
    "payload", ["", "a_", "A_00", "a_0\n", "a_0 1", "x", "a_٣", "a_" + "0" * 63]
)
def test_what_is_no_link_of_ours_names_no_article(payload: str) -> None:
    assert linked_article(payload) is None


def test_a_link_is_read_as_it_was_written() -> None:
    link = article_link("iqtibas_test_bot", "00ff00ff00ff")
    assert link == "https://t.me/iqtibas_test_bot?start=a_00ff00ff00ff"
    assert linked_article(link.partition("start=")[2]) == "00ff00ff00ff"
