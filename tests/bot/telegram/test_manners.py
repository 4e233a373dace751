"""How the bot behaves towards those who use it, over HTTP as they meet it."""

from __future__ import annotations

import logging
import threading
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.telegram import replies
from bot.telegram.answering import LONGEST_QUESTION
from bot.texts import texts_for
from retrieval.answer import Answer
from tests.bot.shelf import ARABIC, ENGLISH, ShelfLibrary
from tests.bot.telegram.live import PATIENCE, Live, quotes_of
from tests.bot.telegram.site import HttpSite, plain
from tests.fake_telegram import ApiError, Chat, Fault
from tests.fake_telegram.chat import KINDS

AR, EN = texts_for("ar"), texts_for("en")
TOO_OLD = Fault(
    "too old", ApiError(400, "Bad Request: query is too old and response timeout expired")
)
QUESTION = "كم ميدالية أحرزت مصر؟"


class HeldLibrary(ShelfLibrary):
    """Answers when it is let go."""

    def __init__(self) -> None:
        super().__init__(ARABIC, ENGLISH)
        self.go = threading.Event()

    def answer(self, question: str, k: int | None = None) -> Answer:
        assert self.go.wait(PATIENCE)
        return super().answer(question, k)


@pytest.fixture
def library() -> HeldLibrary:
    library = HeldLibrary()
    library.go.set()
    return library


@pytest.fixture
async def live(
    library: HeldLibrary, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[Live]:
    monkeypatch.setenv("PTB_TIMEDELTA", "1")
    async with Live(library, tmp_path, questions_per_minute=5) as live:
        yield live


@pytest.fixture
def chat(live: Live) -> Chat:
    return live.fake.private_chat(live.fake.user("Layla", "ar"))


async def test_typing_is_shown_for_as_long_as_it_works_and_no_longer(
    live: Live, chat: Chat, library: HeldLibrary, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(replies, "TYPING_LASTS", 0.02)
    library.go.clear()
    chat.say(QUESTION)
    await live.until(lambda: len(chat.record.actions) >= 5)
    library.go.set()
    await live.until(lambda: chat.bot_messages)
    await live.ask(live.fake.private_chat(), "/start")
    last = live.fake.calls("sendMessage")[0].at
    late = [call for call in live.fake.calls("sendChatAction") if call.at > last]
    assert set(chat.record.actions) == {"typing"}
    assert late == []


async def test_typing_is_shown_in_the_topic_of_the_question(
    live: Live, chat: Chat, library: HeldLibrary
) -> None:
    group = live.fake.group(chat.user, topics=(7, 9))
    library.go.clear()
    group.say(f"/ask {QUESTION}", thread=9)
    (call,) = await live.until(lambda: live.fake.calls("sendChatAction"))
    library.go.set()
    assert call.params["message_thread_id"] == "9"
    await live.until(lambda: group.bot_messages)


async def test_who_asks_too_fast_is_told_so_once_and_others_are_answered(
    live: Live, chat: Chat
) -> None:
    for _ in range(5):
        assert quotes_of(await live.ask(chat, QUESTION)) == [ARABIC.text]
    told = await live.ask(chat, QUESTION)
    assert told.text.startswith("\u200fهذه أسئلة كثيرة دفعة واحدة. اسألني من جديد بعد")
    chat.say(QUESTION)
    other = live.fake.private_chat(live.fake.user("Sami", "en"))
    assert quotes_of(await live.ask(other, QUESTION)) == [ARABIC.text]
    assert chat.bot_messages[-1] is told


async def test_an_overlong_question_is_told_the_limit_and_may_be_edited(
    live: Live, chat: Chat
) -> None:
    said = chat.say(QUESTION + "ه" * LONGEST_QUESTION)
    (told,) = await chat.wait_for_reply_async(said, timeout=PATIENCE)
    assert told.text == f"\u200f{AR.too_long(LONGEST_QUESTION)}"
    chat.edit(said, QUESTION)
    await live.until(lambda: any(quotes_of(m) for m in chat.bot_messages))


@pytest.mark.parametrize("kind", KINDS)
async def test_what_is_no_text_gets_a_kind_hint_in_private_and_silence_in_a_group(
    live: Live, chat: Chat, kind: str, caplog: pytest.LogCaptureFixture
) -> None:
    group = live.fake.group(chat.user, privacy=False)
    group.send(kind)
    sent = chat.send(kind)
    (told,) = await chat.wait_for_reply_async(sent, timeout=PATIENCE)
    assert told.text == "\u200f" + AR.not_text
    assert group.bot_messages == []
    assert [r for r in caplog.records if r.levelno >= logging.WARNING] == []


async def test_who_blocks_the_bot_is_no_fault_and_is_answered_when_back(
    live: Live, chat: Chat, library: HeldLibrary, caplog: pytest.LogCaptureFixture
) -> None:
    library.go.clear()
    chat.say(QUESTION)
    await live.until(lambda: chat.record.actions)
    chat.block()
    library.go.set()
    await live.until(lambda: live.fake.calls("sendMessage"))
    answer = await live.ask(chat, QUESTION)  # writing unblocks it
    assert quotes_of(answer) == [ARABIC.text]
    assert len(live.fake.calls("sendMessage")) == 2
    assert [r for r in caplog.records if r.levelno >= logging.WARNING] == []


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("How many cracks did engineers find in the old bridge? since:2024-07", "four cracks"),
        ("How many cracks did engineers find? since:2024-07-03", EN.abstained),
        ("How many cracks did engineers find? since:2025", "No article meets the filters"),
        ("كم شقاً وجد المهندسون في الجسر القديم؟ منذ:2025/08", "لا مقال"),
        ('How many cracks did engineers find? source:"Sample Wire"', "four cracks"),
        ("How many cracks did engineers find? source:Nobody", "No source is called: Nobody"),
        ("كم ميدالية أحرزت مصر في باريس؟ مصدر:«نشرة»", "بثلاث ميداليات"),
        ("كم ميدالية أحرزت مصر في باريس؟ مصدر:رويترز", "لا مصدر بهذا الاسم"),
    ],
)
async def test_filters_in_a_question_choose_the_articles(
    http: HttpSite, question: str, said: str
) -> None:
    assert said in "\n".join(plain(await http.say(question)))


async def test_a_press_too_old_to_be_answered_still_does_what_it_says(http: HttpSite) -> None:
    """As after a night without the bot."""
    first = await http.say("/articles")
    number = next(e.text_of(first.text) for e in first.entities if e.type == "code")
    await http.say(f"/remove {number}")
    http.fake.inject("answerCallbackQuery", TOO_OLD)
    http.chat.press("Remove it")
    await http.until("Removed: ")
    await http.until("Indexing finished")
    assert not (http.articles / "medals.md").exists()
