"""How updates reach the bot, polled by the real library or posted to a webhook."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import httpx
import pytest
from telegram import Bot, Update
from telegram.error import BadRequest, Conflict
from tornado.httpserver import HTTPServer
from tornado.httputil import HTTPHeaders, HTTPServerRequest, ResponseStartLine
from tornado.netutil import bind_sockets

from tests.fake_telegram import Chat, FakeTelegram


def texts(updates: tuple[Update, ...]) -> list[str | None]:
    return [update.effective_message.text if update.effective_message else "" for update in updates]


async def test_updates_stay_until_confirmed_by_offset(bot: Bot, chat: Chat) -> None:
    for text in ("one", "two", "three"):
        chat.say(text)
    first = await bot.get_updates()
    again = await bot.get_updates(limit=2)
    assert (texts(first), texts(again)) == (["one", "two", "three"], ["one", "two"])
    after = await bot.get_updates(offset=again[-1].update_id + 1)
    assert texts(after) == ["three"]
    assert texts(await bot.get_updates()) == ["three"]


async def test_a_negative_offset_forgets_all_but_the_last(bot: Bot, chat: Chat) -> None:
    for text in ("one", "two", "three"):
        chat.say(text)
    assert texts(await bot.get_updates(offset=-1)) == ["three"]
    assert texts(await bot.get_updates()) == ["three"]


async def test_a_long_poll_waits_for_the_next_update(
    bot: Bot, chat: Chat, fake: FakeTelegram
) -> None:
    poll = asyncio.create_task(bot.get_updates(timeout=20))
    await fake.wait_for_async(lambda: fake.polling)
    assert not poll.done()
    chat.say("now")
    assert texts(await poll) == ["now"]


async def test_a_second_poller_ends_the_first_with_a_conflict(
    bot: Bot, chat: Chat, fake: FakeTelegram
) -> None:
    first = asyncio.create_task(bot.get_updates(timeout=20))
    await fake.wait_for_async(lambda: fake.polling)
    async with Bot(fake.token, base_url=f"{fake.base_url}/bot") as other:
        second = asyncio.create_task(other.get_updates(timeout=20))
        with pytest.raises(Conflict) as caught:
            await first
        assert caught.value.message == (
            "Conflict: terminated by other getUpdates request; "
            "make sure that only one bot instance is running"
        )
        chat.say("still served")
        assert texts(await second) == ["still served"]


async def test_a_poller_that_hung_up_is_forgotten(fake: FakeTelegram) -> None:
    url = f"{fake.base_url}/bot{fake.token}/getUpdates"
    async with httpx.AsyncClient() as client:
        poll = asyncio.create_task(client.get(url, params={"timeout": 20}))
        await fake.wait_for_async(lambda: fake.polling)
        poll.cancel()
        await fake.wait_for_async(lambda: not fake.polling)
        assert (await client.get(url)).json() == {"ok": True, "result": []}


async def test_only_asked_kinds_come_and_the_choice_is_kept(
    bot: Bot, chat: Chat, fake: FakeTelegram
) -> None:
    await bot.get_updates(allowed_updates=["callback_query"])
    chat.say("unheard")
    assert await bot.get_updates() == ()
    await bot.get_updates(allowed_updates=[])
    chat.say("heard")
    fake.push("message_reaction", {"never": "asked for"})
    assert texts(await bot.get_updates()) == ["heard"]


async def test_polling_under_a_webhook_is_a_conflict(bot: Bot) -> None:
    await bot.set_webhook("https://bot.example.org/hook")
    with pytest.raises(Conflict) as caught:
        await bot.get_updates()
    assert caught.value.message == (
        "Conflict: can't use getUpdates method while webhook is active; "
        "use deleteWebhook to delete the webhook first"
    )
    await bot.delete_webhook()
    assert await bot.get_updates() == ()


async def test_setting_a_webhook_ends_the_poll(bot: Bot, fake: FakeTelegram) -> None:
    poll = asyncio.create_task(bot.get_updates(timeout=20))
    await fake.wait_for_async(lambda: fake.polling)
    await bot.set_webhook("https://bot.example.org/hook")
    with pytest.raises(Conflict, match="Conflict: terminated by setWebhook request"):
        await poll


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        ({"url": "http://bot.example.org/"}, "An HTTPS URL must be provided for webhook"),
        (
            {"url": "https://bot.example.org:9000/"},
            "Webhook can be set up only on ports 80, 88, 443 or 8443",
        ),
        (
            {"url": "https://bot.example.org/", "secret_token": "سر"},
            "Secret token contains unallowed characters",
        ),
        ({"url": "https://bot.example.org/", "secret_token": "a" * 257}, "Secret token is too"),
    ],
)
async def test_a_bad_webhook_is_refused(bot: Bot, arguments: dict[str, Any], reason: str) -> None:
    with pytest.raises(BadRequest, match=f"(?i){reason}"):
        await bot.set_webhook(**arguments)


async def test_pending_updates_are_dropped_when_asked(bot: Bot, chat: Chat) -> None:
    chat.say("old")
    await bot.delete_webhook(drop_pending_updates=True)
    assert await bot.get_updates() == ()


Received = list[tuple[str, str, str]]


@asynccontextmanager
async def receiver(received: Received, refused: int = 0) -> AsyncIterator[str]:
    """A bot's web server: keeps path, secret and text; refuses the first ``refused`` posts."""

    def receive(request: HTTPServerRequest) -> None:
        text = json.loads(request.body)["message"]["text"]
        secret = request.headers.get("X-Telegram-Bot-Api-Secret-Token", "")
        received.append((request.path, secret, text))
        status = (403, "Forbidden") if len(received) <= refused else (200, "OK")
        assert request.connection is not None
        start = ResponseStartLine("HTTP/1.1", *status)
        request.connection.write_headers(start, HTTPHeaders({"Content-Length": "0"}), b"")
        request.connection.finish()

    server = HTTPServer(receive)
    sockets = bind_sockets(0, "127.0.0.1")
    server.add_sockets(sockets)
    yield f"http://127.0.0.1:{sockets[0].getsockname()[1]}"
    server.stop()
    await server.close_all_connections()


