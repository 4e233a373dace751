"""English."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.telegram.direction import isolate
from bot.texts.dates import human_time
from bot.texts.wording import Texts

if TYPE_CHECKING:
    from bot.library import Status
    from index.summary import Progress, Summary

MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
COMMA = ", "
STAGES = {
    "reading": "Reading the articles",
    "encoding": "Computing the vectors",
    "writing": "Writing the index",
}
LANGUAGES = {"ar": "in Arabic", "en": "in English"}


def counted(number: int, noun: str) -> str:
    """A number with its noun: "no articles", "1 article", "3 articles"."""
    return f"{f'{number:,}' if number else 'no'} {noun if number == 1 else noun + 's'}"


def articles(number: int) -> str:
    """The number of articles."""
    return counted(number, "article")


def _status(status: Status) -> str:
    created = human_time(status.created, MONTHS, COMMA)
    languages = COMMA.join(
        f"{number:,} {LANGUAGES.get(code, code)}"
        for code, number in sorted(status.languages.items())
    )
    return "\n".join(
        [
            f"The index holds {articles(status.articles)} ({languages}).",
            f"Passages: {status.passages:,}",
            f"Sources: {status.sources:,}",
            f"Size: {status.bytes / 1e6:,.1f} MB",
            f"Encoder: {isolate(status.encoder)}",
            f"Generation: {isolate(status.generation)}",
            f"Created: {isolate(created)}",
        ]
    )


def _progress(progress: Progress) -> str:
    stage = STAGES.get(progress.stage, "Indexing")
    return f"{stage}: {progress.done:,} of {progress.total:,}"


def _done(summary: Summary) -> str:
    whole = round(summary.seconds)
    duration = counted(whole, "second") if whole else "less than a second"
    return "\n".join(
        [
            f"Indexing finished in {duration}.",
            f"Added: {articles(summary.added)}",
            f"Changed: {articles(summary.changed)}",
            f"Removed: {articles(summary.removed)}",
            f"Unchanged: {articles(summary.unchanged)}",
            f"The index holds {counted(summary.passages, 'passage')}.",
        ]
    )


TEXTS = Texts(
    code="en",
    right_to_left=False,
    months=MONTHS,
    comma=COMMA,
    found="This is what the articles say:",
    continued="Continued:",
    abstained="I found no answer to this question in the articles.",
    also_reported="Also reported by:",
    and_more=lambda number: f"and {number:,} more",
    articles=articles,
    start="\n".join(
        [
            "Welcome to Iqtibas.",
            "Ask a question in Arabic or English. I answer with a word-for-word quote from the"
            " articles, the answering sentence in bold, and name its source.",
            "If the articles do not hold the answer, I say so.",
        ]
    ),
    help="\n".join(
        [
            "How to ask:",
            "• In this chat: just write your question.",
            f"• In groups: write {isolate('/ask')} and your question, mention me, or reply to one"
            " of my messages.",
            "Each quote is taken word for word from the article named below it; the sentence"
            " nearest to an answer is in bold.",
        ]
    ),
    help_admin="\n".join(
        [
            "For admins:",
            f"• {isolate('/status')} the state of the index",
            f"• {isolate('/articles')} the list of articles",
            f"• {isolate('/reindex')} bring the index in line with the article folders",
        ]
    ),
    ask_what=f"What is your question? Write it after the command: {isolate('/ask')}"
    " when did the earthquake strike?",
    too_long=lambda limit: (
        f"This question is too long. Please shorten it to {limit:,} characters at most."
    ),
    not_indexed="The articles are not indexed yet, so I cannot answer now. Please try again later.",
    failed="Sorry, something went wrong and I could not do this. Please try again in a while.",
    unknown_command=f"I do not know this command. Just write your question, or {isolate('/help')}.",
    not_text="I read text only. Please write your question.",
    admins_only="Sorry, this command is for the bot's admins only.",
    slow_down=lambda wait: (
        f"That was a lot at once. Please ask me again in {counted(wait, 'second')}."
    ),
    commands={"ask": "Ask a question", "help": "How to ask"},
    admin_commands={
        "status": "The state of the index",
        "articles": "The list of articles",
        "reindex": "Update the index",
    },
    status=_status,
    listing_head=lambda number: f"The index holds {articles(number)}, newest first:",
    reindex_started="Indexing has begun…",
    reindex_busy="Indexing is already running. Please wait until it has finished.",
    reindex_progress=_progress,
    reindex_done=_done,
    reindex_rejected=lambda number: f"Not indexed: {counted(number, 'file')}",
    reindex_failed=lambda reason: f"Indexing failed: {isolate(reason)}",
    reindex_stopped="Indexing stopped because the bot was shut down. The previous index stays.",
    chat_hint="Write your question. Ctrl-D ends.",
)
