"""People: a real ``Application`` polls the fake from another event loop than the test's."""

import asyncio
import threading
from collections.abc import Iterator
from typing import Any

import pytest
from telegram import InlineKeyboardButton, InlineKeyboardMarkup, Update
from telegram.ext import (
    Application,
    CallbackQueryHandler,
    ContextTypes,
    MessageHandler,
    filters,
)

from tests.fake_telegram import Entity, FakeTelegram
from tests.fake_telegram.fixtures import fake_telegram

__all__ = ["fake_telegram"]


async def echo(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
    assert update.effective_message is not None
    markup = InlineKeyboardMarkup([[InlineKeyboardButton("more", callback_data="more:1")]])
    text = update.effective_message.text or update.effective_message.caption or "file"
    await update.effective_message.reply_text(f"echo {text}", reply_markup=markup)


async def more(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
    assert update.callback_query is not None
    await update.callback_query.edit_message_text("edited")
    await update.callback_query.answer("here")


async def _run(fake: FakeTelegram, ready: threading.Event, stop: asyncio.Event) -> None:
    builder = Application.builder().token(fake.token)
    builder = builder.base_url(f"{fake.base_url}/bot").base_file_url(f"{fake.base_url}/file/bot")
    application: Any = builder.build()
    application.add_handler(CallbackQueryHandler(more))
    application.add_handler(MessageHandler(filters.ALL, echo))
    async with application:
        await application.start()
        await application.updater.start_polling(allowed_updates=Update.ALL_TYPES)
        ready.set()
        await stop.wait()
        await application.updater.stop()
        await application.stop()


@pytest.fixture
def echoing(fake_telegram: FakeTelegram) -> Iterator[FakeTelegram]:
    """The fake, with a bot polling it that answers each message."""
    loop = asyncio.new_event_loop()
    ready, stop = threading.Event(), asyncio.Event()
    thread = threading.Thread(
        target=lambda: loop.run_until_complete(_run(fake_telegram, ready, stop))
    )
    thread.start()
    assert ready.wait(10)
    yield fake_telegram
    loop.call_soon_threadsafe(stop.set)
    thread.join()
    loop.close()


def test_a_person_talks_with_the_bot_from_another_thread(echoing: FakeTelegram) -> None:
    chat = echoing.private_chat(echoing.user("Layla", "ar"))
    said = chat.say("ما\tالخبر؟")
    [reply] = chat.wait_for_reply(after=said)
    assert reply.text == "echo ما الخبر؟"
    query = chat.press("more")
    assert chat.wait_for_answer(query) == {"text": "here", "show_alert": False, "url": ""}
    assert (reply.text, reply.buttons) == ("edited", [])
    assert [old.text for old in reply.history] == ["echo ما الخبر؟"]
    chat.send_document("a.txt", b"x", caption="كتاب")
    assert chat.wait_for_reply()[0].text == "echo كتاب"


def test_an_edited_message_reaches_the_bot(echoing: FakeTelegram) -> None:
    chat = echoing.private_chat()
    said = chat.say("one")
    chat.wait_for_reply()
    chat.edit(said, "two")
    replies = chat.wait_for_reply(after=said, count=2)
    assert [message.text for message in replies] == ["echo one", "echo two"]


def test_in_a_group_the_bot_hears_only_what_is_meant_for_it(fake_telegram: FakeTelegram) -> None:
    group = fake_telegram.group()
    for text in (
        "hello",
        "/help",
        "/help@iqtibas_test_bot",
        "/help@another_bot",
        "@iqtibas_test_bot ما الخبر؟",
        "see https://example.org/help",
    ):
        group.say(text)
    heard = [update["message"]["text"] for update in fake_telegram.state.updates]
    assert heard == ["/help", "/help@iqtibas_test_bot", "@iqtibas_test_bot ما الخبر؟"]


def test_a_group_without_privacy_is_heard_whole(fake_telegram: FakeTelegram) -> None:
    fake_telegram.group(privacy=False).say("hello")
    assert len(fake_telegram.state.updates) == 1


def test_commands_and_links_are_marked_as_a_client_does(fake_telegram: FakeTelegram) -> None:
    chat = fake_telegram.private_chat()
    said = chat.say("🏟 /add https://example.org/a")
    assert said.entities == [Entity("bot_command", 3, 4), Entity("url", 8, 21)]


def test_a_button_that_is_not_there_cannot_be_pressed(fake_telegram: FakeTelegram) -> None:
    with pytest.raises(ValueError, match="no button 'more'; there are"):
        fake_telegram.private_chat().press("more")


@pytest.mark.parametrize("text", ["", " \n", "a" * 4097])
def test_a_client_does_not_send_what_telegram_would_not_take(
    fake_telegram: FakeTelegram, text: str
) -> None:
    with pytest.raises(ValueError, match="a client"):
        fake_telegram.private_chat().say(text)


def test_blocking_and_returning_are_told_to_the_bot(fake_telegram: FakeTelegram) -> None:
    chat = fake_telegram.private_chat()
    chat.block()
    chat.say("back")
    statuses = [
        update["my_chat_member"]["new_chat_member"]["status"]
        for update in fake_telegram.state.updates
        if "my_chat_member" in update
    ]
    assert statuses == ["kicked", "member"]
    assert Update.de_json(fake_telegram.state.updates[0]).my_chat_member is not None


def test_only_an_offered_result_is_chosen(fake_telegram: FakeTelegram) -> None:
    query = fake_telegram.inline(fake_telegram.user(), "س" * 300)
    assert query.data == "س" * 256
    with pytest.raises(ValueError, match="is not among"):
        fake_telegram.choose(query, "1")
    query.answer = {"results": [{"id": "1"}]}
    fake_telegram.choose(query, "1")
    assert "chosen_inline_result" in fake_telegram.state.updates[-1]


def test_waiting_in_vain_says_what_the_bot_did(fake_telegram: FakeTelegram) -> None:
    with pytest.raises(TimeoutError, match=r"nothing came in 0\.01 s; last calls: $"):
        fake_telegram.wait_for(lambda: False, timeout=0.01)


async def test_waiting_in_the_serving_loop_is_refused_rather_than_hung() -> None:
    async with FakeTelegram() as fake:
        with pytest.raises(RuntimeError, match="blocks the loop that serves"):
            fake.wait_for(lambda: True)


def test_the_same_port_serves_after_an_outage(fake_telegram: FakeTelegram) -> None:
    port = fake_telegram.port
    fake_telegram.stop()
    fake_telegram.start()
    assert fake_telegram.port == port


def test_a_failure_of_the_fake_itself_is_not_silent() -> None:
    fake = FakeTelegram()
    fake.start()
    fake.crashes.append(KeyError("x"))
    with pytest.raises(RuntimeError, match="the fake Telegram failed"):
        fake.stop()
