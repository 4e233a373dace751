"""Everything the bot says, over any articles and any question: by HTTP, as people meet it.

Whatever the articles hold, each message is one that Telegram takes (the fake refuses as it does),
its lines keep their direction, and what stands in a quotation is a slice of an article.
"""

from __future__ import annotations

import asyncio
import io
import json
from collections.abc import AsyncGenerator, Iterator
from dataclasses import replace
from itertools import islice
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, example, given, settings
from hypothesis import strategies as st
from PIL import Image

from bot.state import open_state
from bot.telegram import application as wiring
from bot.telegram.admin import AdminHandlers
from bot.telegram.direction import begins_against
from bot.texts import LANGUAGES, texts_for
from config import Settings
from index.article import Article
from index.passages import split_passages
from index.reading import Rejected
from index.summary import Progress, Summary
from retrieval.answer import Answer, Quote, Report, Unmatched
from tests.bot.answers import ALPHABET, DATES, languages, urls, values, visible
from tests.bot.shelf import ShelfLibrary
from tests.bot.telegram.live import PATIENCE, running
from tests.bot.telegram.reading import Read, without_mark
from tests.fake_telegram import Call, Chat, FakeTelegram, Message, parse_html, server_cleaning

MARKS = "\u200e\u200f"
DELETED = "\u202a\u202b\u202c\u202d\u202e"
NOTHING = "لاشيء"  # a question with this word is not answered
UNKNOWN = "source:"

hostile_words = st.text(ALPHABET, min_size=1, max_size=120)
bodies = st.text(ALPHABET, min_size=1, max_size=60).map(str.strip).filter(visible)
articles = st.builds(
    lambda text, times, title, source, url, published, language: Article(
        "", " ".join([text] * times), title, source, url, published, language, "articles/a.md"
    ),
    bodies,
    st.sampled_from((1, 3, 40, 1000)),
    values | st.just("😀" * 300),
    values,
    urls,
    st.sampled_from(DATES),
    languages,
)
HTML = Article(
    *("", "<b>&lt;/blockquote> " * 3000, "</b><a href='x'>", "<i>&amp;", "https://example.com/?<"),
    *("2024-10-25", "en", "articles/</code>.md"),
)
TURNED = Article(
    *("", "BBC \u202eعكس\u202c \u2067خبر\n\n\u200f\u200fعاجل 😀. " * 1500, "\u202eBBC خبر", "BBC"),
    *("https://example.com/خبر", "2024-10", "ar", "articles/\u202e.md"),
)


@pytest.fixture(scope="module", autouse=True)
def _as_serve_does() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PTB_TIMEDELTA", "1")
        yield


class AnyLibrary(ShelfLibrary):
    """Quotes the passages of every article, and names all as reports of each and as newer.

    Attributes:
        silent: Whether no question is answered.
    """

    def __init__(self, *shelf: Article) -> None:
        super().__init__(*shelf)
        self.silent = False

    def answer(self, question: str, k: int | None = None) -> Answer:
        language = "en" if question.isascii() else "ar"
        shelf = list(self._articles.values())
        reports = tuple(Report.of(one, "b" if number else None) for number, one in enumerate(shelf))
        empty = Answer(question, language, False, 0.1, "g", 1.0, ())  # type: ignore[arg-type]
        if UNKNOWN in question:
            names = tuple(one.source for one in shelf)
            return replace(empty, unmatched=Unmatched(unknown=(question,), similar=names))
        if self.silent or NOTHING in question:
            return replace(empty, nearest=reports)
        quotes = (
            Quote.of(
                article,
                (passage.start, passage.end),
                passage.sentences[len(question) % len(passage.sentences)],
                rank=1,
                score=1.0,
                also_reported_by=reports,
            )
            for article in shelf
            for passage in split_passages(article)
        )
        found = tuple(islice(quotes, k or 3))
        return replace(empty, answered=True, quotes=found, newer=reports[-1])


class Talk:
    """A reader and an admin who try everything."""

    def __init__(self, fake: FakeTelegram, library: AnyLibrary, language: str) -> None:
        self.fake, self.library = fake, library
        self.texts = texts_for(language)
        self.reader = fake.private_chat(fake.user("Layla", language))
        self.admin = fake.private_chat(fake.user("Huda", language))

    async def say(self, chat: Chat, text: str) -> Message:
        said = chat.say(text)
        return (await chat.wait_for_reply_async(said, timeout=PATIENCE))[0]

    async def press_all(self, chat: Chat, message: Message) -> None:
        """Each button once, as they stand at first, those that open or copy something left out."""
        for button in [one for one in message.buttons if "callback_data" in one]:
            message.reply_markup = {"inline_keyboard": [[button]]}  # as an old client shows it
            query = chat.press(button, message)
            await self.fake.wait_for_async(lambda q=query: q.answer, PATIENCE)  # type: ignore[misc]

    async def read(self, question: str) -> None:
        """What a reader does."""
        say, chat = self.say, self.reader
        await self.press_all(chat, await say(chat, question))
        more = next((m for m in chat.bot_messages if self.texts.more_found in m.text), None)
        if more is not None:
            await self.press_all(chat, more)
        await say(chat, "and when?")
        await say(chat, f"{UNKNOWN}{question}")
        await self.press_all(chat, await say(chat, f"{NOTHING} {question}"))
        first = self.library.listing()[0].article_id
        for command in ("/help", "/latest", "/sources", "/language", "/privacy", "/start"):
            await self.press_all(chat, await say(chat, command))
        await say(chat, f"/start a_{first}")
        query = self.fake.inline(chat.user, question[:200])
        await self.fake.wait_for_async(lambda: query.answer, PATIENCE)

    async def manage(self) -> None:
        """What an admin does; before it, there is a question open."""
        say, chat = self.say, self.admin
        self.library.silent = True
        waiting = await say(self.reader, "Is it so?")
        await self.press_all(self.reader, waiting)
        first = self.library.listing()[0].article_id
        commands = ("articles", "unanswered", "stats", "status", "feedback", f"remove {first}")
        for command in commands:
            await self.press_all(chat, await say(chat, f"/{command}"))
        listed = await say(chat, "/articles")
        chat.say("/remove", reply_to=listed)
        self.library.silent = False
        count = len(self.reader.bot_messages)
        await say(chat, "/reindex")
        await self.fake.wait_for_async(lambda: len(self.reader.bot_messages) > count, PATIENCE)


