"""What the bot does with a reader's message: the real application, without a network."""

import asyncio
import logging
import threading
import time
from collections.abc import AsyncIterator, Callable
from functools import partial
from typing import Any

import pytest

from bot.telegram import replies
from bot.telegram.answering import LONGEST_QUESTION
from bot.texts import texts_for
from retrieval.answer import Answer
from tests.bot.shelf import (
    ARABIC,
    ENGLISH,
    AlteringLibrary,
    EmptyLibrary,
    FailingLibrary,
    ShelfLibrary,
)
from tests.bot.telegram.offline import ADMIN, TOKEN, Conversation

AR, EN = texts_for("ar"), texts_for("en")


class AwaitingLibrary(ShelfLibrary):
    """Answers once something has come true."""

    def __init__(self) -> None:
        super().__init__(ARABIC)
        self.awaited: Callable[[], object] = bool

    def answer(self, question: str, k: int | None = None) -> Answer:
        end = time.monotonic() + 20
        while not self.awaited():
            assert time.monotonic() < end
            time.sleep(0.01)
        return super().answer(question, k)


@pytest.fixture
async def bot() -> AsyncIterator[Conversation]:
    async with Conversation(ShelfLibrary(ARABIC, ENGLISH)) as conversation:
        yield conversation


async def test_an_arabic_question_is_answered_with_a_quote(bot: Conversation) -> None:
    (reply,) = await bot.say("كم ميدالية أحرزت مصر؟")
    assert reply.text == (
        "\u200fهذا ما جاء في المقالات:\n"
        "أعلنت اللجنة النتائج أمس. فازت مصر بثلاث ميداليات في باريس.\n"
        "\u200f\u2068حصاد الميداليات\u2069 — \u2068نشرة\u2069، \u206812 أغسطس 2024\u2069"
    )
    assert reply.quotes == [ARABIC.text]
    assert reply.of("bold") == ["فازت مصر بثلاث ميداليات في باريس."]


async def test_an_english_question_is_answered_in_english_whatever_the_client_speaks(
    bot: Conversation,
) -> None:
    (reply,) = await bot.say("Who won? Spain?", language="ar")
    assert reply.labels == [
        "\u200eThis is what the articles say:",
        "\u200e\u2068Spain win the title\u2069 — \u2068Sample Wire\u2069, \u2068July 2024\u2069",
    ]


async def test_what_the_articles_do_not_say_is_not_answered(bot: Conversation) -> None:
    (reply,) = await bot.say("ماذا عن الصين؟")
    assert reply.text == "\u200f" + AR.abstained
    assert reply.entities == ()


