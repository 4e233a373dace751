"""Who may use the bot and who runs it, over HTTP as people meet it."""

from bot.texts import texts_for
from tests.bot.telegram.site import HttpSite, plain
from tests.fake_telegram import Chat

COMMANDS = "status articles reindex add remove rollback unanswered stats feedback admins allow deny"


def menu(site: HttpSite, chat: Chat, language: str = "") -> list[str]:
    shown = site.fake.state.commands.get((f"chat:{chat.id}", language), [])
    return [command["command"] for command in shown]


async def test_an_admin_added_at_run_time_gets_the_commands_and_their_menu(http: HttpSite) -> None:
    sami = http.fake.private_chat(http.fake.user("Sami", "ar"))
    for command in COMMANDS.split():
        assert plain(await http.say(f"/{command}", sami)) == ["عذراً، هذا الأمر للمشرفين فقط."]
    assert menu(http, sami) == []

    reply = await http.say(f"/admins add {sami.id}")
    assert plain(reply) == [f"{sami.id} is an admin now."]
    assert plain(await http.say("/status", sami))[0].startswith("في الفهرس مقالان")
    for language in ("", "ar"):
        assert menu(http, sami, language) == [*texts_for("en").commands, *COMMANDS.split()]
    assert "أوامر المشرف:" in plain(await http.say("/help", sami))
    assert plain(await http.say("/admins")) == [
        "Admins named in the settings:",
        f"• {http.admin.id}",
        "Admins added here:",
        f"• {sami.id}",
    ]

    reply = await http.say(f"/admins remove {sami.id}")
    assert plain(reply) == [f"{sami.id} is no admin any more."]
    assert plain(await http.say("/status", sami)) == ["عذراً، هذا الأمر للمشرفين فقط."]
    assert menu(http, sami) == list(texts_for("en").commands)


async def test_an_admin_of_the_settings_cannot_be_removed(http: HttpSite) -> None:
    sami = http.fake.private_chat(http.fake.user("Sami", "en"))
    await http.say(f"/admins add {sami.id}")
    reply = await http.say(f"/admins remove {http.admin.id}", sami)
    assert plain(reply) == [
        f"The settings name {http.admin.id} as an admin; only they can change that."
    ]
    assert plain(await http.say("/status"))[0].startswith("The index holds")


async def test_an_admin_is_added_by_answering_their_message(http: HttpSite) -> None:
    sami = http.fake.user("Sami", "en")
    group = http.fake.group(http.admin, sami)
    said = group.say("hello", sami)
    reply = await http.say("/admins add", group, reply_to=said)
    assert plain(reply) == [f"{sami.id} is an admin now."]


async def test_what_is_no_id_is_explained_and_changes_nothing(http: HttpSite) -> None:
    for words in ("add", "add @sami", "add -5", "add 0", f"add {1 << 53}", "promote 5", "add 1 2"):
        assert plain(await http.say(f"/admins {words}"))[0].startswith("Write /admins, ")
    for words in ("x", "0", "1 2", "here"):
        assert plain(await http.say(f"/allow {words}"))[0].startswith("Write /allow ID or ")
    assert (http.state.access.admins, http.state.access.allowed) == (frozenset(), frozenset())


async def test_a_private_bot_tells_a_stranger_their_id_and_answers_once_allowed(
    private: HttpSite,
) -> None:
    sami = private.fake.private_chat(private.fake.user("Sami", "en"))
    question = "How many cracks did engineers find in the old bridge?"
    for text in (question, "/start", "/ask " + question):
        assert plain(await private.say(text, sami)) == [
            f"Sorry, this bot is private. To be let in, ask an admin: your id is {sami.id}."
        ]
    assert plain(await private.say(f"/allow {sami.id}")) == [f"{sami.id} is allowed now."]
    assert "four cracks" in (await private.say(question, sami)).text
    assert plain(await private.say("/allow")) == ["Allowed besides the admins:", f"• {sami.id}"]
    assert plain(await private.say(f"/deny {sami.id}")) == [f"{sami.id} is not allowed any more."]
    assert plain(await private.say(question, sami))[0].startswith("Sorry, this bot is private.")


async def test_a_private_bot_answers_in_an_allowed_group(private: HttpSite) -> None:
    sami = private.fake.user("Sami", "en")
    group = private.fake.group(private.admin, sami, privacy=False)
    question = "/ask How many cracks did engineers find in the old bridge?"
    group.say("hello all", sami)  # not for the bot, which keeps silent
    assert plain(await private.say(question, group, sami)) == [
        f"Sorry, this bot is private. To be let in, ask an admin: your id is {sami.id},"
        f" this group's id is {group.id}."
    ]
    assert len(group.bot_messages) == 1
    assert plain(await private.say("/allow here", group)) == [f"{group.id} is allowed now."]
    assert "four cracks" in (await private.say(question, group, sami)).text


async def test_a_private_bot_refuses_a_strangers_press(private: HttpSite) -> None:
    sami = private.fake.user("Sami", "en")
    group = private.fake.group(private.admin, sami)
    await private.say("/rollback", group)
    await private.say(f"/remove {private.state.access.allowed or '0123456789ab'}", group)
    listed = await private.say("/articles", group)
    await private.say("/remove", group, reply_to=listed)
    query = await private.press("No", group, sami)
    assert query.answer is not None
    assert query.answer["text"].startswith("Sorry, this bot is private.")


async def test_lists_of_an_open_bot_are_said_to_have_no_effect_yet(http: HttpSite) -> None:
    assert plain(await http.say("/allow 77")) == [
        "77 is allowed now.",
        "The bot answers everyone as long as the settings do not make it private.",
    ]
