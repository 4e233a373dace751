"""What the program says to admins, as one value per language: :class:`AdminTexts`."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.state.questions import Day

Count = Callable[[int], str]
Named = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class AdminTexts:
    """Every text of one language for admins, as :class:`bot.texts.wording.Texts` for everyone.

    Inserted values are isolated by the text; an article comes as its name, isolated already.

    Attributes:
        no: The button that does nothing.
        cancelled: In place of a question answered so.
        refused: Something could not be done, for this reason.
        reindex_how: How /reindex is written.
        reindex_later: The articles changed while indexing runs.
        after_rollback: Indexing undoes the rollback to this generation.
        add_how: What can be added: kinds, and bytes at most.
        add_same_page: The page of this address is there as the file of this name.
        add_failed: The page of this address cannot be fetched, for this reason.
        add_too_many: Of more addresses than these, the rest was left out.
        web_reasons: Reasons, by the kinds of ``index.fetching.errors.FetchError``.
        watch_troubles: Above feeds and pages that cannot be fetched, looked at on schedule.
        watch_failed: The look itself, or the indexing after it, failed, for this reason.
        watch_rolled_back: There are new articles, and an admin has gone back to this index.
        add_kind: A file of this name is of no kind that is read; those are the kinds.
        add_too_large: More bytes than these.
        add_unreadable: The file of this name holds no article, for this reason.
        add_same: The same bytes are there as the file of this name.
        added: The article is saved as the file of this name.
        add_alike: So many articles of the same title and outlet are there.
        remove_how: How /remove is written.
        remove_unknown: No article has this id.
        remove_nothing_named: The message replied to names no article.
        remove_which: Above the articles to choose from.
        remove_sure: Whether to remove this article, whose file is this.
        remove_yes: The button that does.
        remove_gone: It is not there any more.
        removed: It was removed.
        rollback_none: There is no index before this one.
        rollback_sure: Whether to go from the served to this, made then, of so many articles.
        rollback_yes: The button that does.
        rollback_stale: Another index is served than when it was asked.
        rolled_back: This generation is served now, until the next indexing.
        admins: The admins that the settings name, and those added.
        admins_how: How /admins is written.
        admin_fixed: An admin of the settings cannot be changed here.
        admin_added: This user is an admin now.
        admin_already: Was one already.
        admin_removed: Is none any more.
        admin_none: Was none.
        allow_how: How /allow and /deny are written.
        allowed_list: Those whom a private bot answers.
        allowed: It answers this one from now on.
        allowed_already: It did already.
        denied: It does not answer this one any more.
        denied_already: This one was not on the list.
        bot_is_open: The list has no effect while the bot is not private.
        private: To a stranger, with their id, and the group's where it is one.
        stats_none: No question in so many days.
        stats: What the picture shows.
        unanswered_none: Every question was answered.
        unanswered_head: Above the questions, with how many there are.
        times: "asked 3 times".
        now_answered: Above the questions that the new index answers, with how many they are.
        feedback_none: No reader has judged an answer.
        feedback: Beside the file: verdicts, questions, and whether all articles are in it.
    """

    no: str
    cancelled: str
    refused: Named
    reindex_how: str
    reindex_later: str
    after_rollback: Named
    add_how: Callable[[str, int], str]
    add_same_page: Callable[[str, str], str]
    add_failed: Callable[[str, str], str]
    add_too_many: Count
    web_reasons: dict[str, str]
    watch_troubles: str
    watch_failed: Named
    watch_rolled_back: Named
    add_kind: Callable[[str, str], str]
    add_too_large: Count
    add_unreadable: Callable[[str, str], str]
    add_same: Named
    added: Callable[[str, str], str]
    add_alike: Count
    remove_how: str
    remove_unknown: Named
    remove_nothing_named: str
    remove_which: str
    remove_sure: Callable[[str, str], str]
    remove_yes: str
    remove_gone: str
    removed: Named
    rollback_none: str
    rollback_sure: Callable[[str, str, str, int], str]
    rollback_yes: str
    rollback_stale: str
    rolled_back: Named
    admins: Callable[[Sequence[int], Sequence[int]], str]
    admins_how: str
    admin_fixed: Count
    admin_added: Count
    admin_already: Count
    admin_removed: Count
    admin_none: Count
    allow_how: str
    allowed_list: Callable[[Sequence[int]], str]
    allowed: Count
    allowed_already: Count
    denied: Count
    denied_already: Count
    bot_is_open: str
    private: Callable[[int | None, int | None], str]
    stats_none: Count
    stats: Callable[[Sequence[Day]], str]
    unanswered_none: str
    unanswered_head: Count
    times: Count
    now_answered: Count
    feedback_none: str
    feedback: Callable[[int, int, bool], str]
