"""Keyboards under a message."""

from tests.fake_telegram import limits
from tests.fake_telegram.errors import ApiError, Json, bad_request
from tests.fake_telegram.limits import utf16_length
from tests.fake_telegram.parameters import only_fields
from tests.fake_telegram.urls import LinkError, checked_link

_ACTIONS = (
    "url callback_data web_app login_url switch_inline_query switch_inline_query_current_chat "
    "switch_inline_query_chosen_chat copy_text callback_game pay"
)
_BUTTON = f"text style icon_custom_emoji_id {_ACTIONS}"
_STYLES = ("primary", "success", "danger")
_OTHERS = {
    "keyboard": "keyboard is_persistent resize_keyboard one_time_keyboard "
    "input_field_placeholder selective",
    "remove_keyboard": "remove_keyboard selective",
    "force_reply": "force_reply input_field_placeholder selective",
}


def checked_markup(markup: Json | None, inline_only: bool = False) -> Json | None:
    """A reply markup Telegram takes; None for none, and for an inline keyboard without buttons.

    Args:
        markup: The decoded ``reply_markup``.
        inline_only: True for edits, which take inline keyboards only.

    Raises:
        ApiError: 400, with Telegram's words for the first fault.
    """
    if markup is None:
        return None
    for name, allowed in _OTHERS.items():
        if name in markup and "inline_keyboard" not in markup:
            if inline_only:
                raise bad_request("Inline keyboard expected")
            only_fields(markup, allowed, "reply markup")
            return markup
    only_fields(markup, "inline_keyboard", "InlineKeyboardMarkup")
    rows = markup.get("inline_keyboard")
    if not isinstance(rows, list) or not all(isinstance(row, list) for row in rows):
        raise bad_request(
            'Field "inline_keyboard" of the InlineKeyboardMarkup must be an Array of Arrays'
        )
    if sum(map(len, rows)) > limits.BUTTONS:
        raise bad_request("Reply markup is too long")
    checked = [[_button(button) for button in row] for row in rows if row]
    return {"inline_keyboard": checked} if checked else None


def buttons_of(markup: Json | None) -> list[Json]:
    """The buttons of an inline keyboard, in reading order."""
    rows = (markup or {}).get("inline_keyboard", [])
    return [button for row in rows for button in row]


def _unparsed(reason: str) -> ApiError:
    return bad_request(f"Can't parse inline keyboard button: {reason}")


def _button(button: Json) -> Json:
    if not isinstance(button, dict):
        raise _unparsed("InlineKeyboardButton must be an Object")
    only_fields(button, _BUTTON, "InlineKeyboardButton")
    text = button.get("text")
    if text is None:
        raise _unparsed('Can\'t find field "text"')
    if not isinstance(text, str) or not text.strip():
        raise bad_request("BUTTON_TEXT_INVALID")
    actions = [name for name in _ACTIONS.split() if name in button]
    empty = [name for name in ("url", "callback_data") if button.get(name) == ""]
    if not actions or actions == empty:
        raise _unparsed("Text buttons are unallowed in the inline keyboard")
    if len(actions) > 1:
        # Telegram silently takes the first; the documentation says "exactly one"
        raise _unparsed(f"Exactly one action is allowed, found {' and '.join(actions)}")
    if "style" in button and button["style"] not in _STYLES:
        raise _unparsed("Invalid button style specified")
    return _with_action(button, actions[0])


def _with_action(button: Json, action: str) -> Json:
    value = button[action]
    match action:
        case "callback_data":
            if not isinstance(value, str):
                raise _unparsed('Field "callback_data" must be of type String')
            if len(value.encode()) > limits.CALLBACK_DATA_BYTES:
                raise bad_request("BUTTON_DATA_INVALID")
        case "url":
            try:
                return {**button, "url": checked_link(str(value))}
            except LinkError as error:
                raise bad_request(
                    f"Inline keyboard button URL '{value}' is invalid: {error}"
                ) from error
        case "copy_text":
            only_fields(value, "text", "CopyTextButton")
            if not 1 <= utf16_length(str(value.get("text", ""))) <= limits.COPY_TEXT:
                raise bad_request("BUTTON_COPY_TEXT_INVALID")
        case "switch_inline_query" | "switch_inline_query_current_chat":
            if not isinstance(value, str):
                raise _unparsed(f'Field "{action}" must be of type String')
    return button
