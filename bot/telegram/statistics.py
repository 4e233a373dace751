"""How the bot is doing, as a picture with its figures, in the hands of admins."""

from __future__ import annotations

import asyncio

from telegram import Update

from bot.chart import draw_days
from bot.state.questions import Questions
from bot.telegram.handlers import Context
from bot.telegram.render import render_notice
from bot.telegram.replies import incoming, reply_notice

DAYS = 30


class StatisticsHandlers:
    """Handlers for admins.

    Args:
        questions: What is told of.
    """

    def __init__(self, questions: Questions) -> None:
        self._questions = questions

    async def stats(self, update: Update, context: Context) -> None:
        """/stats: the last days."""
        message, texts = incoming(update)
        days = await asyncio.to_thread(self._questions.days, DAYS)
        if not any(day.asked for day in days):
            await reply_notice(message, texts.admin.stats_none(DAYS), texts)
            return
        picture = await asyncio.to_thread(draw_days, days)
        caption = render_notice(texts.admin.stats(days), texts)[0].html
        await message.reply_photo(picture, caption=caption)
