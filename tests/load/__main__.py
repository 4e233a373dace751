"""Many readers at once during reindexing, against the real program: ``make bot-load``.

200 readers ask 2,000 questions, 50 a second, over the sample articles, while an admin reindexes
again and again and each time an article is new. Twice over: first the same sixteen questions again
and again, as after a great piece of news, so that an answer may be remembered; then 2,000 of which
no two are the same, so that it may not.

Prints how long the answers took, by the fake Telegram's clock: from the moment a reader's message
was there to the moment the first message of its answer was. Which messages answer which question is
read from the bot's memory afterwards. It waits as long as answers come, so that one that is late is
told from one that is lost. The processor time is that of the bot alone, without the indexing.

Exits 1 where a question was not answered or was answered twice, or the 95th percentile of either
run is 1 s or more.
"""

from __future__ import annotations

import argparse
import itertools
import os
import re
import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from bot.state import FILE, open_state
from tests.bot.program import ROOT, Program
from tests.fake_telegram import Chat, FakeTelegram

LIMIT = 1.0  # seconds, of the 95th percentile
GIVEN_UP = 150.0  # seconds without a new answer, more than the bot goes on trying to send one
TICKS = os.sysconf("SC_CLK_TCK")
TEXTS = (
    "ماذا طلب بوتين من ماسك بشأن تايوان؟",
    "متى انضمت السويد إلى الناتو؟",
    "كم ميدالية أحرزت مصر في باريس؟",
    "من فاز ببطولة أوروبا 2024؟",
    "أين تقام كأس العالم 2034؟",
    "كم بلغ عدد ضحايا فيضانات درنة؟",
    "متى أُعلنت مصر خالية من الملاريا؟",
    "ما نتيجة مؤتمر المناخ في دبي؟",
    "كم بلغ سعر كيلو البندورة في سوق دمشق؟",
    "Who won Euro 2024?",
    "What did Putin ask Musk about Taiwan?",
    "When did Sweden join NATO?",
    "How effective is the R21 malaria vaccine?",
    "Where did Chandrayaan-3 land?",
    "By how much did the Fed cut rates in 2024?",
    "Who discovered penicillin?",
)
ASKED_ABOUT = 6  # words of an article in each of the questions that are all different
ARABIC = ("متى كان {}؟", "ماذا حدث في {}؟", "كم {}؟", "ماذا قيل عن {}؟")
ENGLISH = ("When was {}?", "What happened to {}?", "How many {}?", "What was said of {}?")
NEW_ARTICLE = """---
title: نشرة الطقس رقم {number}
source: نشرة التجربة
---

هبّت ريح شمالية خفيفة على قرية زمردان، وسُجّلت القراءة رقم {number} في دفتر المحطة.
"""


@dataclass(frozen=True, slots=True)
class Load:
    """What is asked of the bot."""

    readers: int
    questions: int
    per_second: float


@dataclass(frozen=True, slots=True)
class Result:
    """How it went.

    Attributes:
        seconds: Of each question that was answered, until the first message of its answer.
        lost: Questions without an answer.
        surplus: Messages in the readers' chats that belong to no answer.
        reindexings: How many ran meanwhile.
        cpu: Processor time of the bot, seconds, without that of the indexing.
        load_cpu: Of the fake Telegram and the readers, which run on the same machine.
    """

    seconds: list[float]
    lost: int
    surplus: int
    reindexings: int
    cpu: float
    load_cpu: float

    @property
    def good(self) -> bool:
        """Whether everything was as it must be."""
        return not self.lost and not self.surplus and _percentile(self.seconds, 95) < LIMIT


def main() -> int:
    """Run it; 0 where everything was as it must be."""
    parser = argparse.ArgumentParser(prog="python -m tests.load", description=__doc__)
    parser.add_argument("--readers", type=int, default=200)
    parser.add_argument("--questions", type=int, default=2_000)
    parser.add_argument("--per-second", type=float, default=50.0)
    options = parser.parse_args()
    load = Load(options.readers, options.questions, options.per_second)
    with tempfile.TemporaryDirectory() as folder, FakeTelegram() as fake:
        program = Program(Path(folder), fake, messages_per_second=0)
        for path in (ROOT / "articles").iterdir():
            shutil.copy(path, program.folder / "articles")
        different = list(itertools.islice(_different(program.folder / "articles"), load.questions))
        program.index()
        program.start()
        try:
            program.ask(TEXTS[0])  # the index is open now
            repeated = list(itertools.islice(_repeated(), load.questions))
            results = {
                f"{len(set(texts))} different ones": _run(program, fake, load, texts)
                for texts in (repeated, different)
            }
        finally:
            program.kill()
            print(_warnings(program.log), end="")
    print(f"{load.questions} questions of {load.readers} readers, {load.per_second:g} a second:")
    for name, result in results.items():
        print(_told(name, result))
    return int(not all(result.good for result in results.values()))


