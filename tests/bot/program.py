"""The real program, ``python -m bot``, as a process of its own against the fake Telegram."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

from tests.fake_telegram import FakeTelegram, Message, User

ROOT = Path(__file__).parents[2]
PATIENCE = 30.0  # seconds; the machine may be slow


class Program:
    """The bot as a process of its own, in a folder of its own.

    Args:
        folder: Holds its articles, its index and its log.
        fake: The Telegram it talks to.
        settings: More settings, in small letters.
    """

    def __init__(self, folder: Path, fake: FakeTelegram, **settings: object) -> None:
        self.folder = folder
        self.fake = fake
        self.admin = fake.user("Huda", "en")
        (folder / "articles").mkdir()
        ours = {
            name: value for name, value in os.environ.items() if not name.startswith("IQTIBAS_")
        }
        self.environment = ours | {
            "IQTIBAS_TELEGRAM_TOKEN": fake.token,
            "IQTIBAS_TELEGRAM_API": fake.base_url,
            "IQTIBAS_ADMINS": str(self.admin.id),
            "PYTHONPATH": str(ROOT),
        }
        self.environment |= {f"IQTIBAS_{name.upper()}": str(v) for name, v in settings.items()}

    def stock(self) -> None:
        """Give it the sample articles, to keep or to remove."""
        shutil.copytree(ROOT / "articles", self.folder / "articles", dirs_exist_ok=True)

    def command(self, *arguments: str) -> tuple[str, ...]:
        return (sys.executable, "-m", "bot", *arguments)

    def index(self) -> None:
        subprocess.run(
            self.command("index"), cwd=self.folder, env=self.environment, check=True, timeout=120
        )

    def start(self) -> None:
        self.launch()
        self.fake.wait_for(lambda: self.fake.polling, PATIENCE)

    def launch(self) -> None:
        """Start the process; what it does is for the caller to wait for."""
        with (self.folder / "log").open("ab") as log:
            self.process = subprocess.Popen(
                self.command("bot"), cwd=self.folder, env=self.environment, stderr=log, stdout=log
            )

    def stop(self) -> int:
        """SIGTERM; the exit code."""
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(PATIENCE)

    def kill(self) -> None:
        """End the process, whatever state it is in; where none was started, do nothing."""
        if hasattr(self, "process"):
            self.process.kill()
            self.process.wait()

    @property
    def log(self) -> str:
        return (self.folder / "log").read_text("utf-8")

    def ask(self, text: str, user: User | None = None) -> Message:
        """Write to the bot in private; its first reply."""
        chat = self.fake.private_chat(user)
        return chat.wait_for_reply(chat.say(text), timeout=PATIENCE)[0]

    def wait_for_text(self, message: Message, *texts: str) -> str:
        """Wait until the message, edited, holds one of the texts."""
        self.fake.wait_for(lambda: any(text in message.text for text in texts), PATIENCE)
        return message.text
