"""The real program with a feed: it fetches by itself, indexes, and answers from what came."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from config.loopback import VARIABLE
from tests.bot.program import PATIENCE, Program
from tests.fake_telegram import FakeTelegram
from tests.index.fetching.site import ARTICLE, Site, response

FEED = "<rss version='2.0'><channel><item><link>{}</link></item></channel></rss>"


@pytest.fixture
def site() -> Iterator[Site]:
    with Site() as site:
        site.answers["/a"] = response(ARTICLE)
        site.answers["/feed"] = response(FEED.format(site.url("/a")), "application/rss+xml")
        yield site


@pytest.fixture
def program(site: Site, tmp_path: Path) -> Iterator[Program]:
    with FakeTelegram() as fake:
        program = Program(tmp_path, fake, feeds=site.url("/feed"), feed_minutes=60)
        program.environment |= {VARIABLE: str(site.port)}
        (tmp_path / "articles" / "bridge.txt").write_text("The old bridge closed on Monday.\n")
        program.index()
        program.start()
        yield program
        program.kill()


def test_an_article_of_a_feed_is_quoted_without_anybodys_doing(
    program: Program, site: Site
) -> None:
    program.fake.wait_for(lambda: len(generations(program)) == 2, 2 * PATIENCE)
    answer = program.ask("How long did the blue balloon fly over the valley?")
    assert "three hours" in answer.text
    assert site.url("/a") in [entity.url for entity in answer.entities]
    assert program.stop() == 0
    assert f"{VARIABLE} is set" in program.log
    assert program.fake.token not in program.log


def generations(program: Program) -> list[Path]:
    return list((program.folder / "data" / "generations").glob("[0-9]*/manifest.json"))
