"""Answers to inline queries."""

from typing import Any

from tests.fake_telegram import limits
from tests.fake_telegram.entities import Entity
from tests.fake_telegram.errors import ApiError, Json, bad_request
from tests.fake_telegram.formatted import message_text
from tests.fake_telegram.markup import checked_markup
from tests.fake_telegram.parameters import Params, only_fields, required_text

_ARTICLE = (
    "type id title input_message_content reply_markup url description thumbnail_url "
    "thumbnail_width thumbnail_height"
)
_CONTENT = "message_text parse_mode entities link_preview_options"


def checked_results(params: Params) -> list[Json]:
    """The articles of ``answerInlineQuery``, each with ``plain`` and ``entities`` beside it.

    Only articles are known: the bot offers no other kind.
    """
    results = params.json("results", list, "JSON encoded inline query results") or []
    if len(results) > limits.INLINE_RESULTS:
        raise bad_request("Too many inline query results specified")
    checked = [_parsed(result) for result in results]
    seen = set()
    for result in checked:
        if result["id"] in seen:
            raise bad_request("RESULT_ID_DUPLICATE")
        seen.add(result["id"])
    if len(params.text("next_offset").encode()) > limits.INLINE_OFFSET_BYTES:
        raise bad_request("NEXT_OFFSET_INVALID")
    _check_button(params.json("button", dict, "inline query results button"))
    return checked


def _parsed(result: Any) -> Json:
    try:
        return _article(result)
    except ApiError as error:
        reason = error.description.removeprefix("Bad Request: ")
        if reason.isupper() or reason == "message is too long":
            raise  # the server's own verdicts come without the parser's words
        if reason.startswith("can't"):
            reason = reason[0].upper() + reason[1:]
        raise bad_request(f"Can't parse inline query result: {reason}") from error


def _article(result: Any) -> Json:
    if not isinstance(result, dict):
        raise bad_request("Inline query result must be an object")
    kind = required_text(result, "type")
    if kind != "article":
        raise bad_request(f'type "{kind}" is unsupported for the inline query result')
    identifier = required_text(result, "id")
    required_text(result, "title")
    only_fields(result, _ARTICLE, "InlineQueryResultArticle")
    if not 1 <= len(identifier.encode()) <= limits.INLINE_RESULT_ID_BYTES:
        raise bad_request("RESULT_ID_INVALID")
    content = result.get("input_message_content")
    if not content:
        raise bad_request("Input message content is not specified")
    only_fields(content, _CONTENT, "InputTextMessageContent")
    plain, marked = message_text(
        str(content.get("message_text", "")), content.get("parse_mode", ""), content.get("entities")
    )
    entities: list[Entity] = marked
    return {
        **result,
        "reply_markup": checked_markup(result.get("reply_markup"), inline_only=True),
        "plain": plain,
        "entities": entities,
    }


def _check_button(button: Json | None) -> None:
    if button is None:
        return
    required_text(button, "text")
    only_fields(button, "text web_app start_parameter", "InlineQueryResultsButton")
    parameter = button.get("start_parameter", "")
    allowed = all(char.isascii() and (char.isalnum() or char in "_-") for char in parameter)
    if "web_app" not in button and not (allowed and 1 <= len(parameter) <= limits.START_PARAMETER):
        raise bad_request("START_PARAM_INVALID")
