"""English."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from bot.telegram.direction import isolate
from bot.texts.dates import human_time
from bot.texts.wording import Texts
from bot.texts.wording_admin import AdminTexts

if TYPE_CHECKING:
    from bot.library import Status
    from bot.progress import Pace
    from bot.state.questions import Day
    from index.summary import Progress, Summary
    from retrieval.answer import Unmatched

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


def _unmatched(why: Unmatched) -> str:
    if why.unreadable:
        dates = COMMA.join(map(isolate, why.unreadable))
        examples = " or ".join(map(isolate, ("since:2024", "since:2024-10", "since:2024-10-25")))
        return f"This is no date: {dates}\nWrite a year, a month or a day: {examples}."
    if why.unknown:
        lines = [f"No source is called: {COMMA.join(map(isolate, why.unknown))}"]
        if why.similar:
            lines.append(f"These names are like it: {COMMA.join(map(isolate, why.similar))}")
        return "\n".join(lines)
    return "No article meets the filters in this question, so that nothing was searched."


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


def _progress(progress: Progress, pace: Pace | None) -> str:
    stage = STAGES.get(progress.stage, "Indexing")
    lines = [f"{stage}: {progress.done:,} of {progress.total:,}"]
    if pace is not None:
        left = time_left(round(pace.left))
        lines.append(f"{pace.rate:,.0f} a second, {left} left")
    return "\n".join(lines)


def time_left(whole: int) -> str:
    """So many seconds, in minutes where there are many."""
    if not whole:
        return "less than a second"
    return counted(whole, "second") if whole < 2 * 60 else counted(round(whole / 60), "minute")


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


def _id(number: int) -> str:
    return isolate(str(number))


def _ids(numbers: Sequence[int]) -> list[str]:
    return [f"• {_id(number)}" for number in numbers]


def _megabytes(size: int) -> str:
    return f"{size / 1e6:,.3g} MB"


def _admins(fixed: Sequence[int], added: Sequence[int]) -> str:
    lines = ["Admins named in the settings:", *(_ids(fixed) or ["• none"])]
    return "\n".join([*lines, "Admins added here:", *(_ids(added) or ["• none"])])


def _rollback_sure(served: str, target: str, created: str, number: int) -> str:
    return "\n".join(
        [
            f"Go back from the index {isolate(served)} to {isolate(target)}?",
            f"It was created on {isolate(human_time(created, MONTHS, COMMA))} and holds"
            f" {articles(number)}.",
        ]
    )


def _private(user: int | None, group: int | None) -> str:
    known = [] if user is None else [f"your id is {_id(user)}"]
    known += [] if group is None else [f"this group's id is {_id(group)}"]
    return f"Sorry, this bot is private. To be let in, ask an admin: {COMMA.join(known)}."


def _between(least: float, most: float) -> str:
    return f"{least:,.0f}" if round(least) == round(most) else f"{least:,.0f} to {most:,.0f}"


def _stats(days: Sequence[Day]) -> str:
    asked, answered = sum(day.asked for day in days), sum(day.answered for day in days)
    medians = [day.median_ms for day in days if day.median_ms is not None]
    return "\n".join(
        [
            f"The last {counted(len(days), 'day')}, by day (UTC):",
            f"🟦 Questions: {asked:,} in all",
            f"🟩 Answered: {answered / asked:.0%} of them",
            f"🟧 Median time of a search: {_between(min(medians), max(medians))} ms",
        ]
    )


def _feedback(verdicts: int, questions: int, whole: bool) -> str:
    held = "All articles are in it." if whole else "Only the articles judged are in it."
    return "\n".join(
        [
            f"{counted(verdicts, 'verdict')} on {counted(questions, 'question')}. {held}",
            f"Unpack it into a folder, and measure: {isolate('iqtibas eval FOLDER')}",
        ]
    )


ADMIN = AdminTexts(
    no="No",
    cancelled="Nothing was done.",
    refused=lambda reason: f"This could not be done: {isolate(reason)}",
    reindex_how=f"Write {isolate('/reindex')}, or {isolate('/reindex full')} to read every article"
    " anew.",
    reindex_later="The index will follow when the indexing that is running has finished.",
    after_rollback=lambda generation: (
        f"The index had been taken back to {isolate(generation)}. This brings it in line with the"
        " article folders again."
    ),
    add_how=lambda kinds, size: (
        f"Send me the article as a file ({kinds}), of {_megabytes(size)} at most; or answer such a"
        f" file with {isolate('/add')}. Pages of the web: {isolate('/add')} and their addresses."
    ),
    add_same_page=lambda url, name: (
        f"This page is among the articles already, as {isolate(name)}: {isolate(url)}"
    ),
    add_failed=lambda url, reason: f"I could not fetch {isolate(url)}: {reason}",
    add_too_many=lambda number: (
        f"I take {number} addresses at a time. Please send the others afterwards."
    ),
    web_reasons={
        "address": "this is no address of a web page. Please copy it again from the browser.",
        "private": "this leads to a network that is not public. Please save the page as a file and"
        " send me that.",
        "robots": "the site asks programs not to read this page. Please save it as a file and send"
        " me that.",
        "gone": "the site says that this page is not there. Please look at it in a browser.",
        "forbidden": "the site does not give this page to programs. Please save it as a file and"
        " send me that.",
        "busy": "the site asks to come back later. Please try again in a while.",
        "unreachable": "the site does not answer as it should. Please try again later.",
        "slow": "the site took too long. Please try again later, or save the page as a file and"
        " send me that.",
        "redirects": "the site leads on from address to address. Please send the last one.",
        "large": "this page is too large. Please save what matters as a file and send me that.",
        "type": "this is no page that I can read as an article. Feeds belong into the settings.",
        "broken": "the site's answer is broken. Please save the page as a file and send me that.",
        "no_article": "I found no article in this page. Please save its text as a file and send me"
        " that.",
    },
    watch_troubles="These could not be fetched; I go on trying and will not tell you again:",
    watch_failed=lambda reason: f"The look for new articles failed: {isolate(reason)}",
    watch_rolled_back=lambda generation: (
        f"There are new articles, but the index was rolled back to {isolate(generation)}. They are"
        f" indexed when you write {isolate('/reindex')}."
    ),
    add_kind=lambda name, kinds: f"I cannot read {isolate(name)}. What I read: {kinds}",
    add_too_large=lambda size: f"This file is too large. I take {_megabytes(size)} at most.",
    add_unreadable=lambda name, reason: (
        f"There is no article in {isolate(name)}: {isolate(reason)}"
    ),
    add_same=lambda name: (
        f"The same file is among the articles already, as {isolate(name)}. Nothing was added."
    ),
    added=lambda article, name: f"Added: {article}\nSaved as {isolate(name)}",
    add_alike=lambda number: (
        f"The index already holds {articles(number)} of this title and outlet. See"
        f" {isolate('/articles')} if one should go."
    ),
    remove_how=f"Write {isolate('/remove')} with the id of an article, which"
    f" {isolate('/articles')} shows, or answer with it a message that quotes the article.",
    remove_unknown=lambda name: (
        f"There is no article {isolate(name)}. {isolate('/articles')} shows the ids."
    ),
    remove_nothing_named="That message names no article of the index.",
    remove_which="Which one should be removed?",
    remove_sure=lambda article, path: (
        f"Remove {article}?\nIts file {isolate(path)} is moved aside, not destroyed."
    ),
    remove_yes="Remove it",
    remove_gone="This article is not there any more.",
    removed=lambda article: f"Removed: {article}",
    rollback_none="There is no earlier index to go back to.",
    rollback_sure=_rollback_sure,
    rollback_yes="Go back",
    rollback_stale="The index has changed since. Nothing was done.",
    rolled_back=lambda generation: (
        f"The index {isolate(generation)} is served now.\nThe article folders are as they were, so"
        f" the next {isolate('/reindex')} brings the index in line with them again."
    ),
    admins=_admins,
    admins_how=f"Write {isolate('/admins')}, {isolate('/admins add ID')} or"
    f" {isolate('/admins remove ID')}. An id is a number; whoever is answered need not be named.",
    admin_fixed=lambda one: f"The settings name {_id(one)} as an admin; only they can change that.",
    admin_added=lambda one: f"{_id(one)} is an admin now.",
    admin_already=lambda one: f"{_id(one)} is an admin already.",
    admin_removed=lambda one: f"{_id(one)} is no admin any more.",
    admin_none=lambda one: f"{_id(one)} is no admin.",
    allow_how=f"Write {isolate('/allow ID')} or {isolate('/deny ID')} with the number of a person"
    f" or a group, {isolate('here')} for this very group, or answer someone's message with it.",
    allowed_list=lambda ids: "\n".join(["Allowed besides the admins:", *(_ids(ids) or ["• none"])]),
    allowed=lambda one: f"{_id(one)} is allowed now.",
    allowed_already=lambda one: f"{_id(one)} is allowed already.",
    denied=lambda one: f"{_id(one)} is not allowed any more.",
    denied_already=lambda one: f"{_id(one)} was not on the list.",
    bot_is_open="The bot answers everyone as long as the settings do not make it private.",
    private=_private,
    stats_none=lambda number: f"Nobody asked anything in the last {counted(number, 'day')}.",
    stats=_stats,
    unanswered_none="Every question so far was answered.",
    unanswered_head=lambda number: f"Not answered: {counted(number, 'question')}, most asked first",
    times=lambda number: f"asked {'once' if number == 1 else f'{number:,} times'}",
    now_answered=lambda number: f"The articles now answer {counted(number, 'question')}:",
    feedback_none="No reader has judged an answer so far.",
    feedback=_feedback,
)


TEXTS = Texts(
    code="en",
    right_to_left=False,
    months=MONTHS,
    comma=COMMA,
    found="This is what the articles say:",
    continued="Continued:",
    abstained="I found no answer to this question in the articles.",
    unmatched=_unmatched,
    also_reported="Also reported by:",
    edited=lambda day: f"⚠️ Edited since it was published; noticed on {isolate(day)}",
    withdrawn=lambda day: f"⚠️ Withdrawn by its outlet; noticed on {isolate(day)}",
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
            "• In any other chat: write my name with @, then your question, and choose a quote.",
            "To search only some articles, add to your question: "
            + isolate("since:2024-10")
            + ", "
            + isolate("until:2024")
            + " or "
            + isolate('source:"Name"'),
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
            f"• {isolate('/reindex full')} read every article anew",
            f"• a file you send me becomes an article, and so does a page after {isolate('/add')}",
            f"• {isolate('/remove')} take an article away; {isolate('/rollback')} go back to the"
            " index before",
            f"• {isolate('/unanswered')} what nobody could be told",
            f"• {isolate('/stats')} how the bot is doing; {isolate('/feedback')} readers' verdicts",
            f"• {isolate('/admins')} {isolate('/allow')} {isolate('/deny')} who may do what",
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
    commands={
        "ask": "Ask a question",
        "latest": "The newest articles",
        "sources": "The sources of the articles",
        "language": "The language of my texts",
        "privacy": "What I keep about you, and how to delete it",
        "help": "How to ask",
    },
    admin_commands={
        "status": "The state of the index",
        "articles": "The list of articles",
        "reindex": "Update the index",
        "add": "Add an article",
        "remove": "Remove an article",
        "rollback": "Go back to the index before",
        "unanswered": "Questions without an answer",
        "stats": "How the bot is doing",
        "feedback": "Readers' verdicts as a dataset",
        "admins": "The admins",
        "allow": "Let someone use the private bot",
        "deny": "Take that back",
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
    name="English",
    examples="Try one of these:",
    latest_head=lambda number: f"The newest of {articles(number)}:",
    sources_head=lambda number: f"The articles come from {counted(number, 'source')}:",
    sources_hint=lambda name: (
        f"To ask one source only, add to your question: {isolate('source:' + name)}"
    ),
    all_sources=f"All sources: {isolate('/sources')}",
    page=lambda page, pages: f"Page {page:,} of {pages:,}",
    previous="← Previous",
    next="Next →",
    latest="Newest articles",
    no_such_article="This link leads to no article. Perhaps it has been removed.",
    inline_hint="Write a question after my name",
    inline_too_long="Too long here. Ask me in our chat",
    inline_nothing="Not found in the articles",
    inline_not_indexed="No articles are indexed yet",
    choose_language="In which language shall I speak to you? Answers follow your question's.",
    automatic="Automatic",
    language_chosen="Done. Answers still follow your question's language.",
    privacy="\n".join(
        [
            "Your questions are searched for on this bot's own server, and sent to no other"
            " service.",
            "This is kept, with the number of your Telegram account, until you delete it:",
        ]
    ),
    kept={
        "people": f"The language you chose with {isolate('/language')}, if you did.",
        "answers": "Your questions and which quotes answered them, so that their buttons go on"
        " working.",
        "feedback": "Your opinions of quotes.",
        "unanswered": "Your questions that no article answered.",
    },
    privacy_delete=f"To delete all of it at once, use the button or {isolate('/privacy delete')}",
    delete_words=("delete", "erase", "forget"),
    delete_mine="Delete what is kept about me",
    forgotten="Deleted. Nothing about you is kept any more.",
    chat_hint="Write your question. Ctrl-D ends.",
    understood=lambda question: f"The question as I understood it: {isolate(question)}",
    reported_by=lambda number: f"Reported by {counted(number, 'outlet')}; besides this one:",
    same_text="the same text",
    day_is=lambda named, day: f"“{isolate(named)}” is {isolate(day)}",
    newer="A newer article on this:",
    nearest="The headlines nearest to your question, which do not answer it:",
    notify_me="🔔 Tell me when it is answered",
    will_notify="I will tell you if articles that are added later hold the answer.",
    answered_now=lambda question: (
        f"The articles now answer what you asked before: {isolate(question)}"
    ),
    more_quotes="More quotes",
    in_context="In context",
    open_article="Open article",
    copy_quote="Copy quote",
    more_found="More quotes:",
    context_found="The quote in context:",
    what_is_wrong="What is wrong with this quote?",
    wrong="Wrong",
    irrelevant="Irrelevant",
    outdated="Outdated",
    back="Back",
    thanks="Thank you, your opinion is noted.",
    no_more="There are no more quotes for this question.",
    moved_on="The articles have changed since this answer. Please ask again, to be answered from"
    " what they say now.",
    unknown_button="This button no longer works. Please write your question again.",
    admin=ADMIN,
)
