"""Runs over feeds and recent pages: what is new is taken once, trouble is told once."""

from __future__ import annotations

from datetime import timedelta
from itertools import pairwise
from pathlib import Path

import pytest

from index.errors import IqtibasError
from index.fetching.memory import FILE, Memory, alone
from index.fetching.polling import RECENT, TRIES, Report, poll
from tests.index.fetching.site import ARTICLE, Site, response
from tests.index.fetching.test_intake import EDITED, Web

FEED = "<?xml version='1.0'?><rss version='2.0'><channel>{}</channel></rss>"


class Feed(Web):
    """A site with a feed."""

    def publish(self, *paths: str, etag: str | None = None) -> None:
        """The feed names these; those that are not there yet are put there."""
        for path in paths:
            text = ARTICLE.replace("Balloon", f"Balloon {path.strip('/')}")
            self.site.answers.setdefault(path, response(text))
        items = "".join(f"<item><link>{self.site.url(path)}</link></item>" for path in paths)
        self.site.answers["/feed"] = response(FEED.format(items), "application/rss+xml", ETag=etag)

    def poll(self, hours: float = 2) -> Report:
        self.time += timedelta(hours=hours)
        self.site.requests.clear()
        return poll([self.site.url("/feed")], self.restarted())


@pytest.fixture
def feed(site: Site, tmp_path: Path) -> Feed:
    return Feed(site, tmp_path)


def told(report: Report) -> tuple[list[str], list[str], list[tuple[str, bool]]]:
    """Titles added, titles edited, and the problems with whether they are new."""
    return (
        [one.title for one in report.added],
        [one.title for one in report.edited],
        [(problem.kind, problem.new) for problem in report.problems],
    )


def test_new_articles_are_taken_in_the_order_of_the_feed_and_once(feed: Feed) -> None:
    feed.publish("/b", "/a")
    assert told(feed.poll()) == (["Balloon b over the valley", "Balloon a over the valley"], [], [])
    feed.publish("/c", "/b", "/a")
    report = feed.poll()
    assert [one.url for one in report.added] == [feed.site.url("/c")]
    assert report.changed
    assert report.added[0].path.exists()
    assert not feed.poll().changed


def test_a_feed_that_has_not_changed_is_not_read_again(feed: Feed) -> None:
    feed.publish("/a", etag='"one"')
    feed.poll()
    feed.site.answers["/feed"] = b"HTTP/1.1 304 Not Modified\r\n\r\n"
    report = feed.poll()
    assert not report.problems
    headers = dict(feed.site.requests)["/feed"]
    assert headers["if-none-match"] == '"one"'


def test_an_article_that_was_removed_does_not_come_back(feed: Feed) -> None:
    feed.publish("/a")
    (added,) = feed.poll().added
    added.path.unlink()
    assert told(feed.poll()) == ([], [], [])


def test_an_article_that_was_added_by_hand_and_removed_does_not_come_back(feed: Feed) -> None:
    feed.publish("/a")
    feed.take("/a").path.unlink()
    assert told(feed.poll()) == ([], [], [])
    assert feed.take("/a").path.exists()


def test_a_site_that_fails_again_and_again_is_left_for_this_run(feed: Feed) -> None:
    paths = [f"/{number}" for number in range(10)]
    feed.site.answers |= dict.fromkeys(paths, response("no", status="500 Error"))
    feed.publish(*paths)
    report = feed.poll()
    assert len(report.problems) == 10
    assert len(feed.site.paths()) == len(["/robots.txt", "/feed"]) + 3


def test_an_article_that_cannot_be_had_now_is_tried_again_and_then_left(feed: Feed) -> None:
    feed.site.answers["/a"] = response("no", status="500 Error")
    feed.publish("/a")
    problems = [told(feed.poll(hours=30))[2] for _ in range(TRIES + 2)]
    tried = [("unreachable", False)] * (TRIES - 1)
    assert [one for some in problems for one in some] == [*tried, ("unreachable", True)]


def test_an_article_is_had_at_a_later_try_though_the_feed_names_it_no_more(feed: Feed) -> None:
    feed.site.answers["/a"] = response("no", status="503 Busy", Retry_After="600")
    feed.publish("/a")
    assert told(feed.poll())[2] == [("busy", False)]
    feed.publish()
    feed.site.answers["/a"] = response(ARTICLE)
    assert told(feed.poll(hours=0.1))[0] == []
    assert told(feed.poll(hours=0.2))[0] == ["Balloon over the valley"]


def test_the_same_trouble_with_many_articles_of_a_site_is_told_once(feed: Feed) -> None:
    for path in ("/a", "/b", "/c"):
        feed.site.answers[path] = response("no", status="403 Forbidden")
    feed.publish("/a", "/b")
    assert told(feed.poll())[2] == [("forbidden", True), ("forbidden", False)]
    feed.publish("/c", "/a", "/b")
    assert told(feed.poll())[2] == [("forbidden", False)]
    assert told(feed.poll())[2] == []


