"""The feeds looked at on schedule: what is new is indexed quietly, trouble is told once."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Sequence
from typing import Any

import pytest

from bot.telegram import watch
from bot.telegram.fetching import FetchingError
from bot.telegram.reindexing import ReindexError
from bot.telegram.watch import Watch
from bot.texts import LANGUAGES
from index.generation import served_id
from index.rollback import roll_back
from index.summary import Progress
from tests.bot.telegram.site import DATA, HttpSite, plain
from tests.fake_telegram import FakeTelegram, Message

PATIENCE = 15.0  # seconds; the machine may be slow
FEED = "https://news.example.com/feed"
ADDED = {"url": "https://news.example.com/a", "title": "t", "source": "s", "path": "p"}
ENGLISH = LANGUAGES["en"].admin


def report(**lists: list[Any]) -> dict[str, Any]:
    empty: dict[str, Any] = {
        what: [] for what in ("added", "edited", "withdrawn", "returned", "problems")
    }
    return empty | lists


def trouble(kind: str = "gone", *, new: bool = True, url: str = FEED) -> dict[str, Any]:
    return report(problems=[{"url": url, "kind": kind, "reason": "a reason", "new": new}])


class Child:
    """In the place of the child process: what each look finds, and then nothing more."""

    def __init__(self) -> None:
        self.finds: list[dict[str, Any] | Exception] = []
        self.looks = 0

    async def __call__(self, arguments: Sequence[str], seconds: float | None) -> list[Any]:
        assert arguments == ["fetch", "--json"]
        self.looks += 1
        found = self.finds.pop(0) if self.finds else report()
        if isinstance(found, Exception):
            raise found
        return [found]


@pytest.fixture
def child(monkeypatch: pytest.MonkeyPatch) -> Child:
    child = Child()
    monkeypatch.setattr(Watch.__init__, "__defaults__", (child,))
    monkeypatch.setattr(watch, "FIRST_AFTER", 0.0)
    return child


@pytest.fixture
async def http(child: Child, in_copy: None) -> AsyncIterator[HttpSite]:
    """A bot that looks twenty times a second; nothing is found before the test says what."""
    async with (
        FakeTelegram() as fake,
        HttpSite(fake, feeds=(FEED,), feed_minutes=0.05 / 60) as site,
    ):
        await site.say("/help")  # an admin who never wrote cannot be written to
        site.chat.bot_messages.clear()
        yield site


async def looked(http: HttpSite, child: Child, *finds: dict[str, Any] | Exception) -> list[Message]:
    """Let the bot look until all of this was found and once more; what the admin was told."""
    before = len(http.chat.bot_messages)
    child.finds += finds
    await http.fake.wait_for_async(lambda: not child.finds, PATIENCE)
    looks = child.looks
    await http.fake.wait_for_async(lambda: child.looks > looks + 1, PATIENCE)
    return http.chat.bot_messages[before:]


@pytest.mark.parametrize("what", ["added", "edited", "withdrawn", "returned"])
async def test_what_has_changed_is_indexed_and_nobody_told(
    child: Child, http: HttpSite, what: str
) -> None:
    assert await looked(http, child, report(), report(**{what: [ADDED]})) == []
    assert http.indexings == [False]


async def test_of_a_feed_in_trouble_the_admins_are_told_once(child: Child, http: HttpSite) -> None:
    (message,) = await looked(http, child, trouble(), trouble(new=False), trouble(new=False))
    assert plain(message) == [
        ENGLISH.watch_troubles,
        f"• {FEED}: {ENGLISH.web_reasons['gone']}",
    ]
    assert http.indexings == []


async def test_many_in_trouble_are_one_message(child: Child, http: HttpSite) -> None:
    many = [trouble(url=f"{FEED}/{n}")["problems"][0] for n in range(15)]
    (message,) = await looked(http, child, report(problems=many))
    assert len(plain(message)) == 1 + watch.MOST_TOLD + 1
    assert "5" in plain(message)[-1]


async def test_an_admin_is_told_in_the_language_chosen(child: Child, http: HttpSite) -> None:
    http.state.people.choose(http.admin.id, "ar")
    (message,) = await looked(http, child, trouble())
    assert plain(message)[0] == LANGUAGES["ar"].admin.watch_troubles


async def test_a_look_that_fails_is_told_once_until_one_goes_well(
    child: Child, http: HttpSite
) -> None:
    failure = FetchingError("The data folder data cannot be written.")
    told = await looked(http, child, failure, failure, report(), failure, failure)
    line = "The look for new articles failed: The data folder data cannot be written."
    assert [plain(message) for message in told] == [[line], [line]]


async def test_a_surprise_does_not_end_the_looking(child: Child, http: HttpSite) -> None:
    assert await looked(http, child, ValueError("surprise"), report(added=[ADDED])) == []
    assert http.indexings == [False]


async def test_indexing_that_fails_is_told_once_and_tried_again(
    child: Child, http: HttpSite, monkeypatch: pytest.MonkeyPatch
) -> None:
    goes_well = http._nothing

    async def fails() -> AsyncIterator[Progress]:
        yield Progress("reading", 1, 2)
        raise ReindexError("The disk is full.")

    monkeypatch.setattr(http, "_nothing", fails)
    (message,) = await looked(http, child, report(added=[ADDED]), report())
    assert plain(message) == ["The look for new articles failed: The disk is full."]
    assert len(http.indexings) > 1
    monkeypatch.setattr(http, "_nothing", goes_well)
    assert await looked(http, child, report()) == []
    tries = len(http.indexings)
    assert await looked(http, child, report()) == []
    assert len(http.indexings) == tries


async def test_an_index_that_an_admin_went_back_to_stays(child: Child, http: HttpSite) -> None:
    first = served_id(DATA)
    http.write("new.txt", "A heron stood in the fountain of the town hall all morning.\n")
    http.index()
    roll_back(DATA)
    (message,) = await looked(http, child, report(added=[ADDED]), report(), report())
    assert plain(message)[0].startswith(
        f"There are new articles, but the index was rolled back to {first}."
    )
    assert http.indexings == []


async def test_indexing_waits_for_one_that_runs_and_another_waits_for_it(
    child: Child, http: HttpSite, monkeypatch: pytest.MonkeyPatch
) -> None:
    going = asyncio.Event()
    goes_well = http._nothing

    async def slow() -> Any:
        await going.wait()
        async for event in goes_well():
            yield event

    monkeypatch.setattr(http, "_nothing", slow)
    await http.say("/reindex")
    child.finds.append(report(added=[ADDED]))
    await http.fake.wait_for_async(lambda: not child.finds, PATIENCE)
    assert len(http.indexings) == 1
    going.set()
    await http.until("Indexing finished")
    await http.fake.wait_for_async(lambda: len(http.indexings) == 2, PATIENCE)


async def test_whoever_waits_for_an_answer_gets_it_when_the_feeds_bring_it(
    child: Child, http: HttpSite
) -> None:
    reader = http.fake.private_chat(http.fake.user("Rana", "en"))
    await http.say("How tall is the lighthouse of Qamar?", reader)
    await http.press(LANGUAGES["en"].notify_me, reader)
    http.write("light.txt", "Lighthouse repaired\n\nThe lighthouse of Qamar is 41 metres tall.\n")
    http.index()
    await looked(http, child, report(added=[ADDED]))
    await http.until("41 metres", chat=reader)


@pytest.mark.parametrize(
    "settings", [{"feeds": (FEED,), "feed_minutes": 0.0}, {"feeds": (), "feed_minutes": 0.05 / 60}]
)
async def test_without_a_schedule_or_anything_to_look_at_nothing_is_fetched(
    child: Child, in_copy: None, settings: dict[str, Any]
) -> None:
    async with FakeTelegram() as fake, HttpSite(fake, **settings) as site:
        await site.say("/help")
        await asyncio.sleep(0.3)
    assert child.looks == 0


async def test_kept_pages_are_looked_at_without_a_feed(child: Child, in_copy: None) -> None:
    async with FakeTelegram() as fake, HttpSite(fake, feed_minutes=0.05 / 60) as site:
        (site.articles / "web").mkdir()
        await fake.wait_for_async(lambda: child.looks > 0, PATIENCE)
