"""The bot wherever a reader may meet it, as they would use it: over HTTP, polling."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest

from bot.state.database import FILE, Database
from bot.texts import texts_for
from tests.bot.shelf import ARABIC, ENGLISH, EmptyLibrary, ShelfLibrary
from tests.bot.telegram.live import Live, labels, links_of, quotes_of
from tests.fake_telegram import Chat, FakeTelegram

AR, EN = texts_for("ar"), texts_for("en")
MANY = [
    replace(
        ARABIC,
        id=f"{number:012x}",
        title=f"عنوان {number}",
        source="نشرة" if number % 3 else "Sample Wire",
        published=f"2024-01-{31 - number:02d}",
    )
    for number in range(20)
]


@pytest.fixture
async def live(tmp_path: Path) -> AsyncIterator[Live]:
    async with Live(ShelfLibrary(ARABIC, ENGLISH), tmp_path) as live:
        yield live


@pytest.fixture
async def shelf(tmp_path: Path) -> AsyncIterator[Live]:
    """With more articles than a page holds."""
    async with Live(ShelfLibrary(*MANY), tmp_path) as live:
        yield live


# links to an article


async def test_a_link_opens_an_articles_card(live: Live) -> None:
    chat = live.fake.private_chat()
    card = await live.ask(chat, f"/start a_{ARABIC.id}")
    assert card.text == (
        "\u200f\u2068حصاد الميداليات\u2069 — \u2068نشرة\u2069\n"
        "\u200f\u206812 أغسطس 2024\u2069\n"
        "أعلنت اللجنة النتائج أمس. فازت مصر بثلاث ميداليات في باريس."
    )
    assert quotes_of(card) == [ARABIC.text]
    assert [b.get("url") for b in card.buttons] == [None, "https://example.com/medals"]
    assert labels(card) == [AR.latest, AR.open_article]


async def test_the_card_of_an_article_without_an_address_offers_what_there_is(live: Live) -> None:
    card = await live.ask(live.fake.private_chat(), f"/start a_{ENGLISH.id}")
    assert quotes_of(card) == [ENGLISH.text]
    assert labels(card) == [AR.latest]
    assert links_of(card) == {}


@pytest.mark.parametrize(
    "payload", ["a_000000000000", "a_", "a_../../etc", "a_' OR 1=1 --", "a_" + "f" * 63, "a_é"]
)
async def test_a_forged_link_leads_nowhere(live: Live, payload: str) -> None:
    reply = await live.ask(live.fake.private_chat(), f"/start {payload}")
    assert reply.text == "\u200f" + AR.no_such_article


@pytest.mark.parametrize("payload", ["inline", "b_aaaaaaaaaaaa", "xa_aaaaaaaaaaaa"])
async def test_a_payload_of_another_kind_is_a_start(live: Live, payload: str) -> None:
    reply = await live.ask(live.fake.private_chat(), f"/start {payload}")
    assert reply.text.startswith("\u200fأهلاً")


# lists


async def test_the_newest_articles_are_leafed_through_in_one_message(shelf: Live) -> None:
    chat = shelf.fake.private_chat()
    first = await shelf.ask(chat, "/latest")
    assert first.text.split("\n")[1] == (
        "\u200f• \u2068عنوان 0\u2069 — \u2068Sample Wire\u2069، \u206831 يناير 2024\u2069"
    )
    assert next(iter(links_of(first).values())) == (
        f"https://t.me/{shelf.fake.state.bot.username}?start=a_{MANY[0].id}"
    )
    assert first.text.endswith("\u200fالصفحة 1 من 3")
    assert labels(first) == [AR.next]
    await shelf.press(chat, AR.next)
    await shelf.until(lambda: "الصفحة 2 من 3" in first.text)
    assert labels(first) == [AR.next, AR.previous]  # from the left: the way on is to the left
    await shelf.press(chat, AR.next)
    await shelf.until(lambda: "الصفحة 3 من 3" in first.text)
    assert labels(first) == [AR.previous]
    assert "عنوان 19" in first.text
    assert len(chat.bot_messages) == 1


async def test_a_link_of_the_list_opens_what_it_names(shelf: Live) -> None:
    chat = shelf.fake.private_chat()
    shown = await shelf.ask(chat, "/latest")
    link = list(links_of(shown).values())[3]
    card = await shelf.ask(chat, f"/start {link.partition('start=')[2]}")
    assert "عنوان 3" in card.text


async def test_sources_are_listed_with_their_numbers_and_how_to_ask_one(shelf: Live) -> None:
    reply = await shelf.ask(shelf.fake.private_chat(shelf.fake.user("Sam", "en")), "/sources")
    assert reply.text.split("\n") == [
        "\u200eThe articles come from 2 sources:",
        "\u200e• \u2068نشرة\u2069: 13 articles",
        "\u200e• \u2068Sample Wire\u2069: 7 articles",
        "\u200eTo ask one source only, add to your question: \u2068source:نشرة\u2069",
    ]
    assert reply.buttons == []


@pytest.mark.parametrize("data", ["latest:999999", "latest:-1", "latest:1e3", "latest:", "x:1"])
async def test_a_forged_button_does_no_harm(shelf: Live, data: str) -> None:
    chat = shelf.fake.private_chat()
    first = await shelf.ask(chat, "/latest")
    forged = {"text": AR.next, "callback_data": data}
    with shelf.fake.state.changed:
        first.reply_markup = {"inline_keyboard": [[forged]]}
    chat.press(forged, first)
    assert (await shelf.ask(chat, "/help")).text  # it goes on answering
    expected = "الصفحة 3 من 3" if data == "latest:999999" else "الصفحة 1 من 3"
    await shelf.until(lambda: expected in first.text)


@pytest.mark.parametrize("command", ["/latest", "/sources", f"/start a_{ARABIC.id}"])
async def test_without_an_index_lists_say_so(tmp_path: Path, command: str) -> None:
    async with Live(EmptyLibrary(), tmp_path) as live:
        reply = await live.ask(live.fake.private_chat(), command)
    assert reply.text == "\u200f" + AR.not_indexed


# language and privacy


def menu(fake: FakeTelegram, chat: Chat) -> list[str]:
    """The commands as a client that speaks Arabic describes them."""
    shown = fake.state.commands.get((f"chat:{chat.id}", "ar"), [])
    return [command["description"] for command in shown]


async def test_a_chosen_language_holds_over_a_restart_and_until_automatic(tmp_path: Path) -> None:
    with FakeTelegram() as fake:
        chat = fake.private_chat(fake.user("Layla", "ar"))
        async with Live(ShelfLibrary(ARABIC, ENGLISH), tmp_path, fake) as live:
            board = await live.ask(chat, "/language")
            assert labels(board) == ["العربية", "English", "✓ تلقائي"]
            assert (await live.press(chat, "English"))["text"] == EN.language_chosen
            await live.until(lambda: labels(board) == ["العربية", "✓ English", "Automatic"])
            await live.until(lambda: menu(fake, chat) == list(EN.commands.values()))
        async with Live(ShelfLibrary(ARABIC, ENGLISH), tmp_path, fake) as live:
            assert (await live.ask(chat, "/weather")).text.startswith("\u200eI do not know")
            answered = await live.ask(chat, "كم ميدالية أحرزت مصر؟")
            assert answered.text.startswith("\u200f" + AR.found)  # follows the question
            await live.press(chat, "Automatic")
            await live.until(lambda: menu(fake, chat) == list(AR.commands.values()))
            assert (await live.ask(chat, "/weather")).text == "\u200f" + AR.unknown_command


async def test_a_button_pressed_twice_is_no_fault(
    live: Live, caplog: pytest.LogCaptureFixture
) -> None:
    chat = live.fake.private_chat()
    await live.ask(chat, "/language")
    await live.press(chat, "✓ تلقائي")
    await live.until(lambda: live.fake.calls("editMessageText"))
    edits = len(live.fake.calls("editMessageText"))
    await live.press(chat, "✓ تلقائي")
    await live.until(lambda: len(live.fake.calls("editMessageText")) > edits)
    await live.ask(chat, "/help")
    assert live.fake.calls("editMessageText")[-1].error is not None  # "message is not modified"
    assert [record for record in caplog.records if record.levelname == "ERROR"] == []


async def test_someones_choice_is_theirs_alone(live: Live) -> None:
    layla, huda = live.fake.user("Layla", "ar"), live.fake.user("Huda", "ar")
    group = live.fake.group(layla, huda)
    await live.ask(group, "/language", user=layla)
    await live.press(group, "English", user=huda)
    assert (await live.ask(group, "/ask", user=layla)).text == "\u200f" + AR.ask_what
    assert (await live.ask(group, "/ask", user=huda)).text == "\u200e" + EN.ask_what


@pytest.mark.parametrize("way", ["button", "/privacy delete", "/privacy حذف"])
async def test_what_is_kept_is_told_and_erased_on_request(live: Live, way: str) -> None:
    user = live.fake.user("Layla", "ar")
    chat = live.fake.private_chat(user)
    await live.ask(chat, "/language")
    await live.press(chat, "English")
    told = await live.ask(chat, "/privacy")
    assert "The language you chose with" in told.text
    if way == "button":
        assert (await live.press(chat, EN.delete_mine))["text"] == EN.forgotten
        await live.until(lambda: told.text == "\u200e" + EN.forgotten)
    else:
        assert (await live.ask(chat, way)).text == "\u200e" + EN.forgotten
    database = Database(live.data / FILE, ())
    assert database.rows("SELECT count(*) FROM people") == [(0,)]
    database.close()
    assert (await live.ask(chat, "/weather")).text == "\u200f" + AR.unknown_command


# inline mode


async def test_inline_offers_quotes_to_send_anywhere_with_their_source(live: Live) -> None:
    user = live.fake.user("Layla", "en")
    offered = await live.type(user, "كم ميدالية أحرزت مصر؟")
    (result,) = offered["results"]
    assert result["id"] == f"{ARABIC.id}:0:{len(ARABIC.text)}"
    assert (result["title"], result["description"]) == (
        "حصاد الميداليات",
        "فازت مصر بثلاث ميداليات في باريس.\n\u200f\u2068نشرة\u2069، \u206812 أغسطس 2024\u2069",
    )
    assert result["plain"] == (
        f"{ARABIC.text}\n\u200f\u2068حصاد الميداليات\u2069 — \u2068نشرة\u2069،"
        " \u206812 أغسطس 2024\u2069"
    )
    assert [e.type for e in result["entities"]] == ["blockquote", "bold", "text_link"]
    assert (offered["cache_time"], offered["is_personal"], offered["button"]) == (60, True, None)
    again = await live.type(user, "مصر")
    assert again["results"][0]["id"] == result["id"]


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("", EN.inline_hint),
        ("؟؟ 😀", EN.inline_hint),
        ("since:2024", EN.inline_hint),
        ("x" * 256, EN.inline_too_long),
        ("China", EN.inline_nothing),
    ],
)
async def test_inline_without_quotes_says_why_and_leads_to_the_bot(
    live: Live, text: str, hint: str
) -> None:
    offered = await live.type(live.fake.user("Sam", "en"), text)
    assert offered["results"] == []
    assert offered["button"] == {"text": hint, "start_parameter": "inline"}
    assert offered["is_personal"]


async def test_inline_without_an_index_says_so(tmp_path: Path) -> None:
    async with Live(EmptyLibrary(), tmp_path) as live:
        offered = await live.type(live.fake.user("Layla", "ar"), "مصر")
    assert offered["button"]["text"] == AR.inline_not_indexed
    assert offered["cache_time"] == 0


# groups


async def test_the_answer_stays_in_the_topic_of_the_question(live: Live) -> None:
    group = live.fake.group(topics=(7, 9))
    answer = await live.ask(group, "/ask مصر", thread=9)
    mentioned = await live.ask(group, "@iqtibas_test_bot مصر", thread=7)
    listed = await live.ask(group, "/latest", thread=9)
    general = await live.ask(group, "/ask مصر")
    threads = [one.thread_id for one in (answer, mentioned, listed, general)]
    assert threads == [9, 7, 9, None]


async def test_commands_for_other_bots_are_left_to_them(live: Live) -> None:
    group = live.fake.group(privacy=False)
    for command in ("/ask@another_bot مصر", "/latest@another_bot", "/start@another_bot a_1", "مصر"):
        group.say(command)
    own = await live.ask(group, "/ask@iqtibas_test_bot مصر")
    assert quotes_of(own) == [ARABIC.text]
    other = group.say("/help@another_bot", reply_to=own)
    last = await live.ask(group, "/ask مصر")
    assert [m.message_id for m in group.bot_messages] == [own.message_id, last.message_id]
    assert other.message_id < last.message_id


async def test_menus_are_for_the_place_and_the_language(tmp_path: Path) -> None:
    with FakeTelegram() as fake:
        admin = fake.private_chat().user
        async with Live(ShelfLibrary(ARABIC), tmp_path, fake, frozenset({admin.id})):
            menus = {
                key: [command["command"] for command in menu]
                for key, menu in fake.state.commands.items()
            }
            descriptions = fake.state.commands["all_group_chats", "ar"]
    assert menus["default", ""] == menus["default", "ar"] == list(EN.commands)
    assert menus["all_group_chats", ""] == ["ask", "latest", "sources", "help"]
    assert menus[f"chat:{admin.id}", "ar"] == [*EN.commands, *EN.admin_commands]
    assert descriptions[0] == {"command": "ask", "description": AR.commands["ask"]}


# help


async def test_help_gives_headlines_as_examples_that_are_answered(live: Live) -> None:
    told = await live.ask(live.fake.private_chat(live.fake.user("Sam", "en")), "/help")
    lines = told.text.split("\n")
    at = lines.index("\u200e" + EN.examples)
    assert lines[at + 1 : at + 2] == ["\u200e• \u2068Spain win the title\u2069"]


async def test_help_is_given_without_an_index_too(tmp_path: Path) -> None:
    async with Live(EmptyLibrary(), tmp_path) as live:
        told = await live.ask(live.fake.private_chat(), "/help")
    assert told.text.startswith("\u200fكيف تسأل؟")
    assert AR.examples not in told.text