@pytest.mark.parametrize(
    "link",
    ["file:///etc/passwd", "http://10.0.0.1/a", "javascript:alert(1)", "http://[", "\ud7ff x"],
)
def test_a_link_that_leads_nowhere_is_told_once_and_harms_no_other(feed: Feed, link: str) -> None:
    feed.publish("/a")
    item = f"<item><link>{link}</link></item><item><link>{feed.site.url('/a')}</link></item>"
    feed.site.answers["/feed"] = response(FEED.format(item), "text/xml")
    report = feed.poll()
    assert len(report.added) == 1
    assert len(report.problems) == 1
    assert not feed.poll().problems


def test_a_feed_that_fails_is_told_once_until_it_is_well_again(feed: Feed) -> None:
    def fail() -> None:
        feed.site.answers["/feed"] = response("no", status="500 Error")

    fail()
    runs = [feed.poll(hours=30) for _ in range(4)]
    assert [p.new for run in runs for p in run.problems] == [False, True, False, False]
    feed.publish("/a")
    assert len(feed.poll(hours=30).added) == 1
    fail()
    assert [p.new for _ in range(2) for p in feed.poll(hours=30).problems] == [False, True]


def test_a_feed_that_fails_is_asked_less_and_less_often(feed: Feed) -> None:
    feed.site.answers["/feed"] = response("no", status="500 Error")
    asked = 0
    for _ in range(24 * 4):
        feed.poll(hours=0.25)
        asked += "/feed" in feed.site.paths()
    assert asked == 7  # after 15, 30, 60 … minutes


@pytest.mark.parametrize(
    ("body", "kind"), [("<html><p>Hello</p></html>", "type"), ("", "type"), ("\x00", "type")]
)
def test_what_is_no_feed_is_told_at_once(feed: Feed, body: str, kind: str) -> None:
    feed.site.answers["/feed"] = response(body, "text/html")
    assert told(feed.poll())[2] == [(kind, True)]


def test_one_feed_that_fails_does_not_keep_the_others_waiting(feed: Feed) -> None:
    feed.publish("/a")
    bad = [feed.site.url("/none"), "http://10.0.0.1/", "http://127.0.0.1:1/feed"]
    report = poll([*bad, feed.site.url("/feed")], feed.intake)
    assert len(report.problems) == 3
    assert len(report.added) == 1


def test_an_edit_and_a_withdrawal_are_found_and_told(feed: Feed) -> None:
    feed.publish("/a")
    feed.poll()
    feed.site.answers["/a"] = response(EDITED)
    assert told(feed.poll())[1] == ["Balloon over the valley"]
    del feed.site.answers["/a"]
    assert not feed.poll().changed
    report = feed.poll()
    assert [one.url for one in report.withdrawn] == [feed.site.url("/a")]
    feed.site.answers["/a"] = response(EDITED)
    assert [one.url for one in feed.poll().returned] == [feed.site.url("/a")]


def test_pages_are_seen_again_less_often_as_they_age_and_then_no_more(feed: Feed) -> None:
    feed.publish("/a")
    feed.poll(hours=0)
    seen = []
    start = feed.time
    while feed.time - start < RECENT + timedelta(days=5):
        feed.time += timedelta(hours=1)
        feed.site.requests.clear()
        poll([], feed.restarted())
        if "/a" in feed.site.paths():
            seen.append(feed.time - start)
    pauses = [later - earlier for earlier, later in pairwise(seen)]
    assert seen[0] == timedelta(hours=1)
    assert pauses == sorted(pauses)
    assert pauses[-1] > timedelta(days=2)
    assert seen[-1] <= RECENT


def test_a_page_written_by_hand_does_not_stop_a_run(feed: Feed) -> None:
    feed.publish("/a")
    feed.poll()
    page = feed.page("/a")
    page.path.write_bytes(page.path.read_bytes().replace(b"fetched: 2026", b"fetched: today"))
    (page.path.parent / "b-0123456789ab.txt").write_text("no head", "utf-8")
    assert not feed.poll().changed


def test_a_run_that_is_cut_off_is_gone_on_with(feed: Feed, monkeypatch: pytest.MonkeyPatch) -> None:
    feed.publish("/a", "/b", "/c", etag='"one"')
    keep = type(feed.intake.shelf).keep
    kept = []

    def full(shelf: object, page: object) -> None:
        kept.append(page)
        if len(kept) == 2:
            raise OSError(28, "No space left on device")
        keep(shelf, page)  # type: ignore[arg-type]

    monkeypatch.setattr(type(feed.intake.shelf), "keep", full)
    with pytest.raises(OSError, match="No space"):
        feed.poll()
    feed.site.answers["/feed"] = b"HTTP/1.1 304 Not Modified\r\n\r\n"
    assert len(feed.poll().added) == 2


def test_a_memory_that_is_none_is_refused_in_one_sentence(tmp_path: Path) -> None:
    (tmp_path / FILE).write_bytes(b"no database" * 100)
    with pytest.raises(IqtibasError, match=r"cannot be used .* Move it away; it holds no articles"):
        Memory(tmp_path / FILE)


def test_two_runs_at_once_are_one_too_many(tmp_path: Path) -> None:
    second = alone(tmp_path / "data")
    with (
        alone(tmp_path / "data"),
        pytest.raises(IqtibasError, match="Another process is fetching"),
        second,
    ):
        pass
    with alone(tmp_path / "data"):
        pass
