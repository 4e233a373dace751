"""Takes the README's screenshots anew: ``python -m tests.demo.screenshots``; needs Chromium.

The real bot over the sample articles answers on the demo's page, which Chromium renders without a
window and at a phone's width.
"""

from __future__ import annotations

import random
import re
import subprocess
import tempfile
import time
from contextlib import closing
from functools import partial
from pathlib import Path

from bot.state import FILE, open_state
from bot.state.questions import Questions
from retrieval.answer import Answer
from tests.bot.program import ROOT, Program
from tests.fake_telegram import FakeTelegram, Message
from tests.fake_telegram.page import Person

FOLDER = ROOT / "docs" / "screenshots"
WIDTH, HEIGHT = 412, 1010
ARABIC = "ماذا طلب بوتين من ماسك بشأن تايوان؟"
ENGLISH = "Which countries will host the 2034 World Cup?"
MEANWHILE = "كم ميدالية أحرز العرب في باريس؟"
MANY = 3000  # more articles, so that indexing lasts


def main() -> None:
    """Ask, and take a picture of each."""
    with tempfile.TemporaryDirectory() as folder, FakeTelegram() as fake:
        program = Program(Path(folder), fake, messages_per_second=0)
        program.stock()
        program.index()
        _remember_a_month(program.folder / "data" / FILE)
        program.start()
        try:
            layla = Person("ليلى", fake.private_chat(fake.user("ليلى", "ar")))
            sami = Person("Sami", fake.private_chat(fake.user("Sami", "en")))
            admin = Person("هدى", fake.private_chat(fake.user("هدى", "ar", None, program.admin.id)))
            fake.people += [layla, sami, admin]
            for who, text, name in ((layla, ARABIC, "arabic"), (sami, ENGLISH, "english")):
                who.chat.wait_for_reply(who.chat.say(text), timeout=60)
                _take(fake, who, name)
            for number in range(MANY):
                text = f"title: خبر {number}\n\nوقع الحدث رقم {number} في الوادي. " * 20
                (program.folder / "articles" / f"{number}.md").write_text(text, "utf-8")
            (board,) = admin.chat.wait_for_reply(admin.chat.say("/reindex"), timeout=60)
            fake.wait_for(lambda: _under_way(board), 60)
            admin.chat.wait_for_reply(admin.chat.say(MEANWHILE), timeout=60)
            _take(fake, admin, "reindex")
            fake.wait_for(lambda: "اكتملت" in board.text, 600)
            head = Person("هدى", fake.private_chat(fake.user("هدى", "ar", None, program.admin.id)))
            fake.people[2] = head
            head.chat.wait_for_reply(head.chat.say("/stats"), timeout=60)
            _take(fake, head, "statistics")
        finally:
            program.kill()


def _under_way(board: Message) -> bool:
    """Whether it tells of a good part of the articles, or of the end."""
    done = re.search(r": ([\d,]+) من", board.text)
    number = int(done[1].replace(",", "")) if done else 0
    return "اكتملت" in board.text or number > MANY // 4


def _remember_a_month(file: Path) -> None:
    """Questions of the last month, more each week, as /stats will find them."""
    chance = random.Random(7)
    with closing(open_state(file).database) as database:
        for day in range(30):
            at = time.time() - (29 - day) * 86_400
            questions = Questions(database, partial(float, at))
            for _ in range(chance.randint(4, 10) + day // 2):
                answered = chance.random() < 0.86
                took = chance.lognormvariate(3.2, 0.4)
                questions.record(Answer("", "ar", answered, 0.9, "g", took, ()))


def _take(fake: FakeTelegram, person: Person, name: str) -> None:
    FOLDER.mkdir(exist_ok=True)
    subprocess.run(
        (
            "chromium",
            "--headless=new",
            "--no-sandbox",
            "--hide-scrollbars",
            f"--window-size={WIDTH},{HEIGHT}",
            "--virtual-time-budget=2000",
            f"--screenshot={FOLDER / name}.png",
            f"{fake.base_url}/?who={fake.people.index(person)}#still",
        ),
        check=True,
        capture_output=True,
        timeout=60,
    )


if __name__ == "__main__":
    main()