async def test_a_quick_answer_comes_without_typing_and_previews_never_come(
    bot: Conversation, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(replies, "TYPING_AFTER", 60.0)
    await bot.say("مصر")
    assert [name for name, _ in bot.telegram.calls] == ["getMe", "sendMessage"]
    (sent,) = bot.telegram.of("sendMessage")
    assert sent["link_preview_options"] == {"is_disabled": True}


async def test_typing_is_shown_while_an_answer_is_awaited() -> None:
    library = AwaitingLibrary()
    async with Conversation(library) as bot:
        library.awaited = partial(bot.telegram.of, "sendChatAction")
        await bot.say("مصر")
    assert [name for name, _ in bot.telegram.calls] == ["getMe", "sendChatAction", "sendMessage"]


async def test_typing_under_way_is_not_broken_off_and_its_connection_not_lost(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    library = AwaitingLibrary()
    async with Conversation(library) as bot:
        begun, go, ended = threading.Event(), asyncio.Event(), asyncio.Event()
        do_request = bot.telegram.do_request

        async def slow(url: str, **given: Any) -> tuple[int, bytes]:
            if url.endswith("/sendChatAction"):
                begun.set()
                await go.wait()
                ended.set()
            return await do_request(url, **given)

        monkeypatch.setattr(bot.telegram, "do_request", slow)
        library.awaited = begun.is_set
        (reply,) = await bot.say("مصر")
        assert reply.quotes == [ARABIC.text]
        go.set()
        await asyncio.wait_for(ended.wait(), 10)


async def test_an_answer_comes_even_where_typing_cannot_be_shown() -> None:
    library = AwaitingLibrary()
    async with Conversation(library) as bot:
        library.awaited = partial(bot.telegram.of, "sendChatAction")
        bot.telegram.refusals["sendChatAction"] = (400, "Bad Request: CHAT_ADMIN_REQUIRED")
        (reply,) = await bot.say("مصر")
    assert reply.quotes == [ARABIC.text]


@pytest.mark.parametrize("text", ["/start", "/start payload"])
async def test_start_introduces_the_bot_in_the_language_of_the_client(
    bot: Conversation, text: str
) -> None:
    (arabic,) = await bot.say(text, language="ar-SA")
    (english,) = await bot.say(text, language=None)
    assert [line[1:] for line in arabic.text.split("\n")] == AR.start.split("\n")
    assert [line[1:] for line in english.text.split("\n")] == EN.start.split("\n")


async def test_help_tells_admins_of_their_commands_and_others_not(bot: Conversation) -> None:
    (reader,) = await bot.say("/help", language="en")
    (admin,) = await bot.say("/help", language="en", user=ADMIN)
    assert "/reindex" not in reader.text
    assert "/reindex" in admin.text
    assert all(line.startswith("\u200e") for line in admin.labels)


async def test_ask_takes_the_question_after_it(bot: Conversation) -> None:
    (reply,) = await bot.say("/ask\nمصر")
    assert reply.quotes == [ARABIC.text]


@pytest.mark.parametrize("text", ["/ask", "/ask ؟؟", "؟!", "😀"])
async def test_a_question_without_words_is_asked_for(bot: Conversation, text: str) -> None:
    (reply,) = await bot.say(text)
    assert reply.text == "\u200f" + AR.ask_what


async def test_a_question_over_the_limit_is_told_the_limit(bot: Conversation) -> None:
    (accepted,) = await bot.say("مصر " + "ه" * (LONGEST_QUESTION - 4))
    (refused,) = await bot.say("مصر " + "ه" * (LONGEST_QUESTION - 3))
    assert accepted.quotes == [ARABIC.text]
    assert refused.text == "\u200fالسؤال طويل جداً. من فضلك اختصره إلى 500 حرف على الأكثر."


async def test_an_unknown_command_gets_a_hint(bot: Conversation) -> None:
    (reply,) = await bot.say("/weather")
    assert reply.text == "\u200f" + AR.unknown_command


async def test_a_sticker_gets_a_hint(bot: Conversation) -> None:
    place = {"latitude": 1.0, "longitude": 1.0}
    (reply,) = await bot.say(location=place, language="en")
    assert reply.text == "\u200e" + EN.not_text


@pytest.mark.parametrize("text", ["/start", "/reindex", "/weather"])
async def test_an_edited_command_is_not_obeyed_again(
    bot: Conversation, text: str, caplog: pytest.LogCaptureFixture
) -> None:
    assert await bot.say(text, edited=True) == []
    assert caplog.records == []


@pytest.mark.parametrize("text", ["مصر", "/weather", "@someone مصر", "@iqtibas_test_bot2 مصر"])
async def test_in_a_group_the_bot_keeps_silent_where_it_is_not_addressed(
    bot: Conversation, text: str
) -> None:
    assert await bot.say(text, group=True) == []


@pytest.mark.parametrize(
    ("text", "to_bot"),
    [
        ("/ask مصر", False),
        ("/ask@iqtibas_test_bot مصر", False),
        ("@iqtibas_test_bot مصر", False),
        ("مصر @Iqtibas_Test_Bot", False),
        ("مصر", True),
    ],
)
async def test_in_a_group_the_bot_answers_where_it_is_addressed(
    bot: Conversation, text: str, to_bot: bool
) -> None:
    (reply,) = await bot.say(text, group=True, to_bot=to_bot)
    assert reply.quotes == [ARABIC.text]
    (sent,) = bot.telegram.of("sendMessage")
    assert sent["reply_parameters"]["message_id"] == 1
    assert sent["reply_parameters"]["allow_sending_without_reply"] is True


async def test_without_an_index_the_reader_is_told_so(caplog: pytest.LogCaptureFixture) -> None:
    async with Conversation(EmptyLibrary()) as bot:
        (reply,) = await bot.say("مصر")
    assert reply.text == "\u200f" + AR.not_indexed
    assert "run iqtibas index" in caplog.text


@pytest.mark.parametrize(
    "library",
    [FailingLibrary(lambda: RuntimeError("disk on fire")), AlteringLibrary(ARABIC)],
    ids=["fault", "not verbatim"],
)
async def test_an_error_is_logged_and_then_apologised_for(
    library: ShelfLibrary, caplog: pytest.LogCaptureFixture
) -> None:
    async with Conversation(library) as bot:
        (reply,) = await bot.say("مصر")
    assert reply.text == "\u200f" + AR.failed
    (record,) = [record for record in caplog.records if record.levelno == logging.ERROR]
    assert record.exc_info is not None
    assert TOKEN not in caplog.text


async def test_a_reader_who_blocked_the_bot_is_not_written_to_again(
    bot: Conversation, caplog: pytest.LogCaptureFixture
) -> None:
    bot.telegram.refusals["sendMessage"] = (403, "Forbidden: bot was blocked by the user")
    await bot.say("/start")
    assert len(bot.telegram.of("sendMessage")) == 1
    assert [r for r in caplog.records if r.levelno > logging.INFO] == []
