"""The methods that send, edit and delete messages."""

from tests.fake_telegram.errors import ApiError, Json, bad_request
from tests.fake_telegram.formatted import Formatted, caption_text, message_text, quote_text
from tests.fake_telegram.markup import checked_markup
from tests.fake_telegram.parameters import Params, only_fields
from tests.fake_telegram.state import ChatRecord, Message, Revision, State

CHAT_ACTIONS = (
    "typing upload_photo record_video upload_video record_voice upload_voice upload_document "
    "choose_sticker find_location record_video_note upload_video_note"
)
_REPLY = (
    "message_id chat_id allow_sending_without_reply quote quote_parse_mode quote_entities "
    "quote_position checklist_task_id poll_option_id"
)
_PREVIEW = "is_disabled url prefer_small_media prefer_large_media show_above_text"
_NOT_MODIFIED = (
    "message is not modified: specified new message content and reply markup are exactly the "
    "same as a current content and reply markup of the message"
)


def send_message(state: State, params: Params) -> Json:
    _check_preview(params)
    formatted = message_text(
        params.text("text"), params.text("parse_mode"), params.text("entities")
    )
    return _send(state, params, formatted)


def send_document(state: State, params: Params) -> Json:
    document, content = _file(state, params, "document")
    return _send(state, params, _caption(params), {"document": document}, content)


def send_photo(state: State, params: Params) -> Json:
    photo, content = _file(state, params, "photo")
    size = {name: photo[name] for name in ("file_id", "file_unique_id", "file_size")}
    sizes = [{**size, "width": 800, "height": 600}]
    return _send(state, params, _caption(params), {"photo": sizes}, content)


def edit_message_text(state: State, params: Params) -> Json:
    _check_preview(params)
    formatted = message_text(
        params.text("text"), params.text("parse_mode"), params.text("entities")
    )
    message = _editable(state, params)
    if message.attachment:
        raise bad_request("there is no text in the message to edit")
    _revise(state, message, formatted, params)
    message.source = dict(params.values)
    return message.to_json()


def edit_message_reply_markup(state: State, params: Params) -> Json:
    message = _editable(state, params)
    _revise(state, message, (message.text, list(message.entities)), params)
    return message.to_json()


def delete_message(state: State, params: Params) -> bool:
    chat = state.chat(params.text("chat_id"))
    message = _named(chat, params, "message to delete not found")
    foreign = message.sender is not state.bot
    if foreign and chat.type != "private" and state.bot.id not in chat.administrators:
        raise bad_request("message can't be deleted")
    message.deleted = True
    return True


def send_chat_action(state: State, params: Params) -> bool:
    if params.text("action") not in CHAT_ACTIONS.split():
        raise bad_request("wrong parameter action in request")
    chat = state.writable_chat(params.text("chat_id"))
    _thread(chat, params)
    chat.actions.append(params.text("action"))
    return True


def _send(
    state: State,
    params: Params,
    formatted: Formatted,
    attachment: Json | None = None,
    content: bytes | None = None,
) -> Json:
    markup = checked_markup(params.json("reply_markup", dict, "reply keyboard markup"))
    chat = state.writable_chat(params.text("chat_id"))
    thread = _thread(chat, params)
    reply_to, quote = _reply(state, chat, params)
    message = Message(
        chat=chat,
        message_id=chat.next_id(),
        sender=state.bot,
        text=formatted[0],
        entities=formatted[1],
        date=state.now(),
        reply_markup=markup,
        reply_to=reply_to,
        quote=quote,
        thread_id=thread,
        attachment=attachment or {},
        content=content,
        source=dict(params.values),
    )
    chat.messages[message.message_id] = message
    return message.to_json()


def _caption(params: Params) -> Formatted:
    return caption_text(
        params.text("caption"), params.text("parse_mode"), params.text("caption_entities")
    )


def _check_preview(params: Params) -> None:
    options = params.json("link_preview_options", dict, "link preview options")
    only_fields(options or {}, _PREVIEW, "LinkPreviewOptions")


def _thread(chat: ChatRecord, params: Params) -> int | None:
    if "message_thread_id" not in params:
        return None
    thread = params.integer("message_thread_id")
    if thread not in chat.topics:
        raise bad_request("message thread not found")
    return thread


def _reply(state: State, chat: ChatRecord, params: Params) -> tuple[Message | None, str | None]:
    """The message replied to and the quotation, by ``reply_parameters``."""
    reply = params.json("reply_parameters", dict, "reply parameters")
    if reply is None:
        return None, None
    only_fields(reply, _REPLY, "ReplyParameters")
    if not isinstance(reply.get("message_id"), int):
        raise bad_request("Can't parse reply parameters: Can't find field \"message_id\"")
    source = state.chat(str(reply["chat_id"])) if "chat_id" in reply else chat
    target = source.message(reply["message_id"])
    if target is None:
        if reply.get("allow_sending_without_reply") is True:
            return None, None
        raise bad_request("message to be replied not found")
    if not reply.get("quote"):
        return target, None
    quote, _ = quote_text(
        str(reply["quote"]), reply.get("quote_parse_mode", ""), reply.get("quote_entities")
    )
    if not quote or quote not in target.text:
        raise bad_request("QUOTE_TEXT_INVALID")
    return target, quote


def _file(state: State, params: Params, name: str) -> tuple[Json, bytes]:
    """The file a parameter names: uploaded, attached, or sent before."""
    value = params.text(name)
    upload = params.files.get(value.removeprefix("attach://") if value else name)
    if upload is not None:
        if not upload.content:
            raise bad_request("file must be non-empty")
        return state.add_file(upload.name, upload.content, upload.mime_type), upload.content
    if not value:
        raise bad_request(f"there is no {name} in the request")
    if value not in state.files:
        raise bad_request("wrong file identifier/HTTP URL specified")
    return state.files[value]


def _named(chat: ChatRecord, params: Params, missing: str) -> Message:
    if "message_id" not in params:
        raise bad_request("message identifier is not specified")
    message = chat.message(params.integer("message_id"))
    if message is None:
        raise bad_request(missing)
    return message


def _editable(state: State, params: Params) -> Message:
    if "inline_message_id" in params:
        # results of inline queries are recorded, not turned into messages
        raise bad_request("MESSAGE_ID_INVALID")
    if "chat_id" not in params and "message_id" not in params:
        raise bad_request("message identifier is not specified")
    chat = state.writable_chat(params.text("chat_id"))
    message = _named(chat, params, "message to edit not found")
    if message.sender is not state.bot:
        raise bad_request("message can't be edited")
    return message


def _revise(state: State, message: Message, formatted: Formatted, params: Params) -> None:
    """Put the new content in place, keeping the old in the history."""
    markup = checked_markup(
        params.json("reply_markup", dict, "reply keyboard markup"), inline_only=True
    )
    text, entities = formatted
    before = message.text, message.entities, message.reply_markup
    if before == (text, entities, markup):
        raise ApiError(400, f"Bad Request: {_NOT_MODIFIED}")
    message.history.append(
        Revision(message.text, tuple(message.entities), message.reply_markup, state.now())
    )
    message.text, message.entities, message.reply_markup = text, entities, markup
    message.edit_date = state.now()
