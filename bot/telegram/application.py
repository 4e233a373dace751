"""The bot wired together: which handler gets which message, and how the program starts and ends."""

from __future__ import annotations

import logging
import re
from collections.abc import Sequence
from typing import Any

from telegram import LinkPreviewOptions, Update
from telegram.constants import ParseMode
from telegram.error import (
    BadRequest,
    Conflict,
    Forbidden,
    InvalidToken,
    NetworkError,
    TelegramError,
)
from telegram.ext import (
    Application,
    ApplicationBuilder,
    BaseHandler,
    CallbackQueryHandler,
    CommandHandler,
    Defaults,
    MessageHandler,
    TypeHandler,
    filters,
)
from telegram.request import BaseRequest

from bot.library import Library
from bot.permissions import Permissions
from bot.state import FILE, State, open_state
from bot.telegram.admin import AdminHandlers
from bot.telegram.admin_menu import admin_handlers
from bot.telegram.answering import Answering
from bot.telegram.browsing import BrowsingHandlers
from bot.telegram.buttons import PATTERN
from bot.telegram.courier import Courier
from bot.telegram.guards import door
from bot.telegram.handlers import AddressesBot, Context, ReaderHandlers
from bot.telegram.inline import InlineHandlers
from bot.telegram.language import recall, texts_of
from bot.telegram.limiting import Limiter
from bot.telegram.menus import set_menu_of, set_menus
from bot.telegram.personal import PersonalHandlers
from bot.telegram.press import tell
from bot.telegram.pressing import ButtonHandlers
from bot.telegram.redact import redact
from bot.telegram.refusals import WatchedRequest, without_traceback
from bot.telegram.repair import make_usable
from bot.telegram.replies import incoming, reply_notice
from bot.telegram.serving import serve
from bot.telegram.watch import Watch
from bot.texts import Texts
from config import Settings, SettingsError
from index.errors import IndexMissingError, IqtibasError

BEFORE_ALL_OTHERS = -1  # the group of the handler that turns strangers away
ALLOWED_UPDATES = (
    Update.MESSAGE,
    Update.EDITED_MESSAGE,
    Update.CALLBACK_QUERY,
    Update.INLINE_QUERY,
)
FIRST = -10  # the group of what is done before any other handler sees an update
CONNECTIONS = 8  # to Telegram at once: its client looks at all of them at each request
# A call waits for one of them for as long as it takes: httpcore 1.0 never gets a connection back
# that was given to a call just as that call gave up waiting, and with the last one ends the bot.
CONNECTION_PATIENCE = None
REFUSED = "refused"  # in the application's data: Telegram has taken the token back

SECOND_INSTANCE = (
    "another program asks Telegram for this bot's messages, and each message reaches only one of "
    "them: stop the other one. Trying on. (%s)"
)

BotApplication = Application[Any, Any, Any, Any, Any, Any]
Handler = BaseHandler[Any, Any, Any]

_logger = logging.getLogger(__name__)


def run(settings: Settings) -> None:
    """Serve the bot until SIGINT or SIGTERM.

    Raises:
        SettingsError: There is no token, or Telegram refuses it, be it while the bot runs.
    """
    token = settings.telegram_token
    if not token:
        raise SettingsError(
            "IQTIBAS_TELEGRAM_TOKEN is not set: write the token that @BotFather gave you there."
        )
    if not re.fullmatch(r"[\w:-]+", token, re.ASCII):
        raise SettingsError("IQTIBAS_TELEGRAM_TOKEN is no token: copy it again from @BotFather.")
    configure_logging(token)
    try:
        courier = Courier(settings.messages_per_second)
        library = Library(settings)
        make_usable(library)
        application = build_application(settings, library, courier=courier)
        serve(application, settings, ALLOWED_UPDATES, courier.hurry)
        if application.bot_data.get(REFUSED):
            raise InvalidToken
    except InvalidToken:  # its own message holds the token
        raise SettingsError(
            "Telegram refuses the token in IQTIBAS_TELEGRAM_TOKEN: copy it again from @BotFather."
        ) from None


def configure_logging(token: str) -> None:
    """Log to standard error without the token, and without a line per request."""
    logging.basicConfig(
        level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s: %(message)s"
    )
    for handler in logging.getLogger().handlers:
        handler.addFilter(without_traceback)
    redact(token, logging.getLogger().handlers)
    for name in ("httpx", "httpcore"):
        logging.getLogger(name).setLevel(logging.WARNING)


