"""What the bot does for admins, and for those who are none."""

import asyncio
import logging
from collections.abc import AsyncGenerator, AsyncIterator
from dataclasses import replace

import pytest

from bot.telegram import admin
from bot.telegram.admin import AdminHandlers
from bot.telegram.reindexing import ReindexError
from bot.texts import texts_for
from index.summary import Progress, Summary
from tests.bot.shelf import ARABIC, ENGLISH, EmptyLibrary, ShelfLibrary
from tests.bot.telegram.offline import ADMIN, STRANGER, Conversation

AR, EN = texts_for("ar"), texts_for("en")
SUMMARY = Summary("g2", 1, 0, 0, 2, 9, 1.0, ())


class Build:
    """An indexing that ends when it is told to.

    Attributes:
        go: Set to let it end.
        error: Raised at its end, instead of the summary.
        closed: Whether it was closed.
    """

    def __init__(self) -> None:
        self.go = asyncio.Event()
        self.error: Exception | None = None
        self.closed = False

    async def events(self, full: bool) -> AsyncGenerator[Progress | Summary, None]:
        """Two steps, then the end."""
        try:
            yield Progress("reading", 1, 2)
            yield Progress("encoding", 1234, 2000)
            await self.go.wait()
            yield Progress("encoding", 2000, 2000)
            if self.error:
                raise self.error
            yield SUMMARY
        finally:
            self.closed = True


class Site:
    """A bot whose indexing is in the test's hands."""

    def __init__(self) -> None:
        self.build = Build()
        self.library = ShelfLibrary(ARABIC, ENGLISH)
        self.admin = AdminHandlers(self.library, self.build.events)
        self.bot = Conversation(self.library, self.admin)

    async def settled(self) -> None:
        """Let tasks run until they wait for the test."""
        for _ in range(100):
            await asyncio.sleep(0)

    async def lines(self) -> list[str]:
        """Everything said so far, once it has settled."""
        await self.settled()
        return [reply.text for reply in self.bot.telegram.replies]


@pytest.fixture
async def site(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Site]:
    monkeypatch.setattr(admin, "SECONDS_BETWEEN_EDITS", 0.0)
    site = Site()
    async with site.bot:
        yield site
        await site.admin.stop()


@pytest.mark.parametrize("command", ["/status", "/articles", "/reindex", "/reindex full"])
@pytest.mark.parametrize("group", [False, True])
async def test_a_strangers_admin_command_is_refused_and_logged(
    site: Site, command: str, group: bool, caplog: pytest.LogCaptureFixture
) -> None:
    (reply,) = await site.bot.say(command, user=STRANGER, language="en", group=group)
    assert reply.text == "\u200e" + EN.admins_only
    (record,) = [r for r in caplog.records if r.levelno == logging.WARNING]
    assert record.getMessage() == f"user 20 is no admin and was refused '{command.split()[0]}'"


async def test_status_gives_the_index_in_figures(site: Site) -> None:
    (reply,) = await site.bot.say("/status", user=ADMIN)
    assert reply.text.split("\n") == [
        "\u200fفي الفهرس 3 مقالات (مقالان بالعربية، مقال واحد بالإنجليزية).",
        "\u200fالمقاطع: 1,200 مقطع",
        "\u200fالمصادر: مصدران",
        "\u200fالحجم: 2.5 ميغابايت",
        "\u200fالمرمِّز: \u2068bundled\u2069",
        "\u200fالإصدار: \u2068g1\u2069",
        "\u200fأُنشئ في: \u206822 نوفمبر 2026، 10:20 (UTC)\u2069",
    ]
    (reply,) = await site.bot.say("/status", user=ADMIN, language="en")
    assert reply.text.split("\n")[0] == (
        "\u200eThe index holds 3 articles (2 in Arabic, 1 in English)."
    )


