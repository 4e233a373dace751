"""An answer is worked out once, kept for as long as it is asked for, and never a failure."""

from __future__ import annotations

import threading
import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from bot.answer_cache import AnswerCache
from retrieval.answer import Answer


class Asked:
    """Works out answers that say what was asked, when it is let go."""

    def __init__(self) -> None:
        self.questions: list[tuple[str, int]] = []
        self.error: Exception | None = None
        self.go = threading.Event()
        self.go.set()

    def __call__(self, question: str, k: int) -> Answer:
        self.questions.append((question, k))
        assert self.go.wait(10)
        if self.error:
            raise self.error
        return Answer(question, "en", False, 0.25, f"{question} {k}", 1_000_000.0, ())


@pytest.fixture
def asked() -> Asked:
    return Asked()


@pytest.fixture
def cache(asked: Asked) -> AnswerCache:
    return AnswerCache(asked, kept=2)


def test_a_question_asked_again_is_not_worked_out_again(asked: Asked, cache: AnswerCache) -> None:
    first, second = cache.answer("q", 3), cache.answer("q", 3)
    assert asked.questions == [("q", 3)]
    assert first.took_ms == 1_000_000.0
    assert second.took_ms < 1_000_000.0
    assert (second.generation, second.confidence) == (first.generation, first.confidence)


def test_other_words_or_another_number_of_quotes_is_another_question(
    asked: Asked, cache: AnswerCache
) -> None:
    assert cache.answer("q", 3).generation == "q 3"
    assert cache.answer("q", 4).generation == "q 4"
    assert cache.answer("Q", 4).generation == "Q 4"


def test_white_space_makes_no_other_question_and_the_answer_names_it_as_asked(
    asked: Asked, cache: AnswerCache
) -> None:
    for question in (" who\n\u00a0won? ", "who won?", "who  won?"):
        assert cache.answer(question, 3).question == question
    assert asked.questions == [("who won?", 3)]


def test_the_one_asked_for_longest_ago_is_dropped(asked: Asked, cache: AnswerCache) -> None:
    for question in ("a", "b", "a", "c", "a", "b"):
        cache.answer(question, 3)
    assert [question for question, _ in asked.questions] == ["a", "b", "c", "b"]


def test_asked_at_the_same_time_it_is_worked_out_once(asked: Asked, cache: AnswerCache) -> None:
    asked.go.clear()
    together = threading.Barrier(5)

    def ask() -> Answer:
        together.wait(10)
        return cache.answer("q", 3)

    with ThreadPoolExecutor(4) as pool:
        waiting = [pool.submit(ask) for _ in range(4)]
        together.wait(10)
        while not asked.questions:
            time.sleep(0.01)
        asked.go.set()
        assert [one.result(10).generation for one in waiting] == ["q 3"] * 4
    assert asked.questions == [("q", 3)]


def test_a_failure_is_told_to_all_who_wait_and_not_kept(asked: Asked, cache: AnswerCache) -> None:
    asked.error = ValueError("no words")
    for _ in range(2):
        with pytest.raises(ValueError, match="no words"):
            cache.answer("q", 3)
    asked.error = None
    assert cache.answer("q", 3).generation == "q 3"
    assert len(asked.questions) == 3