async def reindexed(full: bool) -> AsyncGenerator[Progress | Summary, None]:
    yield Progress("reading", 1, 2)
    yield Summary("g", 1, 0, 0, 0, 2, 1.0, (Rejected("a\u202e<b>.txt", "bad & <i>\nbroken"),) * 30)


async def everything(shelf: list[Article], question: str, language: str) -> list[Call]:
    """All that was sent while a reader and an admin tried everything."""
    library = AnyLibrary(*(replace(one, id=f"{n:012x}") for n, one in enumerate(shelf)))
    async with FakeTelegram() as fake:
        talk = Talk(fake, library, language)
        made = wiring.build_application(
            Settings(
                telegram_token=fake.token,
                telegram_api=fake.base_url,
                admins=frozenset({talk.admin.id}),
                questions_per_minute=0,
                messages_per_second=0,
            ),
            library,
            AdminHandlers(library, reindexed),
            state=open_state(Path(":memory:")),
        )
        async with running(made):
            await talk.read(question)
            await talk.manage()
        return fake.calls()


def assert_directed(line: str) -> None:
    """One mark, at its start; isolates closed; nothing that the server would delete."""
    assert line[0] in MARKS, line
    assert not set(line[1:]) & set(MARKS + DELETED + "\u061c\u2066\u2067"), line
    depth = 0
    for character in line:
        depth += {"\u2068": 1, "\u2069": -1}.get(character, 0)
        assert depth in (0, 1), line
    assert depth == 0, line


def assert_quoted(shown: str, shelf: list[Article]) -> None:
    """A slice of an article, in the article's direction, a slice still as the server leaves it."""
    inside = without_mark(shown) if not any(shown in one.text for one in shelf) else shown
    (article, *_) = [one for one in shelf if inside in one.text]
    right_to_left = LANGUAGES[article.language].right_to_left
    assert not begins_against(shown, right_to_left)
    assert server_cleaning(inside) in server_cleaning(f"x{article.text}x")


def assert_proper(html: str, shelf: list[Article], kinds: set[str]) -> None:
    """One text that was sent."""
    text, entities = parse_html(html)
    read = Read(text, tuple(entities))
    for quoted in read.quotes:
        assert_quoted(quoted, shelf)
    kinds |= {entity.type for entity in entities}
    if not entities and any(text in one.text for one in shelf):  # a quote alone, to be copied
        kinds.add("copy")
        return
    for line in read.labels:
        assert_directed(line)
    for bold in read.of("bold"):
        assert any(bold in quoted for quoted in read.quotes) or bold in read.labels[0]
    assert all(e.url.startswith("http") for e in entities if e.type == "text_link")


@given(
    st.lists(articles, min_size=1, max_size=4), hostile_words.filter(visible), st.sampled_from("ea")
)
@example([HTML, TURNED], "<b>\u202eWho & what?", "e")
@example([TURNED, HTML], "من \u2067هو <i>", "a")
@settings(
    max_examples=8,
    deadline=None,
    phases=(
        Phase.explicit,
        Phase.reuse,
        Phase.generate,
    ),  # an example takes a second: too long to shrink
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
def test_everything_said_is_accepted_directed_and_quoted_word_for_word(
    shelf: list[Article], question: str, language: str
) -> None:
    calls = asyncio.run(everything(shelf, question, {"e": "en", "a": "ar"}[language]))
    refused = [c for c in calls if c.error and "not modified" not in c.error.description]
    assert refused == []
    kinds: set[str] = set()
    for call in calls:
        for name in ("text", "caption"):
            if name in call.params and call.method != "answerCallbackQuery":
                assert_proper(call.params[name], shelf, kinds)
        for result in json.loads(call.params.get("results", "[]")):
            kinds.add("inline")
            assert_proper(result["input_message_content"]["message_text"], shelf, kinds)
    assert {"blockquote", "bold", "code", "inline"} <= kinds
    said = {call.method for call in calls}
    assert {"sendMessage", "editMessageText", "sendPhoto", "answerCallbackQuery"} <= said
    (picture,) = [call for call in calls if call.method == "sendPhoto"]
    assert Image.open(io.BytesIO(*picture.files.values())).format == "PNG"
