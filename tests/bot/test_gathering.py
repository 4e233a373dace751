"""The commands add, remove and fetch as a user has them."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from bot.cli import main
from config.loopback import VARIABLE
from index.build import index_folders
from index.encoder import bundled_encoder
from index.fetching.memory import FILE, alone
from index.reading.provenance import LONGEST_HEAD
from tests.index.fetching.site import ARTICLE, Site, response

FEED = "<rss version='2.0'><channel><item><link>{}</link></item></channel></rss>"
TO_INDEX = "To have them in the answers, run: iqtibas index\n"


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Site]:
    """A site that the program may reach, with an article and a feed; the folder is empty."""
    for name in list(os.environ):
        if name.startswith("IQTIBAS_"):
            monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path)
    with Site() as site:
        monkeypatch.setenv(VARIABLE, str(site.port))
        site.answers["/a"] = response(ARTICLE)
        site.answers["/feed"] = response(FEED.format(site.url("/a")), "text/xml")
        yield site


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    """Exit code, output, and errors without the warning of the tests' switch."""
    code = main(arguments)
    out, err = capsys.readouterr()
    kept = [line for line in err.splitlines(keepends=True) if not line.startswith("TEST_ONLY_")]
    return code, out, "".join(kept)


def kept(folder: Path) -> list[Path]:
    return sorted(path for path in (folder / "articles").rglob("*") if path.is_file())


def test_a_page_and_a_file_are_added_and_a_second_time_are_there(
    site: Site, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "bridge.txt").write_text("Bridge closes\n\nThe old bridge closed on Monday.\n")
    given = [site.url("/a"), "bridge.txt"]
    code, out, err = run(capsys, "add", *given)
    page, file = sorted(kept(tmp_path), key=lambda path: path.name == "bridge.txt")
    page_name, file_name = (path.relative_to(tmp_path) for path in (page, file))
    assert (code, err) == (0, "")
    assert out == (
        f"added Balloon over the valley — 127.0.0.1, as {page_name}\n"
        f"added Bridge closes — bridge, as {file_name}\n{TO_INDEX}"
    )
    code, out, err = run(capsys, "add", *given)
    assert (code, err) == (0, "")
    assert out == (
        f"{site.url('/a')} is there already, as {page_name}.\n"
        f"bridge.txt is there already, as {file_name}.\n"
    )


def test_what_cannot_be_added_is_one_line_each_and_the_rest_is_added(
    site: Site, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "empty.txt").write_bytes(b"")
    given = [
        site.url("/none"),
        "http://10.0.0.1/",
        "file:///etc/passwd",
        "none.txt",
        "folder",
        "photo.png",
        "empty.txt",
        "http://a\x1b[31m.example/\u202e",
        site.url("/feed"),
        site.url("/a"),
    ]
    code, out, err = run(capsys, "add", *given)
    assert code == 1
    assert out.startswith("added Balloon over the valley")
    assert err.count("\n") == len(given) - 1
    assert all(line.startswith("iqtibas: ") and line.endswith(".") for line in err.splitlines())
    assert "\x1b" not in err
    assert "\u202e" not in err
    assert "name it in IQTIBAS_FEEDS" in err


