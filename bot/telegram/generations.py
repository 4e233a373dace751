"""Going back to the index before, in the hands of admins."""

from __future__ import annotations

import asyncio
import logging
from pathlib import Path

from telegram import Update

from bot.telegram import choices
from bot.telegram.handlers import Context
from bot.telegram.press import show, tell
from bot.telegram.render import render_notice
from bot.telegram.replies import incoming, reply_notice
from index.errors import GenerationError, IndexBusyError, IndexMissingError
from index.generation import served_id
from index.manifest import read_manifest
from index.rollback import earlier_id, roll_back

_logger = logging.getLogger(__name__)


class GenerationHandlers:
    """Handlers for admins. The library follows by itself: it looks which generation is served.

    Args:
        data: The data folder.
    """

    def __init__(self, data: Path) -> None:
        self._data = data

    async def rollback(self, update: Update, context: Context) -> None:
        """/rollback: asks whether to serve the index before the served one."""
        message, texts = incoming(update)
        served = await asyncio.to_thread(served_id, self._data)
        target = await asyncio.to_thread(earlier_id, self._data)
        if target is None:
            await reply_notice(message, texts.admin.rollback_none, texts)
            return
        manifest = read_manifest(self._data / "generations" / target)
        told = texts.admin.rollback_sure(served, target, manifest.created, manifest.articles)
        # The button names both: pressed twice, or after an indexing, it must not go further back.
        data = f"{choices.ROLL_BACK}{served}:{target}"
        buttons = choices.confirmation(texts.admin.rollback_yes, data, texts)
        await choices.ask_back(message, told, buttons, texts)

    async def confirmed(self, update: Update, context: Context) -> None:
        """The button that confirms it."""
        query, data, texts = choices.chosen(update)
        await tell(query)
        expected, _, target = data.removeprefix(choices.ROLL_BACK).partition(":")
        try:
            if await asyncio.to_thread(served_id, self._data) != expected:
                told = texts.admin.rollback_stale
            else:
                await asyncio.to_thread(roll_back, self._data, target)
                told = texts.admin.rolled_back(target)
                _logger.info("the index %s is served again, at an admin's word", target)
        except IndexBusyError:
            told = texts.reindex_busy
        except IndexMissingError:
            told = texts.not_indexed
        except GenerationError as error:
            told = texts.admin.refused(str(error))
        await show(query, render_notice(told, texts)[0].html)


async def cancelled(update: Update, context: Context) -> None:
    """The button "no", under whatever question: nothing is done."""
    query, _, texts = choices.chosen(update)
    await tell(query)
    await show(query, render_notice(texts.admin.cancelled, texts)[0].html)
