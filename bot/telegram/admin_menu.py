"""Everything for admins wired together: which command and button goes where."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from telegram.ext import (
    BaseHandler,
    CallbackQueryHandler,
    CommandHandler,
    MessageHandler,
    filters,
)

from bot.library import Library
from bot.permissions import Permissions
from bot.state import State
from bot.telegram import choices
from bot.telegram.admin import AdminHandlers
from bot.telegram.generations import GenerationHandlers, cancelled
from bot.telegram.guards import Callback, FromAdmin, for_admins, refuse
from bot.telegram.open_questions import OpenQuestionHandlers
from bot.telegram.people import PeopleHandlers, ShowMenu
from bot.telegram.shelf import ShelfHandlers
from bot.telegram.statistics import StatisticsHandlers
from bot.telegram.verdicts import VerdictHandlers
from config import Settings

Handler = BaseHandler[Any, Any, Any]


def admin_handlers(
    library: Library,
    settings: Settings,
    state: State,
    permissions: Permissions,
    admin: AdminHandlers,
    show_menu: ShowMenu,
) -> Sequence[Handler]:
    """The handlers of all that is for admins; the same commands of others are refused.

    Args:
        library: The served index.
        settings: Folders and limits.
        state: The bot's memory.
        permissions: Who is an admin at the moment of a message.
        admin: Indexing and its figures; it is given what follows an indexing.
        show_menu: Shows a new admin the commands.
    """
    shelf = ShelfHandlers(library, settings, admin)
    generations = GenerationHandlers(settings.data)
    people = PeopleHandlers(permissions, show_menu)
    questions = OpenQuestionHandlers(library, state, permissions, settings.quotes)
    admin.afterwards.append(questions.ask_again)
    admin.quietly_afterwards.append(questions.ask_again_quietly)
    commands: dict[str, Callback] = {
        "status": admin.status,
        "articles": shelf.articles,
        "reindex": admin.reindex,
        "add": shelf.add,
        "remove": shelf.remove,
        "rollback": generations.rollback,
        "unanswered": questions.unanswered,
        "stats": StatisticsHandlers(state.questions).stats,
        "feedback": VerdictHandlers(library, state.feedback).feedback,
        "admins": people.admins,
        "allow": people.allow,
        "deny": people.deny,
    }
    buttons: dict[str, Callback] = {
        rf"^{choices.PAGE}[1-9]\d{{0,8}}$": shelf.page,
        rf"^{choices.REMOVE}[^:]+$": shelf.chosen,
        rf"^{choices.REMOVE_SURELY}[^:]+$": shelf.removed,
        rf"^{choices.ROLL_BACK}[^:]+:[^:]+$": generations.confirmed,
        rf"^{choices.CANCEL}$": cancelled,
    }
    new = filters.UpdateType.MESSAGE
    from_admin = new & FromAdmin(permissions)
    uploads = from_admin & filters.ChatType.PRIVATE & filters.Document.ALL
    return [
        *(CommandHandler(name, callback, from_admin) for name, callback in commands.items()),
        CommandHandler(list(commands), refuse, new),
        *(
            CallbackQueryHandler(for_admins(permissions, callback), pattern)
            for pattern, callback in buttons.items()
        ),
        MessageHandler(uploads, shelf.upload),
    ]