async def test_a_webhook_gets_updates_in_order_with_the_secret_until_it_agrees(
    bot: Bot, chat: Chat, fake: FakeTelegram
) -> None:
    received: Received = []
    async with receiver(received, refused=1) as server:
        await bot.set_webhook(f"{server}/hook", secret_token="s-1")
        chat.say("one")
        chat.say("two")
        await fake.wait_for_async(lambda: len(received) == 3 and not fake.state.updates)
    assert received == [("/hook", "s-1", text) for text in ("one", "one", "two")]
    info = await bot.get_webhook_info()
    assert (info.last_error_message, info.pending_update_count) == (
        "Wrong response from the webhook: 403 Forbidden",
        0,
    )


async def test_a_reverse_proxy_takes_what_the_public_address_would_get() -> None:
    received: Received = []
    async with (
        receiver(received) as server,
        FakeTelegram(reverse_proxy=server) as fake,
        Bot(fake.token, base_url=f"{fake.base_url}/bot") as bot,
    ):
        await bot.set_webhook("https://bot.example.org/hook", secret_token="s-2")
        fake.private_chat().say("x")
        await fake.wait_for_async(lambda: received)
    assert received == [("/hook", "s-2", "x")]


async def test_a_public_webhook_is_never_contacted(
    bot: Bot, chat: Chat, fake: FakeTelegram
) -> None:
    await bot.set_webhook("https://bot.example.org/hook")
    chat.say("x")
    await fake.wait_for_async(lambda: "last_error_message" in fake.state.webhook)
    assert fake.state.webhook["last_error_message"].startswith("Failed to resolve host")
    assert len(fake.state.updates) == 1
