"""What the program says to people, as one value per language: :class:`Texts`.

A language is one module of this package that defines ``TEXTS``; a text it lacks is a type error.
Inserted values arrive as they are and are isolated by the text that inserts them.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.texts.wording_admin import AdminTexts

if TYPE_CHECKING:
    from bot.library import Status
    from bot.progress import Pace
    from index.summary import Progress, Summary
    from retrieval.answer import Unmatched

Count = Callable[[int], str]
"""A number together with its noun in the form the number asks for."""


@dataclass(frozen=True, slots=True)
class Texts:
    """Every text of one language. Lines are plain text, without marks of direction.

    Attributes:
        code: ISO 639-1, as the module is named.
        right_to_left: The direction of its lines.
        months: January first.
        comma: Between the parts of a line, with its space.
        found: Above the quotes.
        continued: Above the quotes of a second message.
        abstained: Instead of quotes.
        unmatched: Instead of quotes, where the question's filters leave no article.
        also_reported: Above the list of other articles that report the same.
        edited: Under an article whose text has changed, noticed on the given day.
        withdrawn: Under an article that is gone from its address, noticed on the given day.
        and_more: After a list that was cut, with the number left out.
        articles: "3 articles".
        start: The answer to /start.
        help: The answer to /help.
        help_admin: Added to it for an admin.
        ask_what: A question without words.
        too_long: A question of more characters than the given number.
        not_indexed: No index has been built.
        failed: An apology; the error is in the log.
        unknown_command: A command the bot does not know.
        not_text: A message that is not text, in a private chat.
        admins_only: A stranger's admin command.
        slow_down: One reader asks too fast and has to wait the given number of seconds.
        commands: Descriptions of the public commands, in the menu's order.
        admin_commands: Descriptions of the admin's.
        status: The served index in figures.
        listing_head: Above the list of the articles, with their number.
        reindex_started: Indexing began.
        reindex_busy: Indexing runs already.
        reindex_progress: How far it is, and where that is known how fast it goes.
        reindex_done: What it did, without the files left out.
        reindex_rejected: Above the list of files left out, with their number.
        reindex_failed: It ended with this error.
        reindex_stopped: It was cut off by the bot's end.
        name: The language's own name.
        examples: Above questions that the articles answer.
        latest_head: Above the newest articles, with the number of all.
        sources_head: Above the outlets, with their number.
        sources_hint: How to ask one of them only; the given name is written as a filter takes it.
        all_sources: Where they are listed.
        page: Which page of how many.
        previous: The button to the page before. Its arrow must be one that does not turn round.
        next: The button to the next.
        latest: A button: the newest articles.
        no_such_article: A link leads to an article that is not, or no longer, in the index.
        inline_hint: Inline mode, before there is a question. These are short: one line of a phone.
        inline_too_long: Inline mode, at Telegram's limit.
        inline_nothing: Inline mode, no answer.
        inline_not_indexed: Inline mode, no index has been built.
        choose_language: Above the buttons of languages.
        automatic: A button: as the client's.
        language_chosen: After a choice, in the language chosen.
        privacy: What is done with questions; the list of what is kept follows.
        kept: What each store of ``bot.state.State`` keeps, by its name.
        privacy_delete: How to have it erased.
        delete_words: Words after /privacy that have it erased, in small letters.
        delete_mine: A button.
        forgotten: It has been erased.
        chat_hint: The first line of the terminal's chat.
        understood: The question as it was understood.
        reported_by: Above the other articles that report the same: by how many outlets in all.
        same_text: After a report in that list, where it is a copy.
        day_is: Which day a word such as "yesterday" means, in words.
        newer: Above an article that is newer than the one quoted first.
        nearest: Above headlines that are near the question and no answer.
        notify_me: A button under an abstention.
        will_notify: What pressing it leads to.
        answered_now: Above the answer to this question, which was open and is answered since.
        more_quotes: A button under an answer.
        in_context: Likewise.
        open_article: Likewise.
        copy_quote: Likewise.
        more_found: Above further quotes.
        context_found: Above a quote with what stands round it.
        what_is_wrong: Asked of a reader who dislikes a quote; the next three are the choice.
        wrong: It answers wrongly.
        irrelevant: It answers something else.
        outdated: It is no longer so.
        back: Leaves the choice.
        thanks: A verdict was kept.
        no_more: There are no further quotes.
        moved_on: The articles have changed since the answer whose button was pressed.
        unknown_button: A button that does nothing any more.
        admin: What is said to admins only.
    """

    code: str
    right_to_left: bool
    months: tuple[str, ...]
    comma: str
    found: str
    continued: str
    abstained: str
    unmatched: Callable[[Unmatched], str]
    also_reported: str
    edited: Callable[[str], str]
    withdrawn: Callable[[str], str]
    and_more: Count
    articles: Count
    start: str
    help: str
    help_admin: str
    ask_what: str
    too_long: Count
    not_indexed: str
    failed: str
    unknown_command: str
    not_text: str
    admins_only: str
    slow_down: Count
    commands: dict[str, str]
    admin_commands: dict[str, str]
    status: Callable[[Status], str]
    listing_head: Count
    reindex_started: str
    reindex_busy: str
    reindex_progress: Callable[[Progress, Pace | None], str]
    reindex_done: Callable[[Summary], str]
    reindex_rejected: Count
    reindex_failed: Callable[[str], str]
    reindex_stopped: str
    name: str
    examples: str
    latest_head: Count
    sources_head: Count
    sources_hint: Callable[[str], str]
    all_sources: str
    page: Callable[[int, int], str]
    previous: str
    next: str
    latest: str
    no_such_article: str
    inline_hint: str
    inline_too_long: str
    inline_nothing: str
    inline_not_indexed: str
    choose_language: str
    automatic: str
    language_chosen: str
    privacy: str
    kept: dict[str, str]
    privacy_delete: str
    delete_words: tuple[str, ...]
    delete_mine: str
    forgotten: str
    chat_hint: str
    understood: Callable[[str], str]
    reported_by: Count
    same_text: str
    day_is: Callable[[str, str], str]
    newer: str
    nearest: str
    notify_me: str
    will_notify: str
    answered_now: Callable[[str], str]
    more_quotes: str
    in_context: str
    open_article: str
    copy_quote: str
    more_found: str
    context_found: str
    what_is_wrong: str
    wrong: str
    irrelevant: str
    outdated: str
    back: str
    thanks: str
    no_more: str
    moved_on: str
    unknown_button: str
    admin: AdminTexts
