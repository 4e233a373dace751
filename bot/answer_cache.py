"""The answers of one generation, each worked out once: the same news is asked about by many.

A generation does not change, so what it answered once it answers again; with the next one begins an
empty cache. Questions that are asked at the same time wait for one working out.
"""

from __future__ import annotations

import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import replace

from retrieval.answer import Answer

KEPT = 1_000  # answers; some 10 kB each

_Key = tuple[str, int]


class AnswerCache:
    """Asks nothing twice. Safe to use from many threads.

    Args:
        ask: Works out an answer: :meth:`retrieval.retriever.Retriever.answer` of one generation.
        kept: Answers kept; the one asked for longest ago is dropped first.
    """

    def __init__(self, ask: Callable[[str, int], Answer], kept: int = KEPT) -> None:
        self._ask = ask
        self._kept = kept
        self._lock = threading.Lock()
        self._answers: OrderedDict[_Key, Future[Answer]] = OrderedDict()

    def answer(self, question: str, k: int) -> Answer:
        """The answer, or what is raised instead; ``took_ms`` tells how long this took now.

        White space does not tell two questions apart: runs of it are read as one blank.
        """
        started = time.perf_counter()
        plain = " ".join(question.split())
        key = (plain, k)
        with self._lock:
            known = self._answers.get(key)
            if known is None:
                working = self._answers[key] = Future()
                while len(self._answers) > self._kept:
                    self._answers.popitem(last=False)
            else:
                self._answers.move_to_end(key)
        if known is None:
            return replace(self._work_out(key, working), question=question)
        answer = known.result()
        took = round((time.perf_counter() - started) * 1000, 2)
        return replace(answer, question=question, took_ms=took)

    def _work_out(self, key: _Key, working: Future[Answer]) -> Answer:
        """Let the others who wait have it too; a failure is not kept."""
        try:
            answer = self._ask(*key)
        except BaseException as error:
            with self._lock:
                if self._answers.get(key) is working:
                    del self._answers[key]
            working.set_exception(error)
            raise
        working.set_result(answer)
        return answer
