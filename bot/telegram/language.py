"""In which language the interface speaks to someone.

Everything that answers an update runs in the context of its handling, so that a choice found once
at its beginning holds for all of it, texts of errors included.
"""

from __future__ import annotations

from contextvars import ContextVar

from telegram import Update, User

from bot.state.people import People
from bot.texts import Texts, texts_for

_chosen: ContextVar[str | None] = ContextVar("language", default=None)


def texts_of(user: User | None) -> Texts:
    """The texts for the one whose update is handled: as they chose, else as their client speaks."""
    return texts_for(_chosen.get() or (user.language_code if user else None))


def recall(update: Update, people: People) -> None:
    """Let :func:`texts_of` follow what the sender of this update chose."""
    user = update.effective_user
    speak(people.language(user.id) if user else None)


def speak(language: str | None) -> None:
    """Let :func:`texts_of` follow this choice until the update has been handled."""
    _chosen.set(language)
