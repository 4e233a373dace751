"""Pages of the web added by an admin; first by the program's own child process, then without."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from typing import Any

import pytest
from telegram import Chat, Message, MessageEntity

from bot.telegram.fetching import FetchingError, fetch_json
from bot.telegram.webpages import WebPages, addresses_in
from bot.texts import LANGUAGES
from config.loopback import VARIABLE
from index.fetching.errors import Kind
from tests.bot.telegram.site import ROOT, HttpSite, plain
from tests.index.fetching.site import Site, leading_to, response

PAGE = """<html lang="en"><head><title>Balloon over the valley - The Daily Balloon</title>
<meta property="og:site_name" content="The Daily Balloon"></head><body>
<nav><a href="/">Home</a> <a href="/sport">Sport</a></nav><article>
<h1>Balloon over the valley</h1>
<p>The blue balloon flew over the valley for three hours yesterday. People watched it from the
roofs and waved, and the children of two schools were let out to see it pass.</p>
<p>It came down in a field beside the river at dusk. The pilot, who was alone, said that the wind
had been kinder than the forecast and that he would try the mountains next.</p>
</article><footer>Cookies and terms</footer></body></html>"""


@pytest.fixture
def site(monkeypatch: pytest.MonkeyPatch) -> Iterator[Site]:
    """A news site that the bot's child process may reach."""
    for name in list(os.environ):
        if name.startswith("IQTIBAS_"):
            monkeypatch.delenv(name)
    with Site() as site:
        monkeypatch.setenv(VARIABLE, str(site.port))
        path = os.pathsep.join(filter(None, [str(ROOT), os.environ.get("PYTHONPATH")]))
        monkeypatch.setenv("PYTHONPATH", path)
        site.answers["/balloon"] = response(PAGE, "text/html; charset=utf-8")
        yield site


async def test_a_page_is_quoted_once_it_is_indexed(http: HttpSite, site: Site) -> None:
    http.really = True
    reply = await http.say(f"/add {site.url('/balloon')}")
    (name,) = (path.name for path in (http.articles / "web" / "127.0.0.1").iterdir())
    assert plain(reply) == [
        "Added: Balloon over the valley — The Daily Balloon",
        f"Saved as {name}",
    ]
    assert (http.articles / "web" / "127.0.0.1" / name).read_bytes().endswith(PAGE.encode())
    await http.until("Indexing finished")
    answer = await http.say("How long did the blue balloon fly over the valley?")
    assert "three hours" in answer.text
    assert site.url("/balloon") in [entity.url for entity in answer.entities]
    again = await http.say(f"/add {site.url('/balloon')}?utm_source=chat")
    assert plain(again) == [
        f"This page is among the articles already, as {name}:"
        f" {site.url('/balloon')}?utm_source=chat"
    ]
    assert len(http.indexings) == 1


async def test_of_several_pages_each_is_told_of(http: HttpSite, site: Site) -> None:
    site.answers["/away"] = leading_to("http://10.0.0.1/")
    urls = [site.url("/gone"), site.url("/away"), site.url("/balloon")]
    reply = await http.say("/add " + " ".join(urls))
    reasons = LANGUAGES["en"].admin.web_reasons
    assert plain(reply)[:3] == [
        f"I could not fetch {urls[0]}: {reasons['gone']}",
        f"I could not fetch {urls[1]}: {reasons['private']}",
        "Added: Balloon over the valley — The Daily Balloon",
    ]
    await http.until("Indexing finished")


async def test_what_cannot_be_fetched_is_told_in_the_language_of_the_admin(
    http: HttpSite, site: Site
) -> None:
    await http.say("/language")
    await http.press("العربية")
    reply = await http.say(f"/add {site.url('/gone')}")
    reason = LANGUAGES["ar"].admin.web_reasons["gone"]
    assert plain(reply) == [f"تعذّر جلب {site.url('/gone')}: {reason}"]
    assert http.indexings == []


class Child:
    """In the place of the child process."""

    def __init__(self, *results: dict[str, Any], error: str = "") -> None:
        self.results, self.error = results, error
        self.calls: list[Sequence[str]] = []

    async def __call__(self, arguments: Sequence[str], seconds: float | None) -> list[Any]:
        self.calls.append(arguments)
        if self.error:
            raise FetchingError(self.error)
        return [
            {"given": url, "status": "failed", "kind": "gone", "reason": "no"}
            for url in arguments[3:]
        ]


