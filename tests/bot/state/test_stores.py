"""What the bot remembers of answers, of readers' opinions, and of questions without an answer."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from bot.state import State, answers, open_state, unanswered
from bot.state.answers import KeptQuote, ShownAnswer, fingerprint, kept, new_id
from bot.state.feedback import Feedback
from retrieval.answer import Report
from tests.bot.answers import quote
from tests.bot.shelf import ARABIC

QUOTE = KeptQuote("aaaaaaaaaaaa", 0, len(ARABIC.text), 27, 60, fingerprint(ARABIC.text), ("b",))
ANSWER = ShownAnswer(
    "abcd_-12", -100, None, 7, 50, 1_000, "من؟", "من؟", "ar", "g1", 1, True, (QUOTE,)
)
OPINION = Feedback(7, 1_000, "right", "من؟", "ar", "g1", "aaaaaaaaaaaa", 3, 9, "اقتباس", "جملة")


@pytest.fixture
def state(tmp_path: Path) -> Iterator[State]:
    state = open_state(tmp_path / "bot.sqlite")
    yield state
    state.database.close()


def test_an_answer_is_found_by_id_by_question_and_by_message_after_a_restart(
    tmp_path: Path,
) -> None:
    before = open_state(tmp_path / "bot.sqlite")
    before.answers.record(ANSWER)
    before.answers.shown_in(ANSWER, [51, 52])
    before.database.close()
    state = open_state(tmp_path / "bot.sqlite")
    assert state.answers.get("abcd_-12") == ANSWER
    assert state.answers.asked_in(-100, 50) == ANSWER
    assert state.answers.seen_in(-100, 52) == ANSWER
    assert state.answers.messages(ANSWER) == [51, 52]
    assert state.answers.get("abcd_-13") is None
    assert state.answers.asked_in(-101, 50) is None
    assert state.answers.seen_in(-101, 52) is None
    state.database.close()


def test_an_answer_to_the_same_message_takes_the_place_of_the_earlier(state: State) -> None:
    state.answers.record(ANSWER)
    state.answers.shown_in(ANSWER, [51, 52])
    later = replace(ANSWER, question="متى؟", quotes=())
    state.answers.record(later)
    state.answers.shown_in(later, [51])
    assert state.answers.asked_in(-100, 50) == later
    assert state.answers.seen_in(-100, 52) is None


def test_the_latest_answer_is_of_the_same_user_chat_and_topic_and_not_too_old(
    state: State,
) -> None:
    for number, answer in enumerate(
        (
            ANSWER,
            replace(ANSWER, user=8),
            replace(ANSWER, chat=-200),
            replace(ANSWER, thread=3),
            replace(ANSWER, at=900),
        )
    ):
        state.answers.record(replace(answer, id=new_id(), asked=50 + number))
    here = {"chat": -100, "thread": None, "user": 7}
    found = state.answers.latest(**here, since=950, before=99)  # type: ignore[arg-type]
    assert found is not None
    assert found.asked == 50
    assert state.answers.latest(**here, since=1_001, before=99) is None  # type: ignore[arg-type]
    assert state.answers.latest(**here, since=950, before=50) is None  # type: ignore[arg-type]


def test_further_quotes_are_taken_once_and_may_be_given_back(state: State) -> None:
    state.answers.record(ANSWER)
    other = replace(QUOTE, article_id="b")
    longer = state.answers.take_more(ANSWER, [other])
    assert longer == replace(ANSWER, quotes=(QUOTE, other), more=False)
    assert state.answers.get(ANSWER.id) == longer
    assert state.answers.take_more(ANSWER, [other]) is None
    state.answers.give_back_more(longer, ANSWER)
    assert state.answers.get(ANSWER.id) == ANSWER


def test_old_answers_and_their_messages_are_forgotten(
    state: State, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(answers, "KEPT_ANSWERS", 2)
    monkeypatch.setattr(answers, "PRUNED_EVERY", 1)
    for number in range(4):
        one = replace(ANSWER, id=str(number), asked=number, at=1_000 + number)
        state.answers.record(one)
        state.answers.shown_in(one, [100 + number])
    assert [state.answers.get(str(n)) is not None for n in range(4)] == [False, False, True, True]
    assert state.answers.seen_in(-100, 101) is None
    assert state.answers.seen_in(-100, 102) is not None
    late = replace(ANSWER, id="late", asked=9, at=1_003 + answers.KEPT_SECONDS)
    state.answers.record(late)
    assert [state.answers.get(one) is not None for one in ("2", "3", "late")] == [
        False,
        True,
        True,
    ]


def test_a_kept_quote_stands_only_where_the_article_says_the_same() -> None:
    given = quote("ماذا قال؟ قال هذا.", "قال هذا.", also_reported_by=(Report("b", "", "", None),))
    one = kept(given)
    article = replace(ARABIC, text=given.text + " وأكثر.")
    assert one == KeptQuote("0123456789ab", 0, 18, 10, 18, fingerprint(given.text), ("b",))
    assert one.stands_in(article)
    assert not one.stands_in(replace(article, text="و" + article.text))
    assert not one.stands_in(replace(article, text=""))


def test_an_opinion_replaces_the_same_readers_earlier_one(state: State) -> None:
    state.feedback.record(OPINION)
    state.feedback.record(replace(OPINION, user=8))
    state.feedback.record(replace(OPINION, start=4))
    changed = replace(OPINION, verdict="outdated", at=2_000)
    state.feedback.record(changed)
    assert state.feedback.all() == [replace(OPINION, user=8), replace(OPINION, start=4), changed]
    assert state.feedback.counts() == {"right": 2, "wrong": 0, "irrelevant": 0, "outdated": 1}


def test_a_question_is_pending_until_it_is_settled(state: State) -> None:
    store = state.unanswered
    first = store.record("كم؟", "ar", user=7, chat=7, message=1, at=10)
    second = store.record("متى؟", "ar", user=8, chat=-100, message=2, at=11, thread=3, notify=True)
    shown = [(one.id, one.question, one.thread, one.notify) for one in store.pending()]
    assert shown == [(first, "كم؟", None, False), (second, "متى؟", 3, True)]
    store.settle([first])
    assert [one.id for one in store.pending()] == [second]
    assert [one.id for one in store.asked_in(-100, 2)] == [second]


def test_a_message_asks_one_question_of_each_user(state: State) -> None:
    store = state.unanswered
    store.record("كم؟", "ar", user=7, chat=-100, message=1, at=10)
    store.record("كم ذلك؟", "ar", user=7, chat=-100, message=1, at=10)
    store.record("كم ذلك؟", "ar", user=8, chat=-100, message=1, at=10, notify=True)
    assert [(one.user, one.question, one.notify) for one in store.pending()] == [
        (7, "كم ذلك؟", False),
        (8, "كم ذلك؟", True),
    ]


def test_of_too_many_questions_the_oldest_are_forgotten(
    state: State, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(unanswered, "KEPT_QUESTIONS", 2)
    for number in range(3):
        state.unanswered.record(f"{number}", "en", user=1, chat=1, message=number, at=number)
    assert [one.question for one in state.unanswered.pending()] == ["1", "2"]


def test_what_is_kept_of_somebody_can_be_forgotten(state: State) -> None:
    for user in (7, 8):
        answer = replace(ANSWER, id=f"of {user}", user=user, asked=user)
        state.answers.record(answer)
        state.answers.shown_in(answer, [50 + user])
        state.feedback.record(replace(OPINION, user=user))
        state.unanswered.record("كم؟", "ar", user=user, chat=-100, message=user, at=1)
    for store in (state.answers, state.feedback, state.unanswered):
        store.forget(7)
    assert state.answers.get("of 7") is None
    assert state.answers.seen_in(-100, 57) is None
    assert state.answers.seen_in(-100, 58) is not None
    assert [one.user for one in state.feedback.all()] == [8]
    assert [one.user for one in state.unanswered.pending()] == [8]
