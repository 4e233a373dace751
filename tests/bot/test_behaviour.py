"""How the real program behaves when it is told to end, is brought its messages, or is not alone."""

from __future__ import annotations

import shutil
import signal
import socket
from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import partial
from pathlib import Path

import httpx
import pytest

from tests.bot.program import PATIENCE, ROOT, Program
from tests.fake_telegram import REVOKED, SILENCE, FakeTelegram, flood

ARTICLE = "musk-putin-taiwan.ar.nashra.txt"
QUESTION = "ماذا طلب بوتين من ماسك بشأن تايوان؟"
WEBHOOK_SECRET = "secret-of-the-webhook"

Started = Callable[..., Program]


@pytest.fixture(scope="module")
def indexed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The data folder of one article's index."""
    with FakeTelegram() as fake:
        program = Program(tmp_path_factory.mktemp("indexed"), fake)
        shutil.copy(ROOT / "articles" / ARTICLE, program.folder / "articles")
        program.index()
    return program.folder


@pytest.fixture
def fake() -> Iterator[FakeTelegram]:
    with FakeTelegram() as fake:
        yield fake


@pytest.fixture
def made(indexed: Path, tmp_path: Path, fake: FakeTelegram) -> Iterator[Started]:
    """Makes programs over the index, not started, and ends them."""
    programs: list[Program] = []

    def make(**settings: object) -> Program:
        folder = tmp_path / str(len(programs))
        folder.mkdir()
        shutil.copytree(indexed / "data", folder / "data")  # each has a memory of its own
        programs.append(Program(folder, fake, **settings))
        return programs[-1]

    yield make
    for program in programs:
        program.kill()


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


# --- ending ------------------------------------------------------------------------------


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT], ids=lambda n: n.name)
def test_told_to_end_it_finishes_the_answers_that_run(
    made: Started, fake: FakeTelegram, number: signal.Signals
) -> None:
    program = made()
    program.start()
    chats = [fake.private_chat(fake.user()) for _ in range(3)]
    fake.inject("sendMessage", flood(1), times=3)  # each answer is under way and waits
    for chat in chats:
        chat.say(QUESTION)
    fake.wait_for(lambda: len(fake.calls("sendMessage")) == 3, PATIENCE)
    program.process.send_signal(number)
    assert program.process.wait(10) == 0
    assert [len(chat.bot_messages) for chat in chats] == [1, 1, 1]
    assert "Traceback" not in program.log


def test_what_was_asked_meanwhile_is_answered_at_the_next_start(
    made: Started, fake: FakeTelegram
) -> None:
    program = made()
    program.start()
    chat = fake.private_chat()
    chat.say(QUESTION)
    chat.wait_for_reply(timeout=PATIENCE)
    assert program.stop() == 0
    chat.say(QUESTION)
    program.start()
    chat.wait_for_reply(timeout=PATIENCE)
    assert program.stop() == 0
    assert len(chat.bot_messages) == 2


def test_told_to_end_while_telegram_is_silent_it_ends(made: Started, fake: FakeTelegram) -> None:
    program = made()
    program.start()
    fake.inject("*", SILENCE)
    fake.private_chat().say(QUESTION)
    fake.wait_for(lambda: fake.calls("sendMessage"), PATIENCE)
    assert program.stop() == 0


def test_told_to_end_before_telegram_was_reached_it_ends(made: Started, fake: FakeTelegram) -> None:
    fake.inject("*", SILENCE)
    program = made()
    program.launch()
    fake.wait_for(lambda: fake.calls("getMe"), PATIENCE)
    assert program.stop() == 0


# --- webhook -----------------------------------------------------------------------------


def test_by_webhook_updates_are_taken_with_the_secret_only(
    made: Started, fake: FakeTelegram
) -> None:
    port = free_port()
    url = f"http://127.0.0.1:{port}/telegram"
    program = made(webhook_url=url, webhook_port=port, webhook_secret=WEBHOOK_SECRET)
    program.launch()
    fake.wait_for(lambda: fake.calls("setWebhook"), PATIENCE)
    chat = fake.private_chat()
    chat.say(QUESTION)
    (answer,) = chat.wait_for_reply(timeout=PATIENCE)
    assert "بوتين" in answer.text
    forged = {"update_id": 1, "message": chat.say("x").to_json()}
    header = "X-Telegram-Bot-Api-Secret-Token"
    statuses = [
        httpx.post(url, json=forged, headers=headers).status_code
        for headers in ({}, {header: "guessed"})
    ]
    assert statuses == [403, 403]
    assert not fake.calls("getUpdates")
    assert program.stop() == 0
    assert WEBHOOK_SECRET not in program.log


