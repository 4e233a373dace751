"""What readers thought of the answers, as a file for admins."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator

from telegram import Update
from telegram.constants import FileSizeLimit

from bot.export import export
from bot.library import Library
from bot.state.feedback import Feedback, FeedbackBook
from bot.telegram.handlers import Context
from bot.telegram.render import render_notice
from bot.telegram.replies import incoming, reply_notice
from index.article import Article

FILE_NAME = "iqtibas-feedback.zip"


class VerdictHandlers:
    """Handlers for admins.

    Args:
        library: Its articles are the dataset's corpus.
        feedback: The verdicts.
    """

    def __init__(self, library: Library, feedback: FeedbackBook) -> None:
        self._library = library
        self._feedback = feedback

    async def feedback(self, update: Update, context: Context) -> None:
        """/feedback: the verdicts as a dataset."""
        message, texts = incoming(update)
        verdicts = await asyncio.to_thread(self._feedback.all)
        if not verdicts:
            await reply_notice(message, texts.admin.feedback_none, texts)
            return
        file, whole = await asyncio.to_thread(self._export, verdicts)
        questions = len({one.question for one in verdicts})
        caption = texts.admin.feedback(len(verdicts), questions, whole)
        await message.reply_document(
            file, caption=render_notice(caption, texts)[0].html, filename=FILE_NAME
        )

    def _export(self, verdicts: list[Feedback]) -> tuple[bytes, bool]:
        """The file, and whether all articles are in it: more may be too much for a message."""
        whole = export(verdicts, self._articles(None))
        if len(whole) <= FileSizeLimit.FILESIZE_UPLOAD:
            return whole, True
        return export(verdicts, self._articles({one.article_id for one in verdicts})), False

    def _articles(self, only: set[str] | None) -> Iterator[Article]:
        catalogue = self._library.retriever().generation.catalogue
        for one in catalogue.listing():
            if only is None or one.id in only:
                yield catalogue.article(one.id)
