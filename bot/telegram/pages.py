"""Lists that are leafed through, and an article's card, as messages with buttons. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from telegram import InlineKeyboardButton, InlineKeyboardMarkup

from bot.library import Listing
from bot.telegram.direction import begins_against, framed, isolate, mark, one_line
from bot.telegram.keyboards import keyboard, leafing
from bot.telegram.links import article_link
from bot.telegram.markup import Markup, is_web_address, joined, linked, plain, tagged
from bot.telegram.shorten import longest_start
from bot.texts import Texts, human_date, texts_for
from bot.texts.fate import fate
from index.article import Article
from index.sentences import split_sentences

ARTICLES_A_PAGE = 8
SOURCES_A_PAGE = 20
LONGEST_TITLE = 120  # code points; a page of the longest is less than a message
LONGEST_OUTLET = 50
OPENING = 480  # code points of an article that its card shows at most


@dataclass(frozen=True, slots=True)
class Page:
    """One message with its buttons."""

    html: str
    keyboard: InlineKeyboardMarkup | None


def latest_page(listing: Sequence[Listing], page: int, bot: str, texts: Texts) -> Page:
    """A page of articles, each a link to its card.

    Args:
        listing: Newest first.
        page: From 0; one beyond the last is the last.
        bot: The bot's username.
        texts: Of the reader.
    """
    page, pages = _within(page, len(listing), ARTICLES_A_PAGE)
    shown = listing[page * ARTICLES_A_PAGE : (page + 1) * ARTICLES_A_PAGE]
    lines = [_label(texts.latest_head(len(listing)), texts)]
    for one in shown:
        date = human_date(one.published, texts.months)
        line = _label("• ", texts) + _titled(
            one.title, one.source, article_link(bot, one.article_id)
        )
        lines.append(line + plain(texts.comma + isolate(date)) if date else line)
    return _page(lines, "latest", page, pages, texts)


def sources_page(sources: Sequence[tuple[str, int]], page: int, texts: Texts) -> Page:
    """A page of outlets with the number of their articles.

    Args:
        sources: Outlet and number, in order.
        page: As for :func:`latest_page`.
        texts: Of the reader.
    """
    page, pages = _within(page, len(sources), SOURCES_A_PAGE)
    shown = sources[page * SOURCES_A_PAGE : (page + 1) * SOURCES_A_PAGE]
    lines = [_label(texts.sources_head(len(sources)), texts)]
    lines += [
        _label(f"• {isolate(longest_start(one_line(name), LONGEST_OUTLET))}: ", texts)
        + plain(texts.articles(number))
        for name, number in shown
    ]
    if shown:
        lines.append(_label(texts.sources_hint(_filterable(shown[0][0])), texts))
    return _page(lines, "sources", page, pages, texts)


def article_card(article: Article, texts: Texts) -> Page:
    """Title, outlet, date and the first sentences, word for word; a button opens the article."""
    head = _label("", texts) + tagged("b", _titled(article.title, article.source, article.url))
    date = human_date(article.published, texts.months)
    lines = [head, _label(isolate(date), texts)] if date else [head]
    if told := fate(article, texts):
        lines.append(_label(told, texts))
    text = opening(article)
    right_to_left = texts_for(article.language).right_to_left
    direction = mark(right_to_left) if begins_against(text, right_to_left) else ""
    lines.append(tagged("blockquote", plain(direction + text)))
    row = [InlineKeyboardButton(texts.latest, callback_data="latest:0")]
    if article.url is not None and _is_button_address(article.url):
        row.insert(0, InlineKeyboardButton(texts.open_article, url=article.url))
    return Page(joined(lines, "\n").html, keyboard([row], texts))


def opening(article: Article) -> str:
    """The first sentences after the headline, a slice of the text.

    Of a first sentence that is too long, it is the beginning.
    """
    text, sentences = article.text, split_sentences(article.text)
    if len(sentences) > 1 and text[slice(*sentences[0])] == article.title:
        del sentences[0]  # the card has it above
    start = sentences[0][0]
    ends = [end for _, end in sentences if end - start <= OPENING]
    if ends:
        return text[start : ends[-1]]
    cut = text[start : start + OPENING]
    return cut[: cut.rfind(" ")] if " " in cut else cut


def _is_button_address(url: str) -> bool:
    """Whether Telegram takes the URL behind a button; one that it does not costs the message."""
    if not is_web_address(url):
        return False
    try:
        parts = urlsplit(url)
        _ = parts.port
    except ValueError:
        return False
    return re.fullmatch(r"(?:[\w-]+\.)+[\w-]+", parts.hostname or "") is not None


def _titled(title: str, outlet: str, url: str | None) -> Markup:
    values = (
        longest_start(one_line(title), LONGEST_TITLE),
        longest_start(one_line(outlet), LONGEST_OUTLET),
    )
    return linked(joined([plain(isolate(value)) for value in values if value], " — "), url)


def _filterable(outlet: str) -> str:
    """An outlet's name as a filter takes it."""
    name = longest_start(one_line(outlet).replace('"', " "), LONGEST_OUTLET)
    return f'"{name}"' if " " in name else name


def _label(text: str, texts: Texts) -> Markup:
    return (
        plain(mark(texts.right_to_left)) if not text else plain(framed(text, texts.right_to_left))
    )


def _within(page: int, entries: int, each: int) -> tuple[int, int]:
    """The page to show, and how many there are; at least one."""
    pages = max(1, -(-entries // each))
    return min(page, pages - 1), pages


def _page(lines: list[Markup], name: str, page: int, pages: int, texts: Texts) -> Page:
    if pages == 1:
        return Page(joined(lines, "\n").html, None)
    lines.append(_label(texts.page(page + 1, pages), texts))
    buttons = leafing(f"{name}:", page, pages - 1, texts, first=0)
    return Page(joined(lines, "\n").html, buttons)
