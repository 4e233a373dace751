"""Which function serves which method, and the methods about the bot, chats and queries."""

import re
from collections.abc import Callable

from tests.fake_telegram import limits, messages
from tests.fake_telegram.errors import ApiError, Json, bad_request
from tests.fake_telegram.inline import checked_results
from tests.fake_telegram.limits import utf16_length
from tests.fake_telegram.parameters import Params, only_fields, required_text
from tests.fake_telegram.state import Query, State

_COMMAND = re.compile(r"[a-z0-9_]{1,32}")
_LANGUAGE = re.compile(r"([a-z]{2})?")
_SCOPES = {
    "default": "type",
    "all_private_chats": "type",
    "all_group_chats": "type",
    "all_chat_administrators": "type",
    "chat": "type chat_id",
    "chat_administrators": "type chat_id",
    "chat_member": "type chat_id user_id",
}


def get_me(state: State, params: Params) -> Json:
    return {
        **state.bot.to_json(),
        "can_join_groups": True,
        "can_read_all_group_messages": False,
        "supports_inline_queries": True,
        "can_connect_to_business": False,
        "has_main_web_app": False,
    }


def agree(state: State, params: Params) -> bool:
    """``logOut`` and ``close``."""
    return True


def get_chat(state: State, params: Params) -> Json:
    chat = state.chat(params.text("chat_id"))
    gifts = ("unlimited_gifts", "limited_gifts", "unique_gifts", "premium_subscription")
    return {
        **chat.to_json(),
        "accent_color_id": 0,
        "max_reaction_count": 11,
        "accepted_gift_types": dict.fromkeys((*gifts, "gifts_from_channels"), True),
    }


def get_chat_member(state: State, params: Params) -> Json:
    chat = state.chat(params.text("chat_id"))
    user_id = params.integer("user_id")
    if user_id <= 0:
        raise bad_request("invalid user_id specified")
    if user_id not in state.users:
        raise bad_request("user not found")
    user = state.users[user_id]
    member = {"user": user.to_json()}
    if user_id in chat.administrators:
        rights = (
            "can_be_edited is_anonymous can_manage_chat can_delete_messages "
            "can_manage_video_chats can_restrict_members can_promote_members can_change_info "
            "can_invite_users can_post_stories can_edit_stories can_delete_stories"
        )
        return {**member, "status": "administrator", **dict.fromkeys(rights.split(), True)}
    return {**member, "status": "member" if user in (*chat.members, state.bot) else "left"}


def get_file(state: State, params: Params) -> Json:
    if "file_id" not in params:
        raise bad_request("file_id not specified")
    if params.text("file_id") not in state.files:
        raise bad_request("wrong file_id or the file is temporarily unavailable")
    document, _ = state.files[params.text("file_id")]
    if document["file_size"] > limits.DOWNLOAD_BYTES:
        raise bad_request("file is too big")
    kept = {name: document[name] for name in ("file_id", "file_unique_id", "file_size")}
    return {**kept, "file_path": f"documents/{document['file_id']}"}


def answer_callback_query(state: State, params: Params) -> bool:
    if utf16_length(params.text("text")) > limits.CALLBACK_ANSWER:
        raise bad_request("MESSAGE_TOO_LONG")
    query = _open_query(state, params.text("callback_query_id"))
    query.answer = {
        "text": params.text("text"),
        "show_alert": params.boolean("show_alert"),
        "url": params.text("url"),
    }
    return True


def answer_inline_query(state: State, params: Params) -> bool:
    results = checked_results(params)
    query = _open_query(state, params.text("inline_query_id"))
    query.answer = {
        "results": results,
        "cache_time": params.integer("cache_time", 300),
        "is_personal": params.boolean("is_personal"),
        "next_offset": params.text("next_offset"),
        "button": params.json("button", dict, "inline query results button"),
    }
    return True


def _open_query(state: State, query_id: str) -> Query:
    query = state.queries.get(query_id)
    if query is None or query.expired or query.answer is not None:
        raise bad_request("query is too old and response timeout expired or query ID is invalid")
    return query


def set_my_commands(state: State, params: Params) -> bool:
    scope = _scope(state, params)
    commands = params.json("commands", list, "commands") or []
    if len(commands) > limits.COMMANDS:
        raise bad_request("BOT_COMMANDS_TOO_MUCH")
    for command in commands:
        only_fields(command, "command description", "BotCommand")
        if not _COMMAND.fullmatch(required_text(command, "command")):
            raise bad_request("BOT_COMMAND_INVALID")
        description = required_text(command, "description")
        if not 1 <= utf16_length(description) <= limits.COMMAND_DESCRIPTION:
            raise bad_request("BOT_COMMAND_DESCRIPTION_INVALID")
    state.commands[scope] = commands
    return True


def get_my_commands(state: State, params: Params) -> list[Json]:
    return state.commands.get(_scope(state, params), [])


def delete_my_commands(state: State, params: Params) -> bool:
    state.commands.pop(_scope(state, params), None)
    return True


def _scope(state: State, params: Params) -> tuple[str, str]:
    """The key commands are kept under: scope (with its chat and user) and language."""
    scope = params.json("scope", dict, "BotCommandScope") or {"type": "default"}
    kind = scope.get("type", "")
    if kind not in _SCOPES:
        raise bad_request("Can't parse BotCommandScope: Unsupported type specified")
    only_fields(scope, _SCOPES[kind], "BotCommandScope")
    key = kind
    for name in _SCOPES[kind].split()[1:]:
        if not scope.get(name):
            raise bad_request(f"Can't parse BotCommandScope: Can't find field \"{name}\"")
        key += f":{scope[name]}"
    if "chat_id" in scope:
        state.chat(str(scope["chat_id"]))
    return key, _language(params)


def _language(params: Params) -> str:
    language = params.text("language_code")
    if not _LANGUAGE.fullmatch(language):
        raise bad_request("Invalid language code specified")
    return language


def _describer(name: str, limit: int) -> Callable[[State, Params], bool]:
    def describe(state: State, params: Params) -> bool:
        text = params.text(name)
        if utf16_length(text) > limit:
            raise ApiError(400, f"Bad Request: {name.upper()}_TOO_LONG")
        state.descriptions[name, _language(params)] = text
        return True

    return describe


SERVED: dict[str, Callable[[State, Params], object]] = {
    "getMe": get_me,
    "logOut": agree,
    "close": agree,
    "sendMessage": messages.send_message,
    "sendDocument": messages.send_document,
    "sendPhoto": messages.send_photo,
    "editMessageText": messages.edit_message_text,
    "editMessageReplyMarkup": messages.edit_message_reply_markup,
    "deleteMessage": messages.delete_message,
    "sendChatAction": messages.send_chat_action,
    "answerCallbackQuery": answer_callback_query,
    "answerInlineQuery": answer_inline_query,
    "setMyCommands": set_my_commands,
    "getMyCommands": get_my_commands,
    "deleteMyCommands": delete_my_commands,
    "setMyDescription": _describer("description", limits.DESCRIPTION),
    "setMyShortDescription": _describer("short_description", limits.SHORT_DESCRIPTION),
    "getFile": get_file,
    "getChat": get_chat,
    "getChatMember": get_chat_member,
}
"""The methods that answer at once; those of ``delivery`` may wait."""
