"""What became of an article after it was published, in one line."""

from __future__ import annotations

from bot.texts.dates import human_date
from bot.texts.wording import Texts
from index.article import Article
from retrieval.answer import Quote


def fate(one: Quote | Article, texts: Texts) -> str | None:
    """That it was withdrawn, else that it was edited, with the day it was noticed; else None."""
    withdrawn = human_date(one.withdrawn, texts.months)
    if withdrawn:
        return texts.withdrawn(withdrawn)
    edited = human_date(one.edited, texts.months)
    return texts.edited(edited) if edited else None
