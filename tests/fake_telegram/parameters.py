"""Methods, the parameters each takes, and how their values are read."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from tests.fake_telegram.errors import ApiError, Json, bad_request

_SEND = (
    "business_connection_id chat_id message_thread_id direct_messages_topic_id parse_mode "
    "disable_notification protect_content allow_paid_broadcast message_effect_id "
    "suggested_post_parameters reply_parameters reply_markup"
)
_EDIT = "business_connection_id chat_id message_id inline_message_id reply_markup"
_CAPTION = "caption caption_entities"

METHODS: dict[str, frozenset[str]] = {
    method: frozenset(names.split())
    for method, names in {
        "getMe": "",
        "logOut": "",
        "close": "",
        "getUpdates": "offset limit timeout allowed_updates",
        "setWebhook": "url certificate ip_address max_connections allowed_updates "
        "drop_pending_updates secret_token",
        "deleteWebhook": "drop_pending_updates",
        "getWebhookInfo": "",
        "sendMessage": f"{_SEND} text entities link_preview_options",
        "sendDocument": f"{_SEND} {_CAPTION} document thumbnail disable_content_type_detection",
        "sendPhoto": f"{_SEND} {_CAPTION} photo show_caption_above_media has_spoiler",
        "editMessageText": f"{_EDIT} text parse_mode entities link_preview_options",
        # The library adds its defaults, which mean nothing here, to this one too.
        "editMessageReplyMarkup": f"{_EDIT} parse_mode link_preview_options",
        "deleteMessage": "chat_id message_id",
        "sendChatAction": "business_connection_id chat_id message_thread_id action",
        "answerCallbackQuery": "callback_query_id text show_alert url cache_time",
        "answerInlineQuery": "inline_query_id results cache_time is_personal next_offset button",
        "setMyCommands": "commands scope language_code",
        "getMyCommands": "scope language_code",
        "deleteMyCommands": "scope language_code",
        "setMyDescription": "description language_code",
        "setMyShortDescription": "short_description language_code",
        "getFile": "file_id",
        "getChat": "chat_id",
        "getChatMember": "chat_id user_id",
    }.items()
}
"""Every method the fake serves, by its documented name, with the parameters of Bot API 10.0."""

_BY_LOWER_NAME = {method.lower(): method for method in METHODS}


@dataclass(frozen=True, slots=True)
class Upload:
    """A file sent in a multipart body."""

    name: str
    content: bytes
    mime_type: str


@dataclass(frozen=True, slots=True)
class Params:
    """The parameters of one call, as text, and the files beside them."""

    values: Mapping[str, str]
    files: Mapping[str, Upload] = field(default_factory=dict)

    def __contains__(self, name: str) -> bool:
        return bool(self.values.get(name))

    def text(self, name: str) -> str:
        return self.values.get(name, "")

    def integer(self, name: str, default: int = 0) -> int:
        """The parameter as a number, ``default`` where it is absent.

        Raises:
            ApiError: It is no number. (Telegram would take 0; the fake is stricter.)
        """
        value = self.text(name)
        if not value:
            return default
        try:
            return int(value)
        except ValueError as error:
            raise bad_request(f'Parameter "{name}" must be an Integer') from error

    def boolean(self, name: str) -> bool:
        return self.text(name).lower() in ("true", "yes", "1")

    def json(self, name: str, kind: type, called: str) -> Any:
        """A parameter given as JSON text; None where it is absent.

        Args:
            name: The parameter.
            kind: ``dict`` or ``list``.
            called: Telegram's words for it, as in "Can't parse reply keyboard markup JSON object".
        """
        if name not in self:
            return None
        try:
            value = json.loads(self.text(name))
        except ValueError as error:
            raise bad_request(f"Can't parse {called} JSON object") from error
        if not isinstance(value, kind):
            shape = "Object" if kind is dict else "Array"
            raise bad_request(f"{shape} expected as {called}")
        return value


def method_named(name: str) -> str:
    """The documented spelling of a method; Telegram ignores case.

    Raises:
        ApiError: 404, there is no such method.
    """
    try:
        return _BY_LOWER_NAME[name.lower()]
    except KeyError:
        raise ApiError(404, "Not Found: method not found") from None


def refuse_unknown(method: str, params: Params) -> None:
    """Refuse a parameter the method has not. Telegram ignores it; a test wants to hear of it."""
    attached = {
        value.removeprefix("attach://")
        for value in params.values.values()
        if value.startswith("attach://")
    }
    given = {*params.values, *(name for name in params.files if name not in attached)}
    if unknown := given - METHODS[method]:
        raise bad_request(f'Parameter "{sorted(unknown)[0]}" is not one of {method} (strict fake)')


def only_fields(value: Json, allowed: str, called: str) -> None:
    """Refuse a field the object has not (strict), or a value that is no object."""
    if not isinstance(value, dict):
        raise bad_request(f"{called} must be an Object")
    if unknown := set(value) - set(allowed.split()):
        raise bad_request(f'Field "{sorted(unknown)[0]}" is not one of {called} (strict fake)')


def required_text(value: Json, name: str) -> str:
    """A string field that must be there."""
    if name not in value:
        raise bad_request(f'Can\'t find field "{name}"')
    if not isinstance(value[name], str):
        raise bad_request(f'Field "{name}" must be of type String')
    return str(value[name])
