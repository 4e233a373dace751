"""Sending, editing and deleting, called by the real ``telegram.Bot`` over HTTP."""

import json
from typing import Any

import httpx
import pytest
from telegram import (
    Bot,
    CopyTextButton,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    LinkPreviewOptions,
    ReplyParameters,
)
from telegram.error import BadRequest, Forbidden

from tests.fake_telegram import Chat, Entity, FakeTelegram


def keyboard(**button: Any) -> InlineKeyboardMarkup:
    return InlineKeyboardMarkup([[InlineKeyboardButton("press", **button)]])


async def test_a_message_is_kept_as_the_reader_sees_it(bot: Bot, chat: Chat) -> None:
    sent = await bot.send_message(
        chat.id,
        "\u200fقال\t<b>الوزير\u202c</b>\n<blockquote expandable>نص</blockquote>\n",
        parse_mode="HTML",
        link_preview_options=LinkPreviewOptions(is_disabled=True),
        reply_markup=keyboard(callback_data="more:1"),
    )
    [kept] = chat.bot_messages
    assert kept.text == "\u200fقال الوزير\nنص" == sent.text
    assert kept.entities == [Entity("bold", 5, 6), Entity("expandable_blockquote", 12, 2)]
    assert kept.buttons == [{"text": "press", "callback_data": "more:1"}]
    assert [(e.type, e.offset, e.length) for e in sent.entities] == [
        ("bold", 5, 6),
        ("expandable_blockquote", 12, 2),
    ]
    assert sent.chat.id == chat.id
    assert json.loads(kept.source["link_preview_options"]) == {"is_disabled": True}


async def test_message_ids_increase_within_a_chat(bot: Bot, chat: Chat) -> None:
    asked = chat.say("سؤال")
    first = await bot.send_message(chat.id, "one")
    await bot.delete_message(chat.id, first.message_id)
    second = await bot.send_message(chat.id, "two")
    assert [asked.message_id, first.message_id, second.message_id] == [1, 2, 3]
    assert [m.text for m in chat.messages] == ["سؤال", "two"]


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        ({"chat_id": 404}, "Chat not found"),
        ({"chat_id": ""}, "Chat_id is empty"),
        ({"text": ""}, "Message text is empty"),
        ({"text": " \u200f\n"}, "Text must be non-empty"),
        ({"text": "<b> </b>", "parse_mode": "HTML"}, "Text must be non-empty"),
        ({"text": "a" * 4097}, "Message is too long"),
        ({"text": "🏟" * 2049}, "Message is too long"),
        ({"text": "x", "parse_mode": "BBCode"}, "Unsupported parse_mode"),
        (
            {"text": "<b>x", "parse_mode": "HTML"},
            "Can't parse entities: Can't find end tag corresponding to start tag \"b\"",
        ),
        ({"text": "<b>x</b> " * 101, "parse_mode": "HTML"}, "Entities_too_long"),
        ({"message_thread_id": 5}, "Message thread not found"),
        ({"reply_parameters": ReplyParameters(99)}, "Message to be replied not found"),
        ({"reply_parameters": ReplyParameters(1, quote="غير")}, "Quote_text_invalid"),
        ({"reply_markup": keyboard(callback_data="ع" * 33)}, "Button_data_invalid"),
        (
            {"reply_markup": keyboard()},
            "Can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard",
        ),
        (
            {"reply_markup": keyboard(url="nowhere")},
            "Inline keyboard button URL 'nowhere' is invalid: Wrong HTTP URL",
        ),
        (
            {"reply_markup": keyboard(url="ftp://example.org/a")},
            "Inline keyboard button URL 'ftp://example.org/a' is invalid: Unsupported URL protocol",
        ),
        (
            {"reply_markup": keyboard(copy_text=CopyTextButton("a" * 257))},
            "Button_copy_text_invalid",
        ),
        (
            {"reply_markup": keyboard(callback_data="a", url="https://example.org")},
            "Can't parse inline keyboard button: Exactly one action is allowed, found url and "
            "callback_data",
        ),
        (
            {"api_kwargs": {"disable_link_preview": True}},
            'Parameter "disable_link_preview" is not one of sendMessage (strict fake)',
        ),
    ],
)
async def test_a_faulty_message_is_refused_in_telegrams_words(
    bot: Bot, chat: Chat, arguments: dict[str, Any], reason: str
) -> None:
    chat.say("نص السؤال")
    with pytest.raises(BadRequest) as caught:
        await bot.send_message(**{"chat_id": chat.id, "text": "x", **arguments})
    assert caught.value.message.lower() == reason.lower()
    assert chat.bot_messages == []


