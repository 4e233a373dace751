"""The bot in a browser, without a token: ``make bot-demo``.

Starts the fake Telegram, the real bot over the sample articles, and a page that shows the chat as a
phone does, right to left where Telegram's own clients would. Ctrl-C ends it all.
"""

from __future__ import annotations

import argparse
import tempfile
import threading
from pathlib import Path

from tests.bot.program import Program
from tests.fake_telegram import FakeTelegram
from tests.fake_telegram.page import Person

PORT = 8085


def main() -> None:
    """Serve until Ctrl-C."""
    options = argparse.ArgumentParser(prog="make bot-demo", description=__doc__)
    options.add_argument("--port", type=int, default=PORT, help="of the page")
    port: int = options.parse_args().port
    fake = FakeTelegram()
    fake.port = port
    try:
        fake.start()
    except OSError as error:
        raise SystemExit(
            f"Port {port} is taken ({error.strerror}): make bot-demo ARGS='--port 8086'"
        ) from None
    with tempfile.TemporaryDirectory() as folder:
        program = Program(Path(folder), fake, messages_per_second=0)
        program.stock()
        fake.people += [
            Person("ليلى", fake.private_chat(fake.user("ليلى", "ar"))),
            Person("Sami", fake.private_chat(fake.user("Sami", "en"))),
            Person("Huda (admin)", fake.private_chat(program.admin)),
        ]
        print(f"Open {fake.base_url}/ in a browser; Ctrl-C ends.", flush=True)
        try:
            program.index()  # meanwhile the page is there already, and keeps what is written
            program.launch()
            threading.Event().wait()
        except KeyboardInterrupt:
            print()
        finally:
            program.kill()


if __name__ == "__main__":
    main()