def test_as_json_there_is_a_line_for_each(
    site: Site, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, out, _ = run(capsys, "add", "--json", site.url("/a"), site.url("/none"))
    added, failed = map(json.loads, out.splitlines())
    assert code == 1
    (path,) = kept(tmp_path)
    assert added == {
        "given": site.url("/a"),
        "status": "added",
        "title": "Balloon over the valley",
        "source": "127.0.0.1",
        "path": str(path.relative_to(tmp_path)),
    }
    assert failed == {
        "given": site.url("/none"),
        "status": "failed",
        "kind": "gone",
        "reason": "the site says that it is not there (404)",
    }


def test_without_the_switch_this_machine_is_not_fetched_from(
    site: Site, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv(VARIABLE)
    code, _, err = run(capsys, "add", site.url("/a"), "http://127.0.0.1/a")
    assert code == 1
    assert "only the ports 80 and 443" in err
    assert "not on the public internet" in err
    assert site.requests == []
    assert kept(tmp_path) == []


def test_with_the_switch_there_is_a_warning(site: Site, capsys: pytest.CaptureFixture[str]) -> None:
    main(["add", site.url("/a")])
    assert f"{VARIABLE} is set: pages are fetched from port {site.port}" in capsys.readouterr().err


def test_the_feeds_are_fetched_and_what_is_new_is_named(
    site: Site, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("IQTIBAS_FEEDS", f"{site.url('/feed')} {site.url('/none')}")
    code, out, err = run(capsys, "fetch")
    assert code == 0
    assert out == (
        f"added: Balloon over the valley — 127.0.0.1, {site.url('/a')}\n"
        f"1 added, 0 edited, 0 withdrawn, 0 there again\n{TO_INDEX}"
    )
    assert err == f"iqtibas: {site.url('/none')}: the site says that it is not there (404).\n"
    code, out, _ = run(capsys, "fetch", "--json")
    report: dict[str, Any] = json.loads(out)
    assert sorted(report) == ["added", "edited", "problems", "returned", "withdrawn"]
    assert report["added"] == []


@pytest.mark.parametrize("over", [0, 1])
def test_what_is_fetched_is_never_too_large_to_be_indexed(
    site: Site,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    over: int,
) -> None:
    monkeypatch.setenv("IQTIBAS_MAX_FILE_MB", "0.02")
    site.answers["/a"] = response((ARTICLE * 200).encode()[: 20_000 - LONGEST_HEAD + over])
    code, _, err = run(capsys, "add", site.url("/a"))
    assert code == over
    assert ("larger than 0.0159 MB" in err) == bool(over)
    for path in kept(tmp_path):
        assert path.stat().st_size <= 20_000


def test_a_run_beside_another_is_refused(site: Site, capsys: pytest.CaptureFixture[str]) -> None:
    with alone(Path("data")):
        sentence = "Another process is fetching into data. Wait until it has finished."
        assert run(capsys, "fetch") == (1, "", f"iqtibas: {sentence}\n")
        code, out, err = run(capsys, "fetch", "--json")
        assert (code, json.loads(out), err) == (1, {"error": sentence}, "")


def test_a_memory_that_is_damaged_is_one_sentence(
    site: Site, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / FILE).write_bytes(b"no database" * 100)
    for command in (["fetch"], ["add", site.url("/a")]):
        code, out, err = run(capsys, *command)
        assert (code, out) == (1, "")
        assert err.count("\n") == 1
        assert "Move it away" in err


def test_a_folder_that_cannot_be_written_is_one_sentence(
    site: Site, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "articles").write_text("a file in its place")
    monkeypatch.setenv("IQTIBAS_FEEDS", site.url("/feed"))
    for command in (["fetch"], ["add", site.url("/a")]):
        code, _, err = run(capsys, *command)
        assert code == 1
        assert "articles cannot be written" in err


def test_an_article_is_removed_by_its_id_and_its_file_kept(
    site: Site, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("index.writing.read_entries", lambda: iter([("ferry", "عبّارة")]))
    run(capsys, "add", site.url("/a"))
    index_folders([Path("articles")], Path("data"), bundled_encoder())
    (path,) = kept(tmp_path)
    _, out, _ = run(capsys, "ask", "--json", "How long did the blue balloon fly?")
    article_id = json.loads(out)["quotes"][0]["article_id"]
    code, out, err = run(capsys, "remove", article_id)
    target = Path("data") / "removed" / path.name
    assert (code, err) == (0, "")
    assert out == (
        f"removed Balloon over the valley — 127.0.0.1; its file is now {target}\n"
        "To have them out of the answers, run: iqtibas index\n"
    )
    assert target.read_bytes().endswith(ARTICLE.encode())
    code, _, err = run(capsys, "remove", article_id, "0" * 12)
    assert code == 1
    assert err == (
        f"iqtibas: {article_id}: its file is gone already; run: iqtibas index.\n"
        f"iqtibas: {'0' * 12}: there is no such article in the index; ask --json names the ids.\n"
    )
    shutil.rmtree(tmp_path / "articles")
    assert run(capsys, "add", site.url("/a"))[0] == 0
