"""The other methods, called by the real ``telegram.Bot`` over HTTP."""

from typing import Any

import httpx
import pytest
from telegram import (
    Bot,
    BotCommand,
    BotCommandScopeChat,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InlineQueryResultArticle,
    InputTextMessageContent,
)
from telegram.error import BadRequest, InvalidToken

from tests.fake_telegram import Chat, Entity, FakeTelegram


def keyboard(**button: Any) -> InlineKeyboardMarkup:
    return InlineKeyboardMarkup([[InlineKeyboardButton("press", **button)]])


TOO_OLD = "query is too old and response timeout expired or query ID is invalid"


async def test_the_bot_learns_who_it_is(bot: Bot, fake: FakeTelegram) -> None:
    me = await bot.get_me()
    assert (me.id, me.username, me.supports_inline_queries) == (
        123456789,
        "iqtibas_test_bot",
        True,
    )


async def test_a_wrong_token_is_unauthorized(fake: FakeTelegram) -> None:
    bot = Bot("123456789:wrong", base_url=f"{fake.base_url}/bot")
    with pytest.raises(InvalidToken, match="rejected by the server"):
        await bot.initialize()
    await bot.shutdown()
    assert str(fake.calls()[-1].error) == "Unauthorized"


async def test_an_unknown_method_is_not_found(fake: FakeTelegram) -> None:
    async with httpx.AsyncClient() as client:
        answer = await client.post(f"{fake.base_url}/bot{fake.token}/sendRichMessage")
    assert (answer.status_code, answer.json()) == (
        404,
        {"ok": False, "error_code": 404, "description": "Not Found: method not found"},
    )


async def test_chat_actions_are_checked_and_kept(bot: Bot, chat: Chat) -> None:
    await bot.send_chat_action(chat.id, "typing")
    with pytest.raises(BadRequest, match="Wrong parameter action in request"):
        await bot.send_chat_action(chat.id, "thinking")
    assert chat.record.actions == ["typing"]


async def test_a_pressed_button_is_answered_once(bot: Bot, chat: Chat) -> None:
    await bot.send_message(chat.id, "x", reply_markup=keyboard(callback_data="more:1"))
    query = chat.press("press")
    with pytest.raises(BadRequest, match="Message_too_long"):
        await bot.answer_callback_query(query.id, "ع" * 201)
    await bot.answer_callback_query(query.id, "ع" * 200, show_alert=True)
    assert query.answer == {"text": "ع" * 200, "show_alert": True, "url": ""}
    for dead in (query.id, "404"):
        with pytest.raises(BadRequest) as caught:
            await bot.answer_callback_query(dead)
        assert caught.value.message.lower() == TOO_OLD.lower()


async def test_an_expired_query_cannot_be_answered(bot: Bot, chat: Chat) -> None:
    await bot.send_message(chat.id, "x", reply_markup=keyboard(callback_data="a"))
    query = chat.press("press")
    query.expired = True
    with pytest.raises(BadRequest, match="Query is too old"):
        await bot.answer_callback_query(query.id)


def article(identifier: str = "1", text: str = "<b>x</b>", **more: Any) -> InlineQueryResultArticle:
    content = InputTextMessageContent(text, parse_mode="HTML")
    return InlineQueryResultArticle(identifier, "title", content, **more)


async def test_inline_results_are_kept_as_a_reader_sees_them(bot: Bot, fake: FakeTelegram) -> None:
    query = fake.inline(fake.user(), "اقتصاد")
    await bot.answer_inline_query(query.id, [article(url="https://example.org")], cache_time=5)
    assert query.answer is not None
    [result] = query.answer["results"]
    assert (result["plain"], result["entities"]) == ("x", [Entity("bold", 0, 1)])
    assert query.answer["cache_time"] == 5


@pytest.mark.parametrize(
    ("results", "reason"),
    [
        ([article("1"), article("1")], "Result_id_duplicate"),
        ([article("ع" * 33)], "Result_id_invalid"),
        ([article("1", "a" * 4097)], "Message is too long"),
        (
            [article("1", "<b>x")],
            "Can't parse inline query result: Can't parse entities: Can't find end tag "
            'corresponding to start tag "b"',
        ),
        ([article("1", reply_markup=keyboard(callback_data="a" * 65))], "Button_data_invalid"),
    ],
)
async def test_faulty_inline_results_are_refused(
    bot: Bot, fake: FakeTelegram, results: list[InlineQueryResultArticle], reason: str
) -> None:
    query = fake.inline(fake.user(), "q")
    with pytest.raises(BadRequest) as caught:
        await bot.answer_inline_query(query.id, results)
    assert caught.value.message.lower() == reason.lower()
    assert query.answer is None


async def test_fifty_one_inline_results_are_too_many(fake: FakeTelegram) -> None:
    query = fake.inline(fake.user(), "q")
    results = [article(str(number)).to_dict() for number in range(51)]
    async with httpx.AsyncClient() as client:
        answer = await client.post(
            f"{fake.base_url}/bot{fake.token}/answerInlineQuery",
            json={"inline_query_id": query.id, "results": results},
        )
    assert answer.json()["description"] == ("Bad Request: too many inline query results specified")


