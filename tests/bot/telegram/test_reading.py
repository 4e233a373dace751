"""Reading answers as a person does: the real application over HTTP, against the strict fake."""

import threading
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from bot.state import FILE, open_state
from bot.state.feedback import Feedback
from bot.state.unanswered import Unanswered
from bot.telegram.buttons import Wish, data
from bot.texts import texts_for
from index.article import Article
from index.errors import IndexMissingError
from index.sentences import split_sentences
from retrieval.answer import Answer, Highlight, Quote, Report
from tests.bot.shelf import ARABIC, ENGLISH, ShelfLibrary
from tests.bot.telegram.live import Live, labels, links_of, quotes_of
from tests.fake_telegram import Chat, FakeTelegram, Message
from tests.fake_telegram.entities import QUOTES

AR, EN = texts_for("ar"), texts_for("en")
BRIDGE = Article(
    id="cccccccccccc",
    text=" ".join(
        [f"مقدمة الخبر رقم {n} عن المدينة القديمة وأهلها وأسواقها." for n in range(30)]
        + ["افتُتح الجسر المعلّق - بعد طول انتظار، في آذار & سط الزحام."]
        + [f"خاتمة الخبر رقم {n} عن النهر الكبير وضفافه وقواربه." for n in range(30)]
    ),
    title="افتتاح الجسر",
    source="مرصد",
    url="https://example.com/bridge#top",
    published="2025-03-01",
    language="ar",
    path="articles/bridge.md",
)
LONG = "وقال الخبير إن الزلزال الكبير " + "هزّ المدن والقرى كلها ثم " * 12 + "هدأ."
QUAKE = replace(ARABIC, id="dddddddddddd", title="زلزال", url=None, text=f"{LONG} انتهى الخبر.")
COPIES = [
    replace(ENGLISH, id=f"{n:012}", title=f"Storm {n}", text=f"A storm hit town number {n}.")
    for n in range(6)
]


class NewsLibrary(ShelfLibrary):
    """Quotes every sentence that has a long word of the question, the sentence alone.

    Attributes:
        reports: Who else reports what is found.
        nearest: What is nearest where nothing is found.
    """

    def __init__(self, *articles: Article) -> None:
        super().__init__(*articles)
        self.reports: tuple[Report, ...] = ()
        self.nearest: tuple[Report, ...] = ()
        self.asked: list[str] = []

    def put(self, *articles: Article) -> None:
        """Hold other articles from now on, as after a reindex."""
        self._articles = {article.id: article for article in articles}

    def answer(self, question: str, k: int | None = None) -> Answer:
        self.asked.append(question)
        words = [word for word in question.strip("؟?").split() if len(word) > 4]
        quotes = [
            _quote(article, start, end, self.reports)
            for article in self._articles.values()
            for start, end in split_sentences(article.text)
            if any(word in article.text[start:end] for word in words)
        ][:k]
        language = "en" if question.isascii() else "ar"
        return Answer(
            question=question,
            language=language,  # type: ignore[arg-type]
            answered=bool(quotes),
            confidence=0.9,
            generation="g1",
            took_ms=1.0,
            quotes=tuple(quotes),
            nearest=() if quotes else self.nearest,
        )


def _quote(article: Article, start: int, end: int, reports: tuple[Report, ...]) -> Quote:
    text = article.text[start:end]
    return Quote(
        rank=1,
        score=1.0,
        article_id=article.id,
        title=article.title,
        source=article.source,
        url=article.url,
        published=article.published,
        path=article.path,
        start=start,
        end=end,
        text=text,
        highlight=Highlight(start, end, text),
        also_reported_by=reports,
        language=article.language,
    )


@pytest.fixture
def library() -> NewsLibrary:
    return NewsLibrary(BRIDGE, QUAKE, *COPIES)


