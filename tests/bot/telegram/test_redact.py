"""The token is in no log line, wherever it came from."""

import io
import logging

import pytest

from bot.telegram.redact import RedactingFilter, redact

TOKEN = "123456789:TEST-token_of-no-bot"


@pytest.fixture
def log() -> tuple[logging.Logger, io.StringIO]:
    """A logger whose only handler hides the token, and what it wrote."""
    written = io.StringIO()
    handler = logging.StreamHandler(written)
    redact(TOKEN, [handler])
    logger = logging.Logger("test")
    logger.addHandler(handler)
    return logger, written


def test_a_message_and_its_arguments_are_redacted(log: tuple[logging.Logger, io.StringIO]) -> None:
    logger, written = log
    logger.info("POST https://api.telegram.org/bot%s/%s", TOKEN, "getMe")
    logger.info({"token": TOKEN})
    assert written.getvalue() == (
        "POST https://api.telegram.org/bot[token]/getMe\n{'token': '[token]'}\n"
    )


def test_the_token_is_hidden_as_an_address_writes_it(
    log: tuple[logging.Logger, io.StringIO],
) -> None:
    logger, written = log
    logger.info("/bot123456789%3ATEST-token_of-no-bot/")
    assert written.getvalue() == "/bot[token]/\n"


def test_tracebacks_and_stacks_are_redacted(log: tuple[logging.Logger, io.StringIO]) -> None:
    logger, written = log
    try:
        raise RuntimeError(f"no route to /bot{TOKEN}/")
    except RuntimeError:
        logger.exception("failed", stack_info=True)
    assert "RuntimeError: no route to /bot[token]/" in written.getvalue()
    assert TOKEN not in written.getvalue()


def test_a_log_call_whose_arguments_do_not_fit_still_writes(
    log: tuple[logging.Logger, io.StringIO],
) -> None:
    logger, written = log
    logger.info("%d of %d", TOKEN)
    assert written.getvalue() == "'%d of %d' ('[token]',)\n"


def test_every_record_is_kept() -> None:
    record = logging.LogRecord("test", logging.INFO, __file__, 1, "hello", None, None)
    assert RedactingFilter(TOKEN).filter(record)
