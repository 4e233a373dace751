"""The real program, ``python -m bot bot``, against a strict fake of Telegram's server."""

import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.bot.program import PATIENCE, ROOT, Program
from tests.bot.telegram.live import quotes_of
from tests.fake_telegram import FakeTelegram

ARTICLES = (
    "musk-putin-taiwan.ar.nashra.txt",
    "euro-2024-final.en.samplewire.txt",
    "arab-medals-paris.ar.nashra.md",
    "rate-cuts-2024.en.dailyledger.md",
)
NEW_ARTICLE = """---
title: منطاد فوق الوادي
source: نشرة التجربة
published: 2025-03-04
---

حلّق المنطاد الأزرق فوق وادي زمردان ثلاث ساعات صباح أمس.
وقال الطيار هاني السرّاج إن الرياح كانت هادئة.
"""


@pytest.fixture(scope="module")
def program(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Program]:
    """A bot over a few of the shipped articles."""
    with FakeTelegram() as fake:
        program = Program(tmp_path_factory.mktemp("program"), fake)
        for name in ARTICLES:
            shutil.copy(ROOT / "articles" / name, program.folder / "articles")
        program.index()
        program.start()
        try:
            yield program
        finally:
            program.process.kill()
            program.process.wait()


@pytest.mark.parametrize(
    ("question", "article", "said"),
    [
        ("ماذا طلب بوتين من ماسك بشأن تايوان؟", ARTICLES[0], "طلب بوتين من ماسك ألا يشغّل"),
        ("Who won Euro 2024?", ARTICLES[1], "Spain"),
        ("What did Putin ask Musk about Taiwan?", ARTICLES[0], "طلب بوتين من ماسك ألا يشغّل"),
    ],
)
def test_a_question_is_answered_word_for_word_from_an_article(
    program: Program, question: str, article: str, said: str
) -> None:
    reply = program.ask(question)
    first = quotes_of(reply)[0]
    source = (program.folder / "articles" / article).read_text("utf-8")
    assert said in first
    assert "".join(first.split()) in "".join(source.split())


def test_the_buttons_of_an_answer_work_after_a_restart_and_a_reindex(
    tmp_path: Path,
) -> None:
    with FakeTelegram() as fake:
        program = Program(tmp_path, fake)
        article = program.folder / "articles" / ARTICLES[1]
        shutil.copy(ROOT / "articles" / ARTICLES[1], article)
        program.index()
        program.start()
        try:
            chat = fake.private_chat(fake.user("Sami", "en"))
            (answer,) = chat.wait_for_reply(chat.say("Who won Euro 2024?"), timeout=PATIENCE)
            assert program.stop() == 0
            article.write_text(article.read_text("utf-8") + "\nOne more line.\n", "utf-8")
            program.index()
            program.start()
            chat.press("In context", answer)
            context = chat.wait_for_reply(answer, timeout=PATIENCE)[0]
            assert quotes_of(answer)[0] in quotes_of(context)[0]
            assert len(quotes_of(context)[0]) > len(quotes_of(answer)[0])
            article.unlink()
            shutil.copy(ROOT / "articles" / ARTICLES[0], program.folder / "articles")
            program.index()
            told = chat.wait_for_answer(chat.press("In context", answer), PATIENCE)
            assert told["text"].startswith("The articles have changed since this answer.")
        finally:
            program.process.kill()
            program.process.wait()
        assert "Traceback" not in program.log


def test_what_no_article_says_is_not_answered(program: Program) -> None:
    reply = program.ask("كم بلغ سعر كيلو البندورة في سوق دمشق؟")
    assert reply.text.split("\n")[0] == "\u200fلم أجد في المقالات جواباً عن هذا السؤال."
    assert quotes_of(reply) == []


def test_a_new_article_is_quoted_after_an_admins_reindex(program: Program) -> None:
    question = "كم ساعة حلّق المنطاد الأزرق فوق وادي زمردان؟"
    assert not any("زمردان" in quote for quote in quotes_of(program.ask(question)))
    (program.folder / "articles" / "balloon.md").write_text(NEW_ARTICLE, "utf-8")
    (program.folder / "articles" / "empty.txt").write_bytes(b"")

    board = program.ask("/reindex", program.admin)
    summary = program.wait_for_text(board, "Indexing finished", "failed", "Sorry")
    assert "\u200eAdded: 1 article\n" in summary
    assert f"\u200eUnchanged: {len(ARTICLES)} articles\n" in summary
    assert "empty.txt\u2069: \u2068" in summary
    assert "ثلاث ساعات" in quotes_of(program.ask(question))[0]


def test_a_strangers_reindex_is_refused_and_logged(program: Program) -> None:
    stranger = program.fake.user("Sami", "ar")
    reply = program.ask("/reindex", stranger)
    assert reply.text == "\u200fعذراً، هذا الأمر للمشرفين فقط."
    assert f"user {stranger.id} is no admin and was refused '/reindex'" in program.log


def test_the_token_is_not_in_the_log(program: Program) -> None:
    program.ask("/start")
    assert "Application started" in program.log
    assert program.fake.token not in program.log


def test_without_an_index_it_says_so_and_a_sigterm_ends_it(tmp_path: Path) -> None:
    with FakeTelegram() as fake:
        program = Program(tmp_path, fake)
        program.start()
        try:
            reply = program.ask("متى وقع الزلزال؟")
            assert "لم تُفهرس المقالات بعد" in reply.text
            assert program.stop() == 0
        finally:
            program.process.kill()
            program.process.wait()
        assert "Traceback" not in program.log
        assert fake.token not in program.log


def test_a_refused_token_is_one_sentence_on_standard_error(tmp_path: Path) -> None:
    with FakeTelegram() as fake:
        program = Program(tmp_path, fake)
        wrong = "123456789:WRONG-token"
        ended = subprocess.run(
            program.command("bot"),
            cwd=tmp_path,
            env=program.environment | {"IQTIBAS_TELEGRAM_TOKEN": wrong},
            capture_output=True,
            text=True,
            timeout=PATIENCE,
            check=False,
        )
    assert ended.returncode == 1
    assert ended.stderr.splitlines()[-1] == (
        "iqtibas: Telegram refuses the token in IQTIBAS_TELEGRAM_TOKEN:"
        " copy it again from @BotFather."
    )
    assert wrong not in ended.stderr