@pytest.fixture
async def live(
    library: NewsLibrary, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[Live]:
    monkeypatch.setenv("PTB_TIMEDELTA", "1")
    async with Live(library, tmp_path) as live:
        yield live


@pytest.fixture
def chat(live: Live) -> Chat:
    return live.fake.private_chat(live.fake.user("Layla", "ar"))


def button(message: Message, label: str) -> dict[str, Any]:
    (found,) = [one for one in message.buttons if one["text"] == label]
    return found


async def pressed(live: Live, chat: Chat, label: str | dict[str, Any], message: Message) -> str:
    """Press a button of a message; what the reader is told."""
    query = chat.press(label, message)
    answer: dict[str, Any] = await live.until(lambda: query.answer)
    return str(answer["text"])


async def later(live: Live, chat: Chat, count: int) -> Message:
    """The newest message, once the bot has written so many."""
    await live.until(lambda: len(chat.bot_messages) >= count)
    return chat.bot_messages[count - 1]


def kept_feedback(live: Live) -> list[Feedback]:
    state = open_state(live.data / FILE)
    try:
        return state.feedback.all()
    finally:
        state.close()


def kept_questions(live: Live) -> list[Unanswered]:
    state = open_state(live.data / FILE)
    try:
        return state.unanswered.pending()
    finally:
        state.close()


# --- the answer --------------------------------------------------------------------------


async def test_an_answer_has_its_quote_its_source_and_its_buttons(live: Live, chat: Chat) -> None:
    answer = await live.ask(chat, "متى افتُتح الجسر؟")
    sentence = "افتُتح الجسر المعلّق - بعد طول انتظار، في آذار & سط الزحام."
    assert quotes_of(answer) == [sentence]
    assert [e.text_of(answer.text) for e in answer.entities if e.type == "bold"] == [sentence]
    assert list(links_of(answer)) == ["\u2068افتتاح الجسر\u2069 — \u2068مرصد\u2069"]
    assert labels(answer) == [AR.open_article, AR.in_context, AR.copy_quote, "👎", "👍"]
    assert button(answer, AR.copy_quote)["copy_text"] == {"text": sentence}
    assert all(len(b.get("callback_data", "").encode()) <= 64 for b in answer.buttons)


async def test_the_article_opens_at_the_sentence(live: Live, chat: Chat) -> None:
    answer = await live.ask(chat, "متى افتُتح الجسر؟")
    link = button(answer, AR.open_article)["url"]
    page, _, directive = link.partition(":~:text=")
    assert page == "https://example.com/bridge#top"
    start, end = directive.split(",")
    assert "%2D" in start
    assert end.startswith("%D8%A2%D8%B0%D8%A7%D8%B1%20%26%20")


async def test_further_quotes_expand_are_numbered_and_have_their_own_buttons(
    live: Live, chat: Chat
) -> None:
    answer = await live.ask(chat, "Which storm hit the coast?")
    kinds = [e.type for e in answer.entities if e.type in QUOTES]
    assert kinds == ["blockquote", "expandable_blockquote", "expandable_blockquote"]
    lines = answer.text.split("\n")
    assert [line[:4] for line in lines if line[1:2].isdigit()] == [
        "\u200e1. ",
        "\u200e2. ",
        "\u200e3. ",
    ]
    assert labels(answer)[:3] == ["· 1 ·", "2", "3"]
    assert await pressed(live, chat, "3", answer) == ""
    assert labels(answer)[:3] == ["1", "2", "· 3 ·"]
    assert button(answer, EN.copy_quote)["copy_text"] == {"text": COPIES[2].text}
    assert await pressed(live, chat, "· 3 ·", answer) == ""


async def test_who_else_reports_it_is_counted_and_linked(
    live: Live, chat: Chat, library: NewsLibrary
) -> None:
    library.reports = (
        Report("x", "خبر آخر", "دفتر", "https://example.com/x"),
        Report("y", "خبر ثالث", "نشرة", None),
    )
    answer = await live.ask(chat, "متى افتُتح الجسر؟")
    assert answer.text.split("\n")[-3:] == [
        "\u200fنشره 3 مصادر، وغيرُ هذا:",
        "\u200f• \u2068خبر آخر\u2069 — \u2068دفتر\u2069",
        "\u200f• \u2068خبر ثالث\u2069 — \u2068نشرة\u2069",
    ]
    assert links_of(answer)["\u2068خبر آخر\u2069 — \u2068دفتر\u2069"] == "https://example.com/x"


# --- the buttons -------------------------------------------------------------------------


async def test_in_context_shows_the_neighbours_with_the_highlight(live: Live, chat: Chat) -> None:
    answer = await live.ask(chat, "متى افتُتح الجسر؟")
    assert await pressed(live, chat, AR.in_context, answer) == ""
    context = await later(live, chat, 2)
    (shown,) = quotes_of(context)
    assert len(shown) > 900
    assert shown in BRIDGE.text
    bold = [e.text_of(context.text) for e in context.entities if e.type == "bold"]
    assert bold == quotes_of(answer)
    assert context.text.startswith("\u200f" + AR.context_found)
    assert context.reply_to is answer


async def test_an_article_that_is_nowhere_on_the_web_comes_as_a_file(
    live: Live, chat: Chat
) -> None:
    answer = await live.ask(chat, "ماذا قال الخبير؟")
    await pressed(live, chat, AR.open_article, answer)
    file = await later(live, chat, 2)
    assert file.attachment["document"]["file_name"] == "زلزال.txt"
    assert file.content is not None
    assert file.content.decode() == f"زلزال\nنشرة\n12 أغسطس 2024\n\n{QUAKE.text}\n"
    assert file.text == "\u200f\u2068زلزال\u2069 — \u2068نشرة\u2069، \u206812 أغسطس 2024\u2069"


async def test_a_quote_too_long_to_be_copied_by_a_button_is_sent_alone(
    live: Live, chat: Chat
) -> None:
    answer = await live.ask(chat, "ماذا قال الخبير؟")
    await pressed(live, chat, AR.copy_quote, answer)
    alone = await later(live, chat, 2)
    assert (alone.text, alone.entities) == (LONG, [])


async def test_more_quotes_come_once_and_continue_the_numbers(live: Live, chat: Chat) -> None:
    answer = await live.ask(chat, "Which storm hit the coast?")
    await pressed(live, chat, EN.more_quotes, answer)
    more = await later(live, chat, 2)
    assert quotes_of(more) == [copy.text for copy in COPIES[3:]]
    assert "\u200e4. " in more.text
    assert labels(more)[:3] == ["· 4 ·", "5", "6"]
    assert EN.more_quotes not in labels(more)
    await live.until(lambda: EN.more_quotes not in labels(answer))
    stale = data(Wish.MORE, answer.buttons[0]["callback_data"].split(":")[2])
    assert await press_data(live, chat, answer, stale) == AR.no_more
    assert len(chat.bot_messages) == 2
    assert await pressed(live, chat, "6", more) == ""
    assert labels(more)[:3] == ["4", "5", "· 6 ·"]


async def test_more_quotes_that_cannot_be_sent_may_be_asked_for_again(
    live: Live, chat: Chat
) -> None:
    answer = await live.ask(chat, "Which storm hit the coast?")
    broken = live.fake.state.chats.pop(chat.id)
    query = chat.press(EN.more_quotes, answer)
    told = await live.until(lambda: query.answer)
    assert told["text"] == AR.failed
    live.fake.state.chats[chat.id] = broken
    await pressed(live, chat, EN.more_quotes, answer)
    assert quotes_of(await later(live, chat, 2)) == [copy.text for copy in COPIES[3:]]


async def press_data(live: Live, chat: Chat, message: Message, sent: str) -> str:
    """Send data that no button shows, as a forged client may."""
    message.reply_markup = {"inline_keyboard": [[{"text": "forged", "callback_data": sent}]]}
    return await pressed(live, chat, "forged", message)


async def test_an_opinion_is_kept_with_question_and_quote_and_may_change(
    live: Live, chat: Chat
) -> None:
    answer = await live.ask(chat, "متى افتُتح الجسر؟")
    before = labels(answer)
    assert await pressed(live, chat, "👍", answer) == AR.thanks
    (opinion,) = kept_feedback(live)
    assert (opinion.verdict, opinion.question) == ("right", "متى افتُتح الجسر؟")
    assert opinion.quote == BRIDGE.text[opinion.start : opinion.end] == quotes_of(answer)[0]
    assert await pressed(live, chat, "👎", answer) == AR.what_is_wrong
    assert labels(answer) == [AR.wrong, AR.irrelevant, AR.outdated, AR.back]
    assert await pressed(live, chat, AR.outdated, answer) == AR.thanks
    await live.until(lambda: labels(answer) == before)
    assert [one.verdict for one in kept_feedback(live)] == ["outdated"]


async def test_a_choice_of_faults_can_be_left(live: Live, chat: Chat) -> None:
    answer = await live.ask(chat, "متى افتُتح الجسر؟")
    before = labels(answer)
    await pressed(live, chat, "👎", answer)
    await pressed(live, chat, AR.back, answer)
    assert labels(answer) == before
    assert kept_feedback(live) == []


async def test_buttons_and_follow_ups_work_after_a_restart(
    library: NewsLibrary, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PTB_TIMEDELTA", "1")
    with FakeTelegram() as fake:
        chat = fake.private_chat()
        async with Live(library, tmp_path, fake) as live:
            answer = await live.ask(chat, "متى افتُتح الجسر؟")
        async with Live(library, tmp_path, fake) as live:
            await pressed(live, chat, AR.in_context, answer)
            assert quotes_of(answer)[0] in (await later(live, chat, 2)).text
            await live.ask(chat, "ولماذا؟")
    assert library.asked[-1] == "متى افتُتح الجسر؟ ولماذا؟"


@pytest.mark.parametrize("label", [AR.in_context, "👍", "👎"])
async def test_after_a_reindex_that_changed_the_article_the_reader_is_told(
    live: Live, chat: Chat, library: NewsLibrary, label: str
) -> None:
    answer = await live.ask(chat, "متى افتُتح الجسر؟")
    library.put(replace(BRIDGE, text="خبر جديد. " + BRIDGE.text))
    assert await pressed(live, chat, label, answer) == AR.moved_on
    library.put(QUAKE)
    assert await pressed(live, chat, label, answer) == AR.moved_on
    library.put(BRIDGE)
    assert await pressed(live, chat, label, answer) != AR.moved_on


@pytest.mark.parametrize(
    "sent",
    [
        *("a:c:AAAAAAAA:0", "a:z:{id}:0", "a:c:{id}:9", "a:c:{id}:99", "a:u:{id}:0", "a:c:{id}"),
        *("a:c:{id}:0\n", "a:c:{id}:٠", "x", "' OR 1=1 --", "a:" + "c" * 62),
    ],
)
async def test_stale_and_forged_buttons_get_a_polite_line(
    live: Live, chat: Chat, sent: str, caplog: pytest.LogCaptureFixture
) -> None:
    answer = await live.ask(chat, "متى افتُتح الجسر؟")
    answer_id = button(answer, AR.in_context)["callback_data"].split(":")[2]
    assert await press_data(live, chat, answer, sent.format(id=answer_id)) == AR.unknown_button
    assert [r for r in caplog.records if r.levelname in ("WARNING", "ERROR")] == []


async def test_an_answer_of_another_chat_cannot_be_reached(live: Live, chat: Chat) -> None:
    answer = await live.ask(chat, "متى افتُتح الجسر؟")
    other = live.fake.private_chat(live.fake.user("Sami", "en"))
    theirs = await live.ask(other, "ماذا قال الخبير؟")
    sent = button(answer, AR.in_context)["callback_data"]
    assert await press_data(live, other, theirs, sent) == EN.unknown_button


@pytest.mark.parametrize("texts", [AR, EN], ids=["ar", "en"])
def test_what_a_press_is_answered_with_is_short_enough(texts: Any) -> None:
    names = ("will_notify", "what_is_wrong", "thanks", "no_more", "moved_on", "unknown_button")
    for name in (*names, "failed", "not_indexed"):
        assert len(getattr(texts, name).encode("utf-16-le")) // 2 <= 200, name


# --- follow-ups --------------------------------------------------------------------------


async def test_a_short_question_right_after_is_taken_with_the_one_before(
    live: Live, chat: Chat, library: NewsLibrary
) -> None:
    await live.ask(chat, "متى افتُتح الجسر؟")
    answer = await live.ask(chat, "ولماذا؟")
    assert answer.text.split("\n")[0] == (
        "\u200fالسؤال كما فهمتُه: \u2068متى افتُتح الجسر؟ ولماذا؟\u2069"
    )
    await live.ask(chat, "وأين؟")
    await live.ask(chat, "Which storm hit the coast?")
    await live.ask(chat, "and when?")
    assert library.asked == [
        *("متى افتُتح الجسر؟", "متى افتُتح الجسر؟ ولماذا؟", "متى افتُتح الجسر؟ وأين؟"),
        *("Which storm hit the coast?", "Which storm hit the coast? and when?"),
    ]


async def test_a_reply_is_taken_with_the_answer_it_replies_to(
    live: Live, chat: Chat, library: NewsLibrary
) -> None:
    first = await live.ask(chat, "متى افتُتح الجسر؟")
    await live.ask(chat, "ماذا قال الخبير؟")
    await live.ask(chat, "طول الجسر", reply_to=first)
    assert library.asked[-1] == "متى افتُتح الجسر؟ طول الجسر"


async def test_another_readers_question_in_a_group_is_not_followed_up(
    live: Live, library: NewsLibrary
) -> None:
    huda, sami = live.fake.user("Huda", "ar"), live.fake.user("Sami", "ar")
    group = live.fake.group(huda, sami)
    await live.ask(group, "/ask متى افتُتح الجسر؟", user=huda)
    await live.ask(group, "/ask ولماذا؟", user=sami)
    await live.ask(group, "/ask ولماذا؟", user=huda)
    assert library.asked == ["متى افتُتح الجسر؟", "ولماذا؟", "متى افتُتح الجسر؟ ولماذا؟"]


async def test_in_a_group_a_reply_needs_no_mention_and_stays_in_its_topic(
    live: Live, library: NewsLibrary
) -> None:
    group = live.fake.group(live.fake.user("Huda", "ar"), topics=(5,))
    answer = await live.ask(group, "/ask متى افتُتح الجسر؟", thread=5)
    await live.ask(group, "ولماذا؟", reply_to=answer, thread=5)
    assert library.asked[-1] == "متى افتُتح الجسر؟ ولماذا؟"
    await pressed(live, group, AR.in_context, answer)
    assert (await later(live, group, 3)).thread_id == 5


# --- abstention --------------------------------------------------------------------------


async def test_an_abstention_names_what_is_near_as_no_answer_and_keeps_the_question(
    live: Live, chat: Chat, library: NewsLibrary
) -> None:
    library.nearest = tuple(
        Report(f"{n}", f"عنوان {n}", "دفتر", f"https://example.com/{n}") for n in range(5)
    )
    answer = await live.ask(chat, "من اكتشف البنسلين؟")
    assert answer.text == (
        f"\u200f{AR.abstained}\n\n\u200f{AR.nearest}\n"
        "\u200f• \u2068عنوان 0\u2069 — \u2068دفتر\u2069\n"
        "\u200f• \u2068عنوان 1\u2069 — \u2068دفتر\u2069\n"
        "\u200f• \u2068عنوان 2\u2069 — \u2068دفتر\u2069"
    )
    assert quotes_of(answer) == []
    assert labels(answer) == [AR.notify_me]
    (kept,) = kept_questions(live)
    assert (kept.question, kept.language, kept.user, kept.chat, kept.notify) == (
        *("من اكتشف البنسلين؟", "ar", chat.user.id, chat.id),
        False,
    )
    assert await pressed(live, chat, AR.notify_me, answer) == AR.will_notify
    (kept,) = kept_questions(live)
    assert kept.notify


async def test_an_answered_question_is_not_kept_as_unanswered(live: Live, chat: Chat) -> None:
    await live.ask(chat, "متى افتُتح الجسر؟")
    assert kept_questions(live) == []


# --- edits -------------------------------------------------------------------------------


async def test_an_edited_question_is_answered_in_place(
    live: Live, chat: Chat, library: NewsLibrary
) -> None:
    said = chat.say("من اكتشف البنسلين؟")
    (answer,) = await chat.wait_for_reply_async(said, timeout=20)
    chat.edit(said, "متى افتُتح الجسر؟")
    await live.until(lambda: quotes_of(answer))
    assert labels(answer) == [AR.open_article, AR.in_context, AR.copy_quote, "👎", "👍"]
    assert kept_questions(live) == []
    chat.edit(said, "من اكتشف البنسلين؟")
    await live.until(lambda: not quotes_of(answer))
    assert [one.question for one in kept_questions(live)] == ["من اكتشف البنسلين؟"]
    chat.edit(said, "؟؟")
    await live.until(lambda: AR.ask_what in answer.text)
    assert answer.buttons == []
    assert len(chat.bot_messages) == 1


async def test_an_edit_deletes_what_is_surplus_and_sends_what_is_missing(
    live: Live, chat: Chat
) -> None:
    said = chat.say("Which storm hit the coast?")
    (answer,) = await chat.wait_for_reply_async(said, timeout=20)
    await pressed(live, chat, EN.more_quotes, answer)
    more = await later(live, chat, 2)
    await live.until(lambda: EN.more_quotes not in labels(answer))
    chat.edit(said, "متى افتُتح الجسر؟")
    await live.until(lambda: more.deleted)
    assert chat.bot_messages == [answer]
    assert "الجسر" in quotes_of(answer)[0]
    answer.deleted = True
    chat.edit(said, "ماذا قال الخبير؟")
    await live.until(lambda: chat.bot_messages)
    assert quotes_of(chat.bot_messages[0]) == [LONG]


async def test_an_edit_that_changes_nothing_changes_nothing(
    live: Live, chat: Chat, caplog: pytest.LogCaptureFixture
) -> None:
    said = chat.say("متى افتُتح الجسر؟")
    (answer,) = await chat.wait_for_reply_async(said, timeout=20)
    chat.edit(said, "متى افتُتح الجسر؟")
    await live.ask(chat, "Which storm hit the coast?")
    await live.until(lambda: len(live.fake.calls("editMessageText")) == 1)
    assert answer.history == []
    assert len(chat.bot_messages) == 2
    assert [r for r in caplog.records if r.levelname in ("WARNING", "ERROR")] == []


async def test_an_edited_question_does_not_follow_up_itself(
    live: Live, chat: Chat, library: NewsLibrary
) -> None:
    said = chat.say("متى افتُتح الجسر؟")
    await chat.wait_for_reply_async(said, timeout=20)
    chat.edit(said, "ولماذا؟")
    await live.until(lambda: len(library.asked) == 2)
    assert library.asked[-1] == "ولماذا؟"


class HeldLibrary(NewsLibrary):
    """Answers when it is let go."""

    def __init__(self, *articles: Article) -> None:
        super().__init__(*articles)
        self.go = threading.Event()

    def answer(self, question: str, k: int | None = None) -> Answer:
        answer = super().answer(question, k)
        assert self.go.wait(20)
        return answer


async def test_an_edit_while_the_question_is_being_answered_waits_for_the_answer(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PTB_TIMEDELTA", "1")
    library = HeldLibrary(BRIDGE, QUAKE)
    async with Live(library, tmp_path) as live:
        chat = live.fake.private_chat()
        said = chat.say("متى افتُتح الجسر؟")
        await live.until(lambda: library.asked)
        chat.edit(said, "ماذا قال الخبير؟")
        # Its update has been taken by the bot once a later one is being answered.
        other = live.fake.private_chat()
        other.say("متى افتُتح الجسر؟")
        await live.until(lambda: len(library.asked) == 2)
        library.go.set()
        await live.until(lambda: chat.bot_messages and other.bot_messages)
    # What was begun has been finished by now.
    (answer,) = chat.bot_messages
    assert quotes_of(answer) == [LONG]


async def test_a_button_pressed_without_an_index_is_apologised_for(
    live: Live, chat: Chat, library: NewsLibrary, monkeypatch: pytest.MonkeyPatch
) -> None:
    answer = await live.ask(chat, "متى افتُتح الجسر؟")

    def missing(article_id: str) -> Article:
        raise IndexMissingError("Nothing is indexed.")

    monkeypatch.setattr(library, "article", missing)
    assert await pressed(live, chat, AR.in_context, answer) == AR.not_indexed