def _run(program: Program, fake: FakeTelegram, load: Load, texts: Sequence[str]) -> Result:
    """Ask everything and wait for the answers."""
    chats = [fake.private_chat(fake.user(f"Reader {number}")) for number in range(load.readers)]
    asked: dict[tuple[int, int], float] = {}  # chat and message: when
    calls_before = len(fake.calls())
    reindexings = _reindexings(program, fake.private_chat(program.admin))
    cpu, load_cpu = _cpu(program), time.process_time()
    begun = time.monotonic()
    for number, (chat, text) in enumerate(zip(itertools.cycle(chats), texts, strict=False)):
        time.sleep(max(0.0, begun + number / load.per_second - time.monotonic()))
        at = time.time()
        asked[chat.id, chat.say(text).message_id] = at
        if number % 25 == 0:
            next(reindexings)
    _wait(chats, len(texts))
    _settle(fake)
    cpu, load_cpu = _cpu(program) - cpu, time.process_time() - load_cpu
    sent: dict[int, list[float]] = {chat.id: [] for chat in chats}
    for call in fake.calls()[calls_before:]:
        if call.method == "sendMessage" and call.error is None and call.params["chat_id"]:
            sent.setdefault(int(call.params["chat_id"]), []).append(call.at)
    at_of = {  # chat and message of the bot's: when it was there
        (chat.id, message.message_id): at
        for chat in chats
        for message, at in zip(chat.bot_messages, sorted(sent[chat.id]), strict=True)
    }
    answers = _answers(program, list(asked))
    shown = [(place[0], message) for place, found in answers.items() for message in found]
    return Result(
        seconds=[
            at_of[place[0], found[0]] - asked[place] for place, found in answers.items() if found
        ],
        lost=sum(not found for found in answers.values()),
        surplus=len(at_of) - len(shown),
        reindexings=next(reindexings),
        cpu=cpu,
        load_cpu=load_cpu,
    )


def _repeated() -> Iterator[str]:
    """The same few, in an order in which a reader does not ask the same all the time."""
    for turn in itertools.cycle(range(len(TEXTS))):
        yield from TEXTS[turn:] + TEXTS[:turn]


def _different(folder: Path) -> Iterator[str]:
    """Questions about words that stand together in the articles, each asked once.

    Neighbouring ones are about different articles, and none is short enough to be taken with the
    reader's question before.
    """
    texts = [path.read_text("utf-8-sig", "replace") for path in sorted(folder.iterdir())]
    spoken = [re.findall(r"[^\W\d_]{3,}", text) for text in texts]
    seen = set()
    for start in range(max(map(len, spoken))):
        for said in spoken:
            about = " ".join(said[start : start + ASKED_ABOUT])
            if about.count(" ") == ASKED_ABOUT - 1 and about not in seen:
                seen.add(about)
                forms = ARABIC if about[0] >= "\u0600" else ENGLISH
                yield forms[len(seen) % len(forms)].format(about)


def _reindexings(program: Program, admin: Chat) -> Iterator[int]:
    """Each step asks for a new indexing if none runs; yields how many were asked for."""
    before = sum("finished" in message.text for message in admin.bot_messages)
    count = 0
    while True:
        if sum("finished" in message.text for message in admin.bot_messages) == before + count:
            count += 1
            number = before + count
            article = NEW_ARTICLE.format(number=number)
            (program.folder / "articles" / f"new-{number}.md").write_text(article, "utf-8")
            admin.say("/reindex")
        yield count


def _wait(chats: Sequence[Chat], number: int) -> None:
    """Until so many answers have come, or none has for a long time."""
    came, last = 0, time.monotonic()
    while came < number and time.monotonic() < last + GIVEN_UP:
        time.sleep(0.5)  # to look at all of it at each change would take the bot's processor time
        # The last message of each answer, and no other, has buttons.
        now = sum(1 for chat in chats for message in chat.bot_messages if message.buttons)
        if now > came:
            came, last = now, time.monotonic()


def _settle(fake: FakeTelegram) -> None:
    """Until a later question is answered too, so that a second copy would show."""
    chat = fake.private_chat(fake.user())
    try:
        chat.wait_for_reply(chat.say(TEXTS[0]), timeout=GIVEN_UP)
    except TimeoutError as error:
        print(error, file=sys.stderr)
    time.sleep(1.0)  # what was sent is written down a moment later


def _answers(
    program: Program, asked: Sequence[tuple[int, int]]
) -> dict[tuple[int, int], list[int]]:
    """The messages that answer each question, in order, as the bot remembers them."""
    state = open_state(program.folder / "data" / FILE)
    try:
        answers = {place: state.answers.asked_in(*place) for place in asked}
        return {
            place: [] if answer is None else state.answers.messages(answer)
            for place, answer in answers.items()
        }
    finally:
        state.close()


def _cpu(program: Program) -> float:
    """Processor time of the bot so far in seconds; of its children, of those that still run."""
    total = 0.0
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            fields = (folder / "stat").read_text("utf-8").rpartition(")")[2].split()
            line = (folder / "cmdline").read_text("utf-8")
        except OSError:  # it has just ended
            continue
        own = folder.name == str(program.process.pid)
        if own or (fields[1] == str(program.process.pid) and "--progress-json" not in line):
            total += (int(fields[11]) + int(fields[12])) / TICKS
    return total


def _told(name: str, result: Result) -> str:
    answered = len(result.seconds)
    asked = answered + result.lost
    told = (
        f"{name}, during {result.reindexings} reindexings: {result.lost} not answered, "
        f"{result.surplus} messages too many.\n"
        f"  bot {result.cpu / asked * 1000:.1f} ms of processor time a question, "
        f"fake and readers {result.load_cpu / asked * 1000:.1f} ms"
    )
    if answered < 2:
        return told
    shares = " ".join(
        f"p{share} {_percentile(result.seconds, share) * 1000:.0f}" for share in (50, 95, 99)
    )
    return f"{told}\n  {shares}, longest {max(result.seconds) * 1000:.0f} ms"


def _percentile(seconds: Sequence[float], share: int) -> float:
    return statistics.quantiles(seconds, n=100, method="inclusive")[share - 1]


def _warnings(log: str) -> str:
    lines = [line for line in log.splitlines(keepends=True) if " INFO " not in line]
    return "".join(lines[-20:])


if __name__ == "__main__":
    raise SystemExit(main())
