"""Pages kept as article files, seen again, edited, gone and back."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from index.article import Article
from index.fetching.errors import FetchError
from index.fetching.intake import AlreadyKeptError, Intake
from index.fetching.memory import FILE, Memory
from index.fetching.pages import Page
from index.reading import ArticleFile, iter_files, parse_article
from tests.index.fetching.site import ARTICLE, LIMITS, Site, leading_to, response

EDITED = ARTICLE.replace("three hours", "four hours")
OTHER = "Please sign in\n\nYour session is over and has to be renewed before you may go on here.\n"
START = datetime(2026, 11, 20, 10, 0, tzinfo=UTC)


class Web:
    """A site and what is kept of it, in a time that the test makes pass."""

    def __init__(self, site: Site, folder: Path) -> None:
        self.site = site
        self.articles = folder / "articles"
        self.memory = Memory(folder / "data" / FILE)
        self.time = START
        self.intake = self.restarted()

    def restarted(self) -> Intake:
        return Intake(self.articles, self.memory, LIMITS, self.site.network, 0.0, lambda: self.time)

    def take(self, path: str = "/a") -> Page:
        return self.intake.take(self.site.url(path))

    def recheck(self, path: str = "/a", hours: float = 24) -> str:
        self.time += timedelta(hours=hours)
        return self.intake.recheck(self.page(path))

    def page(self, path: str = "/a") -> Page:
        file = self.intake.shelf.find(self.site.url(path))
        assert file is not None
        page = self.intake.shelf.read(file)
        assert page is not None
        return page

    def indexed(self) -> list[Article]:
        """What indexing would read."""
        found = [file for file in iter_files([self.articles]) if isinstance(file, ArticleFile)]
        return [parse_article(file.path.read_bytes(), file) for file in found]

    def files(self) -> list[str]:
        return [p.relative_to(self.articles).as_posix() for p in sorted(self.kept())]

    def kept(self) -> list[Path]:
        return [path for path in self.articles.rglob("*") if path.is_file()]


@pytest.fixture
def web(site: Site, tmp_path: Path) -> Web:
    site.answers["/a"] = response(ARTICLE, ETag='"one"')
    return Web(site, tmp_path)


# --- taking -------------------------------------------------------------------------------


def test_a_page_becomes_an_article_file_with_the_bytes_that_came(web: Web) -> None:
    page = web.take()
    assert page.path.read_bytes().endswith(b"-->\n" + ARTICLE.encode())
    (article,) = web.indexed()
    assert article.title == "Balloon over the valley"
    assert article.url == web.site.url("/a")
    assert (article.source, article.edited, article.withdrawn) == ("127.0.0.1", None, None)
    assert web.site.paths() == ["/robots.txt", "/a"]


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("/", "page"),
        ("/news/2026/old-bridge.html", "old-bridge"),
        ("/%D8%AE%D8%A8%D8%B1/", "خبر"),
        ("/..%2f..%2fetc%2fpasswd", "passwd"),
        ("/a%00b%0a.php", "a-b"),
        ("/.hidden", "hidden"),
        ("/" + "a" * 300, "a" * 60),
        ("/---", "page"),
        ("/a?id=1&id=2", "a"),
    ],
)
def test_a_file_is_named_by_its_address_and_stays_in_its_folder(
    web: Web, path: str, name: str
) -> None:
    web.site.answers[path] = response(ARTICLE)
    page = web.take(path)
    assert page.path.parent == web.articles / "web" / "127.0.0.1"
    assert page.path.name.rpartition("-")[0] == name
    assert web.page(path) == page


def test_a_page_is_kept_once_whatever_leads_to_it(web: Web) -> None:
    page = web.take("/a")
    web.site.answers["/short"] = leading_to("/a?utm_source=short")
    web.site.answers["/a?utm_source=short"] = response(ARTICLE)
    for path in ("/a", "/a/?utm_medium=feed#top", "/short"):
        with pytest.raises(AlreadyKeptError) as told:
            web.take(path)
        assert told.value.path == page.path
    assert len(web.files()) == 1
    assert web.site.paths().count("/a") == 1


@pytest.mark.parametrize(
    ("canonical", "same"),
    [("/a", True), ("/", False), ("/other", False), ("http://elsewhere.example.com/a", False)],
)
def test_the_address_a_page_gives_itself_counts_on_its_own_site_only(
    web: Web, canonical: str, same: bool
) -> None:
    web.site.answers["/a"] = response(f"---\nurl: {web.site.url('/a')}\n---\n{ARTICLE}")
    web.take("/a")
    own = canonical if "://" in canonical else web.site.url(canonical)
    web.site.answers["/print"] = response(f"---\nurl: {own}\n---\n{ARTICLE}")
    if same:
        with pytest.raises(AlreadyKeptError):
            web.take("/print")
    else:
        assert web.take("/print").provenance.url == web.site.url("/print")


@pytest.mark.parametrize(
    "body", ["", "   \n", "\x00\x01\x02" * 100, "Share\nAdvertisement\n"], ids=ascii
)
def test_what_holds_no_article_is_not_kept(web: Web, body: str) -> None:
    web.site.answers["/b"] = response(body)
    with pytest.raises(FetchError, match="there is no article in it") as told:
        web.take("/b")
    assert told.value.kind == "no_article"
    assert not web.articles.exists()


def test_what_robots_txt_forbids_is_not_asked_for(web: Web) -> None:
    web.site.answers["/robots.txt"] = response("User-agent: *\nDisallow: /b")
    web.site.answers["/a"] = leading_to("/b")
    with pytest.raises(FetchError) as told:
        web.take()
    assert told.value.kind == "robots"
    assert web.site.paths() == ["/robots.txt", "/a"]


@pytest.mark.parametrize(
    "robots",
    [response("no", status="500 Error"), response("no", status="429 Slow"), b"", b"\x00" * 100],
)
def test_a_site_that_fails_to_give_its_rules_is_not_read(web: Web, robots: bytes) -> None:
    web.site.answers["/robots.txt"] = robots
    with pytest.raises(FetchError):
        web.take()
    assert web.site.paths() == ["/robots.txt"]


def test_huge_rules_are_read_in_part(web: Web) -> None:
    rules = b"User-agent: *\nDisallow: /a\n" + b"Disallow: /x\n" * 1_000_000
    web.site.answers["/robots.txt"] = response(rules)
    with pytest.raises(FetchError) as told:
        web.take()
    assert told.value.kind == "robots"


def test_a_site_that_asks_for_rest_is_left_alone_in_the_next_run_too(web: Web) -> None:
    web.site.answers["/a"] = response("no", status="429 Slow", Retry_After="600")
    with pytest.raises(FetchError, match="in 600 seconds"):
        web.take()
    web.intake = web.restarted()
    web.time += timedelta(seconds=500)
    with pytest.raises(FetchError, match="in 100 seconds"):
        web.take("/b")
    assert web.site.paths() == ["/robots.txt", "/a"]
    web.time += timedelta(seconds=100)
    web.site.answers["/a"] = response(ARTICLE)
    web.take()


# --- seeing again -------------------------------------------------------------------------


def test_what_has_not_changed_is_asked_for_by_its_validators(web: Web) -> None:
    web.take()
    before = web.page().path.read_bytes()
    web.site.answers["/a"] = b"HTTP/1.1 304 Not Modified\r\n\r\n"
    assert web.recheck() == "same"
    assert web.site.requests[-1][1]["if-none-match"] == '"one"'
    assert web.page().path.read_bytes() == before


def test_other_bytes_round_the_same_text_are_no_edit(web: Web) -> None:
    web.take()
    before = web.page().path.read_bytes()
    web.site.answers["/a"] = response(ARTICLE.replace("\n\n", "\n\nShare\n\n"), ETag='"two"')
    assert web.recheck() == "same"
    assert web.page().path.read_bytes() == before
    web.recheck()
    assert web.site.requests[-1][1]["if-none-match"] == '"two"'


def test_an_edited_article_is_read_anew_and_its_earlier_text_kept(web: Web) -> None:
    first = web.take()
    web.site.answers["/a"] = response(EDITED)
    assert web.recheck() == "edited"
    (article,) = web.indexed()
    assert "four hours" in article.text
    assert article.edited == "2026-11-21"
    name = f"{first.path.stem}.20261121T100000Z.txt"
    earlier = first.path.parent / ".versions" / name
    assert earlier.read_bytes() == first.provenance.write(ARTICLE.encode())
    assert len(list(iter_files([web.articles]))) == 1
    assert web.page().provenance.fetched == first.provenance.fetched


def test_each_earlier_text_is_kept(web: Web) -> None:
    web.take()
    for word in ("four", "five", "six"):
        web.site.answers["/a"] = response(ARTICLE.replace("three", word))
        assert web.recheck() == "edited"
    assert len([path for path in web.files() if "/.versions/" in path]) == 3


def test_gone_twice_is_withdrawn_and_once_is_not(web: Web) -> None:
    web.take()
    del web.site.answers["/a"]
    assert web.recheck() == "missed"
    assert web.page().provenance.withdrawn is None
    assert web.recheck() == "withdrawn"
    (article,) = web.indexed()
    assert article.withdrawn == "2026-11-22"
    assert "three hours" in article.text
    assert web.recheck() == "missed"


def test_gone_back_and_gone_again_is_not_withdrawn(web: Web) -> None:
    web.take()
    for answer in ("404 Not Found", "200 OK", "410 Gone"):
        web.site.answers["/a"] = response(ARTICLE, status=answer)
        web.recheck()
    assert web.page().provenance.withdrawn is None


@pytest.mark.parametrize(("text", "change"), [(ARTICLE, "returned"), (EDITED, "edited")])
def test_a_withdrawn_article_that_is_back_is_withdrawn_no_longer(
    web: Web, text: str, change: str
) -> None:
    web.take()
    del web.site.answers["/a"]
    assert [web.recheck(), web.recheck()] == ["missed", "withdrawn"]
    web.site.answers["/a"] = response(text)
    assert web.recheck() == change
    assert web.page().provenance.withdrawn is None
    assert web.page().body == text.encode()


@pytest.mark.parametrize(
    ("answer", "kind"),
    [
        (response(OTHER), "no_article"),
        (response(""), "no_article"),
        (response("\x00" * 500), "no_article"),
        (response(ARTICLE[:60]), "no_article"),
        (response("no", status="403 Forbidden"), "forbidden"),
        (response("no", status="500 Error"), "unreachable"),
        (response("no", status="503 Busy"), "busy"),
        (response(ARTICLE)[:-10], "unreachable"),
        (response(ARTICLE, "image/png"), "type"),
        (response("a" * 300_000), "large"),
        (leading_to("http://10.0.0.1/"), "private"),
        (leading_to("/a"), "redirects"),
        (b"", "unreachable"),
    ],
)
def test_whatever_a_site_answers_later_the_article_is_not_lost(
    web: Web, answer: bytes, kind: str
) -> None:
    web.take()
    before = web.page().path.read_bytes()
    web.site.answers["/a"] = answer
    with pytest.raises(FetchError) as told:
        web.recheck()
    assert told.value.kind == kind
    assert web.page().path.read_bytes() == before
    assert web.files() == [web.page().path.relative_to(web.articles).as_posix()]


@pytest.mark.parametrize("text", [ARTICLE, EDITED, None])
def test_an_article_removed_while_it_is_asked_for_is_not_brought_back(
    web: Web, text: str | None
) -> None:
    page = web.take()
    web.recheck()
    web.site.answers["/a"] = response(text) if text else response("no", status="410 Gone")
    page.path.unlink()
    for _ in range(3):
        web.intake.recheck(page)
    assert web.files() == []


def test_a_page_that_cannot_be_written_leaves_what_was_there(
    web: Web, monkeypatch: pytest.MonkeyPatch
) -> None:
    web.take()
    before = web.page().path.read_bytes()
    web.site.answers["/a"] = response(EDITED)

    def full(handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(OSError, match="No space"):
        web.recheck()
    assert web.page().path.read_bytes() == before
    assert [path for path in web.kept() if path.parent.name != ".versions"] == [web.page().path]
    monkeypatch.undo()
    assert web.recheck() == "edited"