async def test_commands_are_kept_by_scope_and_language(bot: Bot, chat: Chat) -> None:
    await bot.set_my_commands([("help", "Help")])
    await bot.set_my_commands(
        [("users", "المستخدمون")], scope=BotCommandScopeChat(chat.id), language_code="ar"
    )
    assert await bot.get_my_commands() == (BotCommand("help", "Help"),)
    scoped = await bot.get_my_commands(BotCommandScopeChat(chat.id), language_code="ar")
    assert scoped == (BotCommand("users", "المستخدمون"),)
    await bot.delete_my_commands()
    assert await bot.get_my_commands() == ()
    with pytest.raises(BadRequest, match="Bot_command_invalid"):
        await bot.set_my_commands([("Help", "x")])
    with pytest.raises(BadRequest, match="Bot_command_description_invalid"):
        await bot.set_my_commands([("help", "")])
    with pytest.raises(BadRequest, match="Chat not found"):
        await bot.set_my_commands([("help", "x")], scope=BotCommandScopeChat(404))
    with pytest.raises(BadRequest, match="Invalid language code specified"):
        await bot.set_my_commands([("help", "x")], language_code="arb")


async def test_descriptions_have_their_limits(bot: Bot, fake: FakeTelegram) -> None:
    await bot.set_my_description("a" * 512, language_code="ar")
    await bot.set_my_short_description("b" * 120)
    assert fake.state.descriptions == {
        ("description", "ar"): "a" * 512,
        ("short_description", ""): "b" * 120,
    }
    with pytest.raises(BadRequest):
        await bot.set_my_description("a" * 513)
    with pytest.raises(BadRequest):
        await bot.set_my_short_description("b" * 121)


async def test_documents_go_both_ways(bot: Bot, chat: Chat, fake: FakeTelegram) -> None:
    sent = await bot.send_document(
        chat.id, b"report", caption="<b>c</b>", filename="r.txt", parse_mode="HTML"
    )
    [kept] = chat.bot_messages
    assert (kept.content, kept.text, kept.attachment["document"]["file_name"]) == (
        b"report",
        "c",
        "r.txt",
    )
    assert sent.document is not None
    upload = chat.send_document("خبر.txt", "نص الخبر".encode(), caption="/add")
    file = await bot.get_file(upload.attachment["document"]["file_id"])
    assert bytes(await file.download_as_bytearray()) == "نص الخبر".encode()
    assert upload.entities == [Entity("bot_command", 0, 4)]
    photo = await bot.send_photo(chat.id, b"\x89PNG")
    assert photo.photo[0].file_size == 4


async def test_files_and_captions_are_checked(bot: Bot, chat: Chat) -> None:
    huge = chat.send_document("big.txt", b"x", size=20 * 1024 * 1024 + 1)
    with pytest.raises(BadRequest, match="File is too big"):
        await bot.get_file(huge.attachment["document"]["file_id"])
    with pytest.raises(BadRequest, match="Wrong file_id or the file is temporarily unavailable"):
        await bot.get_file("404")
    with pytest.raises(BadRequest, match="Message caption is too long"):
        await bot.send_document(chat.id, b"x", caption="a" * 1025)
    with pytest.raises(BadRequest, match="File must be non-empty"):
        await bot.send_document(chat.id, b"")


async def test_chats_and_members_are_known(bot: Bot, fake: FakeTelegram) -> None:
    member, stranger = fake.user("Member"), fake.user("Stranger")
    group = fake.group(member, title="News")
    assert (await bot.get_chat(group.id)).title == "News"
    assert (await bot.get_chat_member(group.id, member.id)).status == "member"
    assert (await bot.get_chat_member(group.id, stranger.id)).status == "left"
    group.record.administrators.add(member.id)
    assert (await bot.get_chat_member(group.id, member.id)).status == "administrator"
    with pytest.raises(BadRequest, match="User not found"):
        await bot.get_chat_member(group.id, 404)


async def test_a_topic_gets_its_message(bot: Bot, fake: FakeTelegram) -> None:
    forum = fake.group(topics=(7,))
    sent = await bot.send_message(forum.id, "x", message_thread_id=7)
    assert (sent.message_thread_id, sent.is_topic_message) == (7, True)


async def test_every_call_is_recorded(bot: Bot, chat: Chat, fake: FakeTelegram) -> None:
    await bot.send_message(chat.id, "x")
    [call] = fake.calls("sendMessage")
    assert (call.params, call.error) == ({"chat_id": str(chat.id), "text": "x"}, None)
    assert [c.method for c in fake.calls()] == ["getMe", "sendMessage"]


async def test_log_out_and_close_are_agreed_to(bot: Bot) -> None:
    assert await bot.log_out() is True
    assert await bot.close() is True
