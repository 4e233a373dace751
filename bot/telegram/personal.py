"""What someone decides for themselves: /language, and /privacy with the right to be forgotten."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass

from telegram import CallbackQuery, Chat, InlineKeyboardButton, InlineKeyboardMarkup, Update
from telegram.ext import BaseHandler, CallbackQueryHandler, CommandHandler, ContextTypes, filters

from bot.state import State
from bot.telegram.language import speak, texts_of
from bot.telegram.people import ShowMenu
from bot.telegram.press import pressed, show, tell
from bot.telegram.render import render_notice
from bot.telegram.replies import incoming, reply_notice
from bot.texts import LANGUAGES, Texts

Context = ContextTypes.DEFAULT_TYPE
AUTOMATIC = "auto"
DELETE = frozenset(word for texts in LANGUAGES.values() for word in texts.delete_words)
_CHOSEN = rf"^language:({'|'.join([*LANGUAGES, AUTOMATIC])})$"
_ERASED = r"^privacy:delete$"


@dataclass(frozen=True, slots=True)
class PersonalHandlers:
    """Handlers for everyone.

    Attributes:
        state: What is kept about people.
        show_menu: Told of each who chose a language.
    """

    state: State
    show_menu: ShowMenu

    def handlers(self) -> list[BaseHandler[Update, Context, object]]:
        """The handlers."""
        new = filters.UpdateType.MESSAGE
        return [
            CommandHandler("language", self.language, new),
            CommandHandler("privacy", self.privacy, new),
            CallbackQueryHandler(self.choose, _CHOSEN),
            CallbackQueryHandler(self.erase, _ERASED),
        ]

    async def language(self, update: Update, context: Context) -> None:
        """/language: a button for each."""
        message, texts = incoming(update)
        chosen = self.state.people.language(message.from_user.id) if message.from_user else None
        (notice,) = render_notice(texts.choose_language, texts)
        await message.reply_html(notice.html, reply_markup=_languages(chosen, texts))

    async def choose(self, update: Update, context: Context) -> None:
        """A language's button."""
        query = pressed(update)
        code = (query.data or "").partition(":")[2]
        language = None if code == AUTOMATIC else code
        await asyncio.to_thread(self.state.people.choose, query.from_user.id, language)
        speak(language)
        texts = texts_of(query.from_user)
        await tell(query, texts.language_chosen, alert=False)
        (notice,) = render_notice(texts.language_chosen, texts)
        await show(query, notice.html, _languages(language, texts))
        if _is_private(query):
            await self.show_menu(query.from_user.id)

    async def privacy(self, update: Update, context: Context) -> None:
        """/privacy: what is kept; with "delete", erase it."""
        message, texts = incoming(update)
        if message.from_user and DELETE & {word.lower() for word in context.args or ()}:
            await self._forget(message.from_user.id)
            await reply_notice(message, texts.forgotten, texts)
            return
        kept = [f"• {texts.kept[name]}" for name in self.state.stores()]
        text = "\n".join([texts.privacy, *kept, texts.privacy_delete])
        (notice,) = render_notice(text, texts)
        button = InlineKeyboardButton(texts.delete_mine, callback_data="privacy:delete")
        await message.reply_html(notice.html, reply_markup=InlineKeyboardMarkup([[button]]))

    async def erase(self, update: Update, context: Context) -> None:
        """The button under /privacy; in a group, it erases what is kept about who pressed it."""
        query = pressed(update)
        await self._forget(query.from_user.id)
        texts = texts_of(query.from_user)
        await tell(query, texts.forgotten, alert=False)
        if _is_private(query):
            (notice,) = render_notice(texts.forgotten, texts)
            await show(query, notice.html)

    async def _forget(self, user: int) -> None:
        chosen = self.state.people.language(user)
        await asyncio.to_thread(self.state.forget, user)
        if chosen is not None:  # the menu is no longer in it
            await self.show_menu(user)


def _is_private(query: CallbackQuery) -> bool:
    return query.message is not None and query.message.chat.type == Chat.PRIVATE


def _languages(chosen: str | None, texts: Texts) -> InlineKeyboardMarkup:
    """A row for each language in its own name, and one for the client's."""
    names = {code: one.name for code, one in LANGUAGES.items()} | {AUTOMATIC: texts.automatic}
    return InlineKeyboardMarkup(
        [
            [
                InlineKeyboardButton(
                    f"✓ {name}" if code == (chosen or AUTOMATIC) else name,
                    callback_data=f"language:{code}",
                )
            ]
            for code, name in names.items()
        ]
    )