def test_without_a_given_secret_each_start_makes_one(made: Started, fake: FakeTelegram) -> None:
    port = free_port()
    program = made(webhook_url=f"http://127.0.0.1:{port}/", webhook_port=port)
    for number in (1, 2):
        program.launch()
        fake.wait_for(partial(_calls, fake, "setWebhook", number), PATIENCE)
        program.stop()
    first, second = (call.params["secret_token"] for call in fake.calls("setWebhook"))
    assert len(first) >= 32
    assert first != second


def test_a_bot_that_polls_again_takes_its_webhook_back(made: Started, fake: FakeTelegram) -> None:
    fake.state.webhook = {"url": "http://127.0.0.1:9/old"}
    program = made()
    chat = fake.private_chat()
    chat.say(QUESTION)
    program.start()
    chat.wait_for_reply(timeout=PATIENCE)
    assert fake.state.webhook == {"url": ""}


def test_a_port_in_use_is_one_sentence(made: Started, fake: FakeTelegram) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        program = made(webhook_url=f"http://127.0.0.1:{port}/t", webhook_port=port)
        program.launch()
        assert program.process.wait(PATIENCE) == 1
    assert program.log.splitlines()[-1] == (
        f"iqtibas: Port {port} of 127.0.0.1 cannot be listened on (Address already in use):"
        " change IQTIBAS_WEBHOOK_PORT or IQTIBAS_WEBHOOK_LISTEN."
    )


# --- not alone ---------------------------------------------------------------------------


def test_a_second_instance_is_told_of_and_both_go_on(made: Started, fake: FakeTelegram) -> None:
    first, second = made(), made()
    first.start()
    second.launch()
    fake.wait_for(lambda: "stop the other one" in first.log, PATIENCE)
    assert second.stop() == 0
    chat = fake.private_chat()
    chat.say(QUESTION)
    chat.wait_for_reply(timeout=PATIENCE)
    assert "Traceback" not in first.log


# --- the token ---------------------------------------------------------------------------


def test_the_token_is_in_no_command_line_and_not_told_to_the_indexer(
    made: Started, fake: FakeTelegram
) -> None:
    program = made()
    program.start()
    board = program.ask("/reindex", program.admin)
    shown: dict[str, str] = {}

    def look() -> bool:
        shown.update(processes_of(program.process.pid))
        return "finished" in board.text or "failed" in board.text

    fake.wait_for(look, PATIENCE)
    assert any("--progress-json" in line for line in shown.values())
    assert not any(fake.token in line for line in shown.values())


@pytest.mark.parametrize("way", ["polling", "webhook"])
def test_a_token_taken_back_while_it_runs_ends_it_with_one_sentence(
    made: Started, fake: FakeTelegram, way: str
) -> None:
    port = free_port()
    webhook = {"webhook_url": f"http://127.0.0.1:{port}/", "webhook_port": port}
    program = made(**webhook if way == "webhook" else {})
    program.launch()
    chat = fake.private_chat()
    chat.say(QUESTION)
    chat.wait_for_reply(timeout=PATIENCE)
    before = len(program.log.splitlines())
    fake.inject("*", REVOKED)
    chat.say(QUESTION)  # by webhook it learns of it when it replies
    assert program.process.wait(PATIENCE) == 1
    told = [line for line in program.log.splitlines()[before:] if "INFO" not in line]
    assert told[-1] == (
        "iqtibas: Telegram refuses the token in IQTIBAS_TELEGRAM_TOKEN:"
        " copy it again from @BotFather."
    )
    assert "Traceback" not in program.log
    assert "Application.stop() complete" in program.log  # in order, its indexing ended with it
    assert fake.token.partition(":")[2] not in program.log


def test_the_token_is_in_no_log_whatever_goes_wrong(made: Started, fake: FakeTelegram) -> None:
    program = made(telegram_api="http://127.0.0.1:9")  # nobody listens there
    program.launch()
    fake.wait_for(lambda: "tried again" in program.log, PATIENCE)
    program.process.send_signal(signal.SIGTERM)
    program.process.wait(PATIENCE)
    assert fake.token not in program.log
    assert fake.token.partition(":")[2] not in program.log


def _calls(fake: FakeTelegram, method: str, number: int) -> bool:
    return len(fake.calls(method)) == number


def processes_of(parent: int) -> dict[str, str]:
    """The command lines of a process and its children, by their ids."""
    shown: dict[str, str] = {}
    for folder in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):  # one that has just ended
            state = (folder / "stat").read_text("utf-8").rpartition(")")[2].split()
            if str(parent) in (folder.name, state[1]):
                line = (folder / "cmdline").read_text("utf-8").replace("\0", " ")
                shown |= {folder.name: line} if line else {}  # none once it has ended
    return shown