def build_application(
    settings: Settings,
    library: Library,
    admin: AdminHandlers | None = None,
    request: BaseRequest | None = None,
    state: State | None = None,
    courier: Courier | None = None,
) -> BotApplication:
    """The application, ready to run; no connection is opened yet.

    Args:
        settings: Token, server and admins.
        library: Answers; closed when the application has shut down.
        admin: Other admin handlers, for tests.
        request: Another way to reach Telegram, for tests.
        state: The bot's memory, instead of that in the data folder; closed likewise.
        courier: Paces and repeats the calls; by default as the settings say.
    """
    admin = admin or AdminHandlers(library)
    memory = state or open_state(settings.data / FILE)
    permissions = Permissions(memory.access, settings.admins, settings.private)

    watch = Watch(settings, library, admin, permissions, memory.people)

    async def stop(application: BotApplication) -> None:
        await watch.stop()
        await admin.stop()

    async def close(application: BotApplication) -> None:
        await watch.stop()  # where what was begun never ran, nothing else has stopped it
        library.close()
        memory.close()

    async def menus(application: BotApplication) -> None:
        await set_menus(application.bot)
        for admin in sorted(permissions.admins):
            await menu(admin)

    async def menu(user: int) -> None:
        language = memory.people.language(user)
        await set_menu_of(application.bot, user, language, permissions.is_admin(user))

    async def begin(application: BotApplication) -> None:
        await menus(application)
        watch.start(application.bot)

    def refused() -> None:
        if not application.bot_data.get(REFUSED):  # a second stop would cut the first one short
            application.bot_data[REFUSED] = True
            application.stop_running()

    builder = (
        ApplicationBuilder()
        .token(settings.telegram_token)
        .base_url(settings.telegram_api + "/bot")
        .base_file_url(settings.telegram_api + "/file/bot")
        .defaults(
            Defaults(
                parse_mode=ParseMode.HTML,
                link_preview_options=LinkPreviewOptions(is_disabled=True),
                allow_sending_without_reply=True,
            )
        )
        .rate_limiter(courier or Courier(settings.messages_per_second))
        .concurrent_updates(True)
        .post_init(begin)
        .post_stop(stop)
        .post_shutdown(close)
    )
    polling = request or WatchedRequest(refused)
    request = request or WatchedRequest(refused, CONNECTIONS, CONNECTION_PATIENCE)
    application: BotApplication = builder.request(request).get_updates_request(polling).build()

    async def recall_language(update: Update, context: Context) -> None:
        recall(update, memory.people)

    application.add_handler(TypeHandler(Update, recall_language), group=FIRST)
    application.add_handler(TypeHandler(Update, door(permissions)), BEFORE_ALL_OTHERS)
    answering = Answering(library, memory, settings.quotes)
    every: Sequence[Handler] = [
        *admin_handlers(library, settings, memory, permissions, admin, menu),
        *BrowsingHandlers(library).handlers(),
        *PersonalHandlers(memory, menu).handlers(),
        *InlineHandlers(library).handlers(),
        *handlers(ReaderHandlers(answering, library, permissions), ButtonHandlers(library, memory)),
    ]
    if settings.questions_per_minute:
        every = Limiter(settings.questions_per_minute, permissions.is_admin).limited(every)
    application.add_handlers(every)
    application.add_error_handler(on_error)
    return application


def handlers(reader: ReaderHandlers, buttons: ButtonHandlers) -> Sequence[Handler]:
    """Everyone's; an update goes to the first that takes it. Only questions may be edited."""
    new = filters.UpdateType.MESSAGE
    written = filters.UpdateType.MESSAGES  # new or edited
    private = new & filters.ChatType.PRIVATE
    words = filters.TEXT & ~filters.COMMAND
    return [
        CommandHandler("start", reader.start, new),
        CommandHandler("help", reader.help, new),
        CommandHandler("ask", reader.ask, written),
        MessageHandler(private & filters.COMMAND, reader.unknown_command),
        MessageHandler(written & filters.ChatType.PRIVATE & words, reader.question),
        MessageHandler(written & filters.ChatType.GROUPS & words & AddressesBot(), reader.question),
        MessageHandler(private & ~filters.TEXT & ~filters.StatusUpdate.ALL, reader.not_text),
        CallbackQueryHandler(buttons.press, pattern=PATTERN),
        CallbackQueryHandler(buttons.unknown),
    ]


async def on_error(update: object, context: Context) -> None:
    """Log what a handler raised, then tell the reader."""
    error = context.error
    if isinstance(error, Forbidden):
        _logger.info("a reply was refused: %s", error)  # the reader blocked the bot
        return
    if isinstance(error, IqtibasError):
        _logger.error("%s", error)
    elif isinstance(error, Conflict):
        _logger.error(SECOND_INSTANCE, error)
    elif isinstance(error, NetworkError) and not isinstance(error, BadRequest):
        _logger.warning("Telegram could not be reached: %s", error)
    else:
        _logger.error("a message could not be handled", exc_info=error)
    if not isinstance(update, Update):
        return
    try:
        await _apologise(update, error)
    except TelegramError as failure:
        _logger.warning("the reader could not be told: %s", failure)


async def _apologise(update: Update, error: Exception | None) -> None:
    query = update.callback_query
    if query is not None:
        texts = texts_of(query.from_user)
        await tell(query, _apology(texts, error))
    elif update.message is not None or update.edited_message is not None:
        message, texts = incoming(update)
        await reply_notice(message, _apology(texts, error), texts)


def _apology(texts: Texts, error: Exception | None) -> str:
    return texts.not_indexed if isinstance(error, IndexMissingError) else texts.failed