@pytest.fixture
def child(monkeypatch: pytest.MonkeyPatch) -> Child:
    child = Child()
    monkeypatch.setattr(WebPages.__init__, "__defaults__", (child,))
    return child


@pytest.mark.parametrize(
    ("text", "urls"),
    [
        (
            "/add https://a.example/1 and http://b.example/2",
            ["https://a.example/1", "http://b.example/2"],
        ),
        ("/add https://a.example/1 https://a.example/1", ["https://a.example/1"]),
        ("/add 👍🏽 خبر https://a.example/خبر", ["https://a.example/خبر"]),
    ],
)
async def test_the_addresses_of_a_message_are_taken_in_their_order(
    child: Child, http: HttpSite, text: str, urls: list[str]
) -> None:
    await http.say(text)
    assert child.calls == [["add", "--json", "--", *urls]]


def test_addresses_without_a_scheme_and_behind_words_are_found_too() -> None:
    text = "news.example.com/a here"
    message = Message(
        message_id=1,
        date=datetime(2026, 11, 27, tzinfo=UTC),
        chat=Chat(1, "private"),
        text=text,
        entities=[
            MessageEntity("text_link", 19, 4, url="https://b.example/2"),
            MessageEntity("url", 0, 18),
        ],
    )
    assert addresses_in(message) == ["https://news.example.com/a", "https://b.example/2"]


async def test_ten_pages_are_taken_at_a_time(child: Child, http: HttpSite) -> None:
    reply = await http.say("/add " + " ".join(f"https://a.example/{n}" for n in range(12)))
    assert len(child.calls[0]) == 3 + 10
    assert plain(reply)[-1] == ("I take 10 addresses at a time. Please send the others afterwards.")


async def test_a_message_with_addresses_is_added_by_answering_it(
    child: Child, http: HttpSite
) -> None:
    sent = http.chat.say("Look at https://a.example/1")
    await http.say("/add", reply_to=sent)
    assert child.calls == [["add", "--json", "--", "https://a.example/1"]]


async def test_without_an_address_it_is_said_how(child: Child, http: HttpSite) -> None:
    reply = await http.say("/add")
    assert "Pages of the web: /add and their addresses." in "\n".join(plain(reply))
    assert child.calls == []


async def test_fetching_that_fails_as_a_whole_is_told(child: Child, http: HttpSite) -> None:
    child.error = "The data folder data cannot be written."
    reply = await http.say("/add https://a.example/1")
    assert "The data folder data cannot be written." in plain(reply)[0]


async def test_only_admins_add_pages(child: Child, http: HttpSite) -> None:
    stranger = http.fake.user("Sam", "en")
    chat = http.fake.private_chat(stranger)
    reply = await http.say("/add https://a.example/1", chat)
    assert plain(reply) == [LANGUAGES["en"].admins_only]
    assert child.calls == []


@pytest.mark.parametrize("texts", LANGUAGES.values(), ids=LANGUAGES)
def test_every_kind_of_failure_has_its_words(texts: Any) -> None:
    assert sorted(texts.admin.web_reasons) == sorted(Kind.__args__)  # type: ignore[attr-defined]


# --- the child process --------------------------------------------------------------------


async def told(text: str, seconds: float | None = 20.0) -> list[dict[str, Any]]:
    ours = {"IQTIBAS_DATA": "data", "IQTIBAS_TELEGRAM_TOKEN": "1:secret"}
    return await fetch_json([], seconds, (sys.executable, "-c", text), ours)


async def test_what_the_child_prints_is_read_line_by_line() -> None:
    lines = ['{"a": 1}', "a library's own line", "[1]", '{"b": 2}']
    assert await told(f"print(*{lines!r}, sep=chr(10))") == [{"a": 1}, {"b": 2}]


async def test_the_child_does_not_get_the_token() -> None:
    names = "import os, json; print(json.dumps({'names': [n for n in os.environ if 'IQ' in n]}))"
    assert await told(names) == [{"names": ["IQTIBAS_DATA"]}]


@pytest.mark.parametrize(
    ("text", "error"),
    [
        (
            """print('{"error": "It is busy."}')""",
            r"^It is busy\.$",
        ),
        ("exit(9)", "exit code 9"),
        ("print('hello')", "without a word"),
        ("import time; time.sleep(60)", "took longer than 1 seconds"),
    ],
)
async def test_a_child_that_fails_is_an_error_of_one_sentence(text: str, error: str) -> None:
    with pytest.raises(FetchingError, match=error):
        await told(text, 1.0)