async def test_refusals_carry_telegrams_own_spelling(fake: FakeTelegram, chat: Chat) -> None:
    markup = {"inline_keyboard": [[{"text": "a", "callback_data": "b" * 65}]]}
    async with httpx.AsyncClient(base_url=f"{fake.base_url}/bot{fake.token}") as client:
        given = {"chat_id": chat.id, "text": "x", "reply_markup": markup}
        refused = await client.post("/sendMessage", json=given)
        missing = await client.post("/sendMessage", data={"text": "x"})
        form = await client.get("/SENDMESSAGE", params={"chat_id": chat.id, "text": "عربي"})
        broken = await client.post(
            "/sendMessage", content=b"{", headers={"Content-Type": "application/json"}
        )
    assert refused.status_code == 400
    assert refused.json()["description"] == "Bad Request: BUTTON_DATA_INVALID"
    assert missing.json()["description"] == "Bad Request: chat_id is empty"
    assert form.json()["result"]["text"] == "عربي"
    assert broken.json()["description"] == "Bad Request: can't parse JSON object"


@pytest.mark.parametrize("text", ["a" * 4096, "🏟" * 2048, "<b>" + "a" * 4096 + "</b>\n\n"])
async def test_a_text_of_exactly_4096_units_after_parsing_is_sent(
    bot: Bot, chat: Chat, text: str
) -> None:
    await bot.send_message(chat.id, text, parse_mode="HTML")
    assert len(chat.bot_messages) == 1


async def test_a_hundred_entities_are_sent(bot: Bot, chat: Chat) -> None:
    await bot.send_message(chat.id, "<b>x</b> " * 100, parse_mode="HTML")
    assert len(chat.bot_messages[0].entities) == 100


async def test_a_reply_quotes_its_message(bot: Bot, chat: Chat) -> None:
    asked = chat.say("ماذا قال الوزير؟")
    reply = ReplyParameters(asked.message_id, quote="قال")
    sent = await bot.send_message(chat.id, "x", reply_parameters=reply)
    assert chat.bot_messages[0].reply_to is asked
    assert sent.quote is not None
    assert (sent.quote.text, sent.quote.position) == ("قال", 5)


async def test_a_reply_to_nothing_is_sent_if_allowed(bot: Bot, chat: Chat) -> None:
    reply = ReplyParameters(99, allow_sending_without_reply=True)
    await bot.send_message(chat.id, "x", reply_parameters=reply)
    assert chat.bot_messages[0].reply_to is None


async def test_an_edit_keeps_what_was_said_before(bot: Bot, chat: Chat) -> None:
    sent = await bot.send_message(chat.id, "…", reply_markup=keyboard(callback_data="stop"))
    await bot.edit_message_text("<i>done</i>", chat.id, sent.message_id, parse_mode="HTML")
    [kept] = chat.bot_messages
    assert (kept.text, kept.entities, kept.reply_markup) == (
        "done",
        [Entity("italic", 0, 4)],
        None,
    )
    assert [old.text for old in kept.history] == ["…"]
    assert kept.history[0].reply_markup is not None


async def test_an_edit_that_changes_nothing_is_refused(bot: Bot, chat: Chat) -> None:
    sent = await bot.send_message(chat.id, "<b>x</b>", parse_mode="HTML")
    with pytest.raises(BadRequest, match="Message is not modified: specified new message content"):
        await bot.edit_message_text("<b>x </b>", chat.id, sent.message_id, parse_mode="HTML")
    await bot.edit_message_text("x", chat.id, sent.message_id)
    assert chat.bot_messages[0].entities == []


async def test_edits_and_deletions_of_what_is_not_there_are_refused(bot: Bot, chat: Chat) -> None:
    asked = chat.say("سؤال")
    with pytest.raises(BadRequest, match="Message to edit not found"):
        await bot.edit_message_text("x", chat.id, 99)
    with pytest.raises(BadRequest, match="Message can't be edited"):
        await bot.edit_message_text("x", chat.id, asked.message_id)
    with pytest.raises(BadRequest, match="Message to delete not found"):
        await bot.delete_message(chat.id, 99)
    with pytest.raises(BadRequest, match="Message identifier is not specified"):
        await bot.edit_message_text("x")
    sent = await bot.send_message(chat.id, "x")
    with pytest.raises(BadRequest, match="Message is not modified"):
        await bot.edit_message_reply_markup(chat.id, sent.message_id)


async def test_a_bot_does_not_delete_what_others_wrote_in_a_group(
    bot: Bot, fake: FakeTelegram
) -> None:
    group = fake.group()
    asked = group.say("/start")
    with pytest.raises(BadRequest, match="Message can't be deleted"):
        await bot.delete_message(group.id, asked.message_id)
    group.record.administrators.add(fake.state.bot.id)
    await bot.delete_message(group.id, asked.message_id)
    assert group.messages == []


async def test_a_user_who_blocked_the_bot_gets_nothing(bot: Bot, chat: Chat) -> None:
    chat.block()
    with pytest.raises(Forbidden) as caught:
        await bot.send_message(chat.id, "x")
    assert caught.value.message == "Forbidden: bot was blocked by the user"
