"""Links that open the bot at an article: ``https://t.me/<bot>?start=a_<article id>``."""

from __future__ import annotations

import re

from telegram.helpers import create_deep_linked_url

PAYLOAD = re.compile(r"a_([\w-]{1,62})", re.ASCII)
"""Telegram passes 64 of these characters at most; what anyone writes after /start may be more."""


def article_link(bot: str, article_id: str) -> str:
    """The link to an article.

    Args:
        bot: The bot's username.
        article_id: Hexadecimal digits.
    """
    return create_deep_linked_url(bot, f"a_{article_id}")


def linked_article(payload: str) -> str | None:
    """The article id that a payload of /start names, whether or not there is such an article."""
    match = PAYLOAD.fullmatch(payload)
    return match[1] if match else None
