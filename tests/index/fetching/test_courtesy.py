"""What sites ask of programs, and that it is done."""

from __future__ import annotations

import pytest

from index.fetching.courtesy import LONGEST_PAUSE, Courtesy
from index.fetching.errors import FetchError
from index.fetching.fetch import Fetched

PAGE = "https://news.example.com/politics/a?b=1"


class Clock:
    """Time that passes only by waiting."""

    def __init__(self) -> None:
        self.time = 1000.0
        self.waits: list[float] = []

    def sleep(self, seconds: float) -> None:
        self.waits.append(seconds)
        self.time += seconds


class Robots:
    """A robots.txt for each site, or the error of asking for it."""

    def __init__(self, answer: str | FetchError) -> None:
        self.answer = answer
        self.asked: list[str] = []
        self.clock = Clock()
        self.rests: dict[str, float] = {}
        self.courtesy = Courtesy(
            self.get, self.rests, 1.0, lambda: self.clock.time, self.clock.sleep
        )

    def get(self, url: str) -> Fetched:
        self.asked.append(url)
        if isinstance(self.answer, FetchError):
            raise self.answer
        return Fetched(url, "text/plain", None, self.answer.encode(), None, None)

    def refusal(self, url: str = PAGE) -> FetchError:
        with pytest.raises(FetchError) as told:
            self.courtesy.before(url)
        return told.value


@pytest.mark.parametrize(
    "text",
    [
        "",
        "\x00\xff nonsense",
        "User-agent: *\nDisallow:",
        "User-agent: *\nDisallow: /sport/\n",
        "User-agent: *\nDisallow: /\nAllow: /politics/\n",
        "User-agent: *\nDisallow: /\n\nUser-agent: iqtibas\nDisallow: /sport/\n",
        "User-agent: *\nDisallow: /*.pdf$\n",
        "User-agent: *\n" + "Disallow: /x\n" * 100_000,
        "User-agent: *\nDisallow: /" + "*a" * 5000 + "b$\n",
    ],
)
def test_what_is_not_forbidden_is_read(text: str) -> None:
    Robots(text).courtesy.before(PAGE)


@pytest.mark.parametrize(
    "text",
    [
        "User-agent: *\nDisallow: /",
        "\ufeffUser-agent: *\r\nDisallow: /politics\r\n",
        "user-agent: IQTIBAS\ndisallow: /pol*b=\n",
        "User-agent: *\nAllow: /\n\nUser-agent: Iqtibas\nDisallow: /\n",
        "User-agent: *\nDisallow: /politics/a?b=1$\n",
    ],
)
def test_what_is_forbidden_is_not_read(text: str) -> None:
    robots = Robots(text)
    assert robots.refusal().kind == "robots"
    assert "save the page as a file" in str(robots.refusal())
    assert robots.asked == ["https://news.example.com/robots.txt"]


@pytest.mark.parametrize("kind", ["gone", "forbidden", "redirects", "large", "type", "address"])
def test_a_site_without_rules_forbids_nothing(kind: str) -> None:
    Robots(FetchError(kind, "no")).courtesy.before(PAGE)  # type: ignore[arg-type]


@pytest.mark.parametrize("kind", ["unreachable", "slow", "broken", "busy", "private"])
def test_a_site_whose_rules_are_not_to_be_had_now_is_not_read_now(kind: str) -> None:
    robots = Robots(FetchError(kind, "the reason"))  # type: ignore[arg-type]
    for _ in range(2):
        assert robots.refusal().kind == kind
        assert "the reason" in str(robots.refusal()) or kind == "busy"
    assert len(robots.asked) == 1


def test_each_site_is_asked_for_its_rules_once() -> None:
    robots = Robots("")
    for url in (PAGE, PAGE, "http://news.example.com/b", "https://other.example.com/"):
        robots.courtesy.before(url)
    assert robots.asked == [
        "https://news.example.com/robots.txt",
        "http://news.example.com/robots.txt",
        "https://other.example.com/robots.txt",
    ]


def test_a_second_passes_between_two_requests_to_a_host_and_none_between_hosts() -> None:
    robots = Robots("")
    for url in (PAGE, "https://other.example.com/", "https://www.news.example.com/c", PAGE):
        robots.courtesy.before(url)
    assert robots.clock.waits == [1.0, 1.0]


@pytest.mark.parametrize(
    ("asked", "kept"), [("3", 3.0), ("0.2", 1.0), ("600", LONGEST_PAUSE), ("long", 1.0)]
)
def test_a_longer_pause_is_kept_where_a_site_asks_for_it(asked: str, kept: float) -> None:
    robots = Robots(f"User-agent: *\nCrawl-delay: {asked}\n")
    robots.courtesy.before(PAGE)
    robots.courtesy.before(PAGE)
    assert robots.clock.waits == [kept]


def test_a_site_that_wants_rest_is_left_alone_until_then() -> None:
    robots = Robots("")
    robots.courtesy.rest("https://www.news.example.com/c", 90)
    assert robots.rests == {"news.example.com": 1090.0}
    error = robots.refusal()
    assert (error.kind, error.wait) == ("busy", 90.0)
    assert robots.asked == []
    robots.clock.time += 88
    robots.courtesy.before(PAGE)
    assert robots.clock.waits == [2.0]


def test_a_site_too_busy_to_give_its_rules_gets_rest() -> None:
    robots = Robots(FetchError("busy", "later", 300))
    assert robots.refusal().kind == "busy"
    assert robots.rests == {"news.example.com": 1300.0}