async def test_status_says_why_it_is_not_the_index_that_should_be_served(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    notice = "The index g2 is damaged. Run: iqtibas index; until then g1 is served."
    figures = replace(site.library.status(), notice=notice)
    monkeypatch.setattr(site.library, "status", lambda: figures)
    (reply,) = await site.bot.say("/status", user=ADMIN)
    assert reply.text.split("\n")[-1] == f"\u200f\u2068{notice}\u2069"


async def test_articles_lists_them(site: Site) -> None:
    (reply,) = await site.bot.say("/articles", user=ADMIN, language="en")
    date = "\u206812 August 2024\u2069"
    assert reply.text.split("\n")[1:] == [
        f"\u200e• \u2068حصاد الميداليات\u2069 — \u2068نشرة\u2069, {date}, \u2068aaaaaaaaaaaa\u2069",
        "\u200e• \u2068Spain win the title\u2069 — \u2068Sample Wire\u2069, \u2068July 2024\u2069, "
        "\u2068bbbbbbbbbbbb\u2069",
    ]


async def test_before_the_first_index_status_says_so() -> None:
    async with Conversation(EmptyLibrary()) as bot:
        (reply,) = await bot.say("/status", user=ADMIN)
    assert reply.text == "\u200f" + AR.not_indexed


async def test_reindexing_edits_one_message_from_start_to_summary(site: Site) -> None:
    await site.bot.say("/reindex", user=ADMIN)
    site.build.go.set()
    lines = await site.lines()
    assert [line.split("\n")[0] for line in lines] == [
        "\u200fبدأت الفهرسة…",
        "\u200fجارٍ قراءة المقالات: 1 من 2",
        "\u200fجارٍ حساب المتجهات: 1,234 من 2,000",
        "\u200fجارٍ حساب المتجهات: 2,000 من 2,000",
        "\u200fاكتملت الفهرسة في ثانية واحدة.",
    ]
    assert lines[2].count("\n") == 0
    assert lines[3].split("\n")[1].endswith(" في الثانية، والوقت المتبقي: أقل من ثانية")
    assert len(site.bot.telegram.of("sendMessage")) == 1
    assert len({p["message_id"] for p in site.bot.telegram.of("editMessageText")}) == 1


async def test_progress_is_not_edited_more_often_than_telegram_likes(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(admin, "SECONDS_BETWEEN_EDITS", 3600.0)
    await site.bot.say("/reindex", user=ADMIN)
    site.build.go.set()
    assert len(await site.lines()) == 2


async def test_questions_are_answered_while_the_index_is_built(site: Site) -> None:
    await site.bot.say("/reindex", user=ADMIN)
    await site.settled()
    (reply,) = await site.bot.say("مصر")
    assert reply.quotes == [ARABIC.text]


async def test_a_second_reindexing_waits_for_the_first(site: Site) -> None:
    await site.bot.say("/reindex", user=ADMIN)
    await site.settled()
    (reply,) = await site.bot.say("/reindex", user=ADMIN)
    assert reply.text == "\u200f" + AR.reindex_busy
    site.build.go.set()
    await site.settled()
    await site.bot.say("/reindex", user=ADMIN)
    assert (await site.lines())[-1].startswith("\u200fاكتملت")


async def test_a_failed_reindexing_tells_its_reason(site: Site) -> None:
    site.build.error = ReindexError("Another process is indexing; try later.")
    site.build.go.set()
    await site.bot.say("/reindex", user=ADMIN)
    assert (await site.lines())[-1] == (
        "\u200fتعذّرت الفهرسة: \u2068Another process is indexing; try later.\u2069"
    )


async def test_a_fault_in_reindexing_is_logged_and_apologised_for(
    site: Site, caplog: pytest.LogCaptureFixture
) -> None:
    site.build.error = RuntimeError("disk on fire")
    site.build.go.set()
    await site.bot.say("/reindex", user=ADMIN)
    assert (await site.lines())[-1] == "\u200f" + AR.failed
    assert "disk on fire" in caplog.text


async def test_reindexing_goes_on_where_the_message_cannot_be_edited(site: Site) -> None:
    site.bot.telegram.refusals["editMessageText"] = (400, "Bad Request: message to edit not found")
    await site.bot.say("/reindex", user=ADMIN)
    site.build.go.set()
    await site.settled()
    assert site.build.closed
    await site.bot.say("/reindex", user=ADMIN)
    assert (await site.lines())[-1] != "\u200f" + AR.reindex_busy


async def test_the_bots_end_ends_the_reindexing_and_says_so(site: Site) -> None:
    await site.bot.say("/reindex", user=ADMIN)
    await site.settled()
    await site.admin.stop()
    assert site.build.closed
    assert (await site.lines())[-1] == "\u200f" + AR.reindex_stopped
