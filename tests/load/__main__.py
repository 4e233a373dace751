"""Many readers at once during reindexing, against the real program: ``make bot-load``.

200 readers ask 2,000 questions, 50 a second, over the sample articles, while an admin reindexes
again and again and each time an article is new. Prints how long the answers took, by the fake
Telegram's clock: from the moment a reader's message was there to the moment the answer was.
Exits 1 where a question was not answered or was answered twice, or the 95th percentile is 1 s or
more.
"""

from __future__ import annotations

import shutil
import statistics
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from itertools import cycle, islice
from pathlib import Path

from tests.bot.program import ROOT, Program
from tests.fake_telegram import Chat, FakeTelegram, Message

READERS, QUESTIONS, PER_SECOND = 200, 2_000, 50.0
LIMIT = 1.0  # seconds, of the 95th percentile
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
NEW_ARTICLE = """---
title: نشرة الطقس رقم {number}
source: نشرة التجربة
---

هبّت ريح شمالية خفيفة على قرية زمردان، وسُجّلت القراءة رقم {number} في دفتر المحطة.
"""


def main() -> int:
    """Run it; 0 where everything was as it must be."""
    with tempfile.TemporaryDirectory() as folder, FakeTelegram() as fake:
        program = Program(Path(folder), fake, messages_per_second=0)
        for path in (ROOT / "articles").iterdir():
            shutil.copy(path, program.folder / "articles")
        program.index()
        program.start()
        try:
            pages = {text: len(_answered(fake, text)) for text in TEXTS}
            return _report(*_load(program, fake, pages))
        finally:
            program.kill()
            print(_warnings(program.log), end="")


def _answered(fake: FakeTelegram, text: str) -> list[Message]:
    """One answer on a quiet bot, all pages of it: the next line comes after it."""
    chat = fake.private_chat(fake.user())
    asked = chat.say(text)
    chat.wait_for_reply(asked, timeout=30)
    end = chat.say("/nothing")
    chat.wait_for_reply(end, timeout=30)
    return [m for m in chat.bot_messages if asked.message_id < m.message_id < end.message_id]


def _load(
    program: Program, fake: FakeTelegram, pages: dict[str, int]
) -> tuple[list[float], Counter[int], int]:
    """Ask everything; returns seconds of each answer, surplus messages per chat, reindexings."""
    chats = [fake.private_chat(fake.user(f"Reader {number}")) for number in range(READERS)]
    asked: dict[int, list[tuple[float, str]]] = {chat.id: [] for chat in chats}
    calls_before = len(fake.calls())
    admin = fake.private_chat(program.admin)
    reindexings = _reindexings(program, admin)
    begun = time.monotonic()
    for number, (chat, text) in enumerate(
        islice(zip(cycle(chats), _questions(), strict=False), QUESTIONS)
    ):
        time.sleep(max(0.0, begun + number / PER_SECOND - time.monotonic()))
        asked[chat.id].append((time.time(), text))
        chat.say(text)
        if number % 25 == 0:
            next(reindexings)
    expected = {chat.id: sum(pages[text] for _, text in asked[chat.id]) for chat in chats}
    try:
        fake.wait_for(lambda: all(len(c.bot_messages) >= expected[c.id] for c in chats), 60)
        _settle(fake)
    except TimeoutError as error:
        print(error, file=sys.stderr)
    sent: dict[int, list[float]] = {chat.id: [] for chat in chats}
    for call in fake.calls()[calls_before:]:
        if call.method == "sendMessage" and int(call.params["chat_id"]) in sent:
            sent[int(call.params["chat_id"])].append(call.at)
    seconds = [took for chat in chats for took in _took(asked[chat.id], sent[chat.id], pages)]
    surplus = Counter({chat.id: len(chat.bot_messages) - expected[chat.id] for chat in chats})
    return seconds, surplus, next(reindexings)


def _questions() -> Iterator[str]:
    """In an order in which a reader does not ask the same all the time."""
    for turn in cycle(range(len(TEXTS))):
        yield from TEXTS[turn:] + TEXTS[:turn]


def _reindexings(program: Program, admin: Chat) -> Iterator[int]:
    """Each step asks for a new indexing if none runs; yields how many were asked for."""
    count = 0
    while True:
        if sum("finished" in message.text for message in admin.bot_messages) == count:
            count += 1
            article = NEW_ARTICLE.format(number=count)
            (program.folder / "articles" / f"new-{count}.md").write_text(article, "utf-8")
            admin.say("/reindex")
        yield count


def _settle(fake: FakeTelegram) -> None:
    """Until a later question is answered too, so that a second copy would show."""
    _answered(fake, TEXTS[0])


def _took(
    asked: list[tuple[float, str]], sent: list[float], pages: dict[str, int]
) -> Iterator[float]:
    """Seconds from each question to the first page of its answer; one reader's come in order."""
    first = 0
    for at, text in asked:
        if first < len(sent):
            yield sent[first] - at
        first += pages[text]


def _report(seconds: list[float], surplus: Counter[int], reindexings: int) -> int:
    lost = sum(-number for number in surplus.values() if number < 0)
    twice = sum(number for number in surplus.values() if number > 0)
    cuts = statistics.quantiles(seconds, n=100, method="inclusive")
    print(
        f"{QUESTIONS} questions of {READERS} readers, {PER_SECOND:g} a second, during "
        f"{reindexings} reindexings: {lost} messages missing, {twice} too many.\n"
        f"p50 {cuts[49] * 1000:.0f} ms, p95 {cuts[94] * 1000:.0f} ms, "
        f"p99 {cuts[98] * 1000:.0f} ms, longest {max(seconds) * 1000:.0f} ms"
    )
    return int(bool(lost or twice or cuts[94] >= LIMIT or len(seconds) < QUESTIONS))


def _warnings(log: str) -> str:
    lines = [line for line in log.splitlines(keepends=True) if "INFO" not in line]
    return "".join(lines[-20:])


if __name__ == "__main__":
    raise SystemExit(main())
