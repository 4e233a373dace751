"""The articles in the hands of admins, over HTTP: listed, added, removed, rolled back."""

import pytest

from index.generation import served_id
from index.lock import indexing
from tests.bot.telegram.live import labels
from tests.bot.telegram.site import BRIDGE, MEDALS, HttpSite, plain
from tests.fake_telegram import Message

NEWS = """---
title: Balloon over the valley
source: Sample Wire
---

The blue balloon flew over the valley for three hours yesterday.
"""


def ids(message: Message) -> list[str]:
    return [e.text_of(message.text) for e in message.entities if e.type == "code"]


# --- /articles ------------------------------------------------------------------------------


async def test_the_list_is_leafed_through_with_buttons(http: HttpSite) -> None:
    for number in range(21):
        http.write(f"news{number:02}.txt", NEWS.replace("blue", f"blue number {number}"))
    http.index()
    page = await http.say("/articles")
    assert plain(page)[:2] == ["The index holds 23 articles, newest first:", "Page 1 of 3"]
    assert len(ids(page)) == 10
    assert labels(page) == ["Next →"]
    await http.press("Next →")
    second = await http.until("Page 2 of 3")
    assert labels(second) == ["← Previous", "Next →"]
    await http.press("Next →")
    last = await http.until("Page 3 of 3")
    assert (len(ids(last)), labels(last)) == (3, ["← Previous"])
    assert last.message_id == page.message_id


async def test_a_short_list_is_one_page_without_buttons(http: HttpSite) -> None:
    page = await http.say("/articles")
    assert [line.rpartition(",")[0] for line in plain(page)[1:]] == [
        "• حصاد الميداليات — نشرة, 12 August 2024",
        "• Old bridge closes — Sample Wire, 2 July 2024",
    ]
    assert page.buttons == []


async def test_a_page_that_is_gone_is_the_last_one(http: HttpSite) -> None:
    for number in range(10):
        http.write(f"news{number:02}.txt", NEWS.replace("blue", f"blue number {number}"))
    http.index()
    await http.say("/articles")
    for number in range(10):
        (http.articles / f"news{number:02}.txt").unlink()
    http.index()
    await http.press("Next →")
    page = await http.until("The index holds 2 articles")
    assert page.buttons == []


# --- /add -----------------------------------------------------------------------------------


async def test_an_uploaded_file_is_quoted_once_it_is_indexed(http: HttpSite) -> None:
    http.really = True
    reply = await http.upload("balloon.md", NEWS.encode())
    assert plain(reply) == ["Added: Balloon over the valley — Sample Wire", "Saved as balloon.md"]
    assert (http.articles / "balloon.md").read_bytes() == NEWS.encode()
    board = await http.until("Indexing finished")
    assert "Added: 1 article" in plain(board)
    answer = await http.say("How long did the blue balloon fly over the valley?")
    assert "three hours" in answer.text


async def test_a_file_is_also_added_by_answering_it_with_the_command(http: HttpSite) -> None:
    group = http.fake.group(http.admin)
    sent = group.send_document("balloon.txt", NEWS.encode())
    reply = await http.say("/add", group, reply_to=sent)
    assert plain(reply)[1] == "Saved as balloon.txt"
    await http.until("Indexing finished", chat=group)


@pytest.mark.parametrize(
    ("name", "saved"),
    [
        ("../../etc/passwd.txt", "passwd.txt"),
        ("C:\\news\\خبر اليوم.TXT", "خبر-اليوم.txt"),
        (".hidden.md", "hidden.md"),
        ("a\u202etxt.b\u2066<i>.md", "a-txt.b-i.md"),
        ("\u200f\u200f.txt", "article.txt"),
        ("n" * 400 + ".md", "n" * 200 + ".md"),
        ("خ" * 400 + ".md", "خ" * 100 + ".md"),
        ("medals.md", "medals-2.md"),
    ],
)
async def test_a_hostile_name_becomes_a_file_in_the_folder(
    http: HttpSite, name: str, saved: str
) -> None:
    before = sorted(path.name for path in http.articles.iterdir())
    reply = await http.upload(name, NEWS.encode())
    assert plain(reply)[1] == f"Saved as {saved}"
    assert sorted(p.name for p in http.articles.iterdir()) == sorted([*before, saved])
    await http.until("Indexing finished")


async def test_the_same_bytes_again_are_not_added(http: HttpSite) -> None:
    reply = await http.upload("other-name.md", MEDALS.encode())
    assert plain(reply) == [
        "The same file is among the articles already, as medals.md. Nothing was added."
    ]
    assert http.indexings == []


async def test_an_article_of_a_title_that_is_there_is_added_and_said_to_be(http: HttpSite) -> None:
    reply = await http.upload("new.md", MEDALS.replace("ثلاث", "أربع").encode())
    assert plain(reply) == [
        "Added: حصاد الميداليات — نشرة",
        "Saved as new.md",
        "The index already holds 1 article of this title and outlet. See /articles if one should"
        " go.",
    ]
    await http.until("Indexing finished")


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("paper.odt", b"PK\3\4", "I cannot read paper.odt. What I read: .txt .md .html .htm .pdf"),
        (".txt", b"words", "I cannot read .txt. What I read: .txt .md"),
        ("blank.txt", b"  \n", "There is no article in blank.txt: "),
        ("noise.txt", bytes(range(256)) * 4, "There is no article in noise.txt: "),
    ],
)
async def test_a_file_that_is_no_article_is_refused_with_the_reason(
    http: HttpSite, name: str, content: bytes, told: str
) -> None:
    reply = await http.upload(name, content)
    assert plain(reply)[0].startswith(told)
    assert sorted(path.name for path in http.articles.iterdir()) == ["bridge.txt", "medals.md"]
    assert http.indexings == []


async def test_a_file_over_the_limit_is_not_even_downloaded(http: HttpSite) -> None:
    reply = await http.upload("long.txt", b"words", size=5_000_001)
    assert plain(reply) == ["This file is too large. I take 5 MB at most."]
    assert http.fake.calls("getFile") == []


async def test_a_file_larger_than_it_was_said_to_be_is_refused(http: HttpSite) -> None:
    reply = await http.upload("long.txt", b"words " * 900_000, size=10)
    assert plain(reply) == ["This file is too large. I take 5 MB at most."]
    assert sorted(path.name for path in http.articles.iterdir()) == ["bridge.txt", "medals.md"]


async def test_add_tells_how(http: HttpSite) -> None:
    reply = await http.say("/add")
    assert plain(reply) == [
        "Send me the article as a file (.txt .md .html .htm .pdf .docx .jsonl .zip), of 5 MB at"
        " most; or answer such a file with /add. Pages of the web: /add and their addresses."
    ]


async def test_a_strangers_file_is_not_taken(http: HttpSite) -> None:
    chat = http.fake.private_chat(http.fake.user("Sami", "en"))
    sent = chat.send_document("balloon.md", NEWS.encode())
    (reply,) = await chat.wait_for_reply_async(sent)
    assert plain(reply) == ["I read text only. Please write your question."]
    assert not (http.articles / "balloon.md").exists()


async def test_a_folder_that_cannot_be_written_is_told(http: HttpSite) -> None:
    for path in http.articles.iterdir():
        path.unlink()
    http.articles.rmdir()
    http.articles.write_text("a file in the place of the folder")
    reply = await http.upload("balloon.md", NEWS.encode())
    assert plain(reply)[0].startswith("This could not be done: ")
    assert http.indexings == []


async def test_files_sent_together_are_all_indexed(http: HttpSite) -> None:
    http.really = True
    for number in range(4):
        text = NEWS.replace("blue", f"blue number {number}")
        http.chat.send_document(f"news{number}.txt", text.encode())
    await http.until("The index will follow when the indexing")
    await http.fake.wait_for_async(
        lambda: sum("Indexing finished" in m.text for m in http.chat.bot_messages) >= 2, 60.0
    )
    status = await http.say("/status")
    assert plain(status)[0].startswith("The index holds 6 articles")
    assert len(http.indexings) == 2


# --- /remove --------------------------------------------------------------------------------


async def test_an_article_is_removed_by_its_id_once_confirmed(http: HttpSite) -> None:
    http.really = True
    listed = await http.say("/articles")
    asked = await http.say(f"/remove {ids(listed)[1]}")
    path = http.articles / "bridge.txt"
    assert plain(asked) == [
        "Remove Old bridge closes — Sample Wire?",
        f"Its file {path} is moved aside, not destroyed.",
    ]
    assert path.exists()
    await http.press("Remove it")
    await http.until("Removed: ")
    assert not path.exists()
    assert (http.settings.data / "removed" / "bridge.txt").read_text("utf-8") == BRIDGE
    board = await http.until("Indexing finished")
    assert "Removed: 1 article" in plain(board)
    reply = await http.say("How many cracks did engineers find in the old bridge?")
    assert "cracks" not in reply.text


async def test_no_removes_nothing(http: HttpSite) -> None:
    listed = await http.say("/articles")
    asked = await http.say(f"/remove {ids(listed)[0]}")
    await http.press("No")
    settled = await http.until("Nothing was done.")
    assert (settled.message_id, settled.buttons) == (asked.message_id, [])
    assert (http.articles / "medals.md").exists()


async def test_a_reply_to_an_answer_asks_about_the_article_it_quotes(http: HttpSite) -> None:
    answer = await http.say("How many cracks did engineers find in the old bridge?")
    asked = await http.say("/remove", reply_to=answer)
    assert plain(asked)[0] == "Remove Old bridge closes — Sample Wire?"


async def test_a_reply_to_a_list_asks_which(http: HttpSite) -> None:
    listed = await http.say("/articles")
    asked = await http.say("/remove", reply_to=listed)
    assert labels(asked) == ["حصاد الميداليات", "Old bridge closes", "No"]
    await http.press("Old bridge closes")
    await http.until("Remove Old bridge closes")
    await http.press("Remove it")
    await http.until("Removed: ")
    assert sorted(path.name for path in http.articles.iterdir()) == ["medals.md"]
    await http.until("Indexing finished")


@pytest.mark.parametrize(
    ("command", "told"),
    [
        ("/remove", "Write /remove with the id of an article"),
        ("/remove ../../etc/passwd", "There is no article ../../etc/passwd."),
        ("/remove 0123456789ab", "There is no article 0123456789ab."),
    ],
)
async def test_what_is_not_there_cannot_be_removed(http: HttpSite, command: str, told: str) -> None:
    assert plain(await http.say(command))[0].startswith(told)


async def test_a_file_that_has_gone_in_the_meantime_is_said_to_be(http: HttpSite) -> None:
    listed = await http.say("/articles")
    await http.say(f"/remove {ids(listed)[1]}")
    (http.articles / "bridge.txt").unlink()
    await http.press("Remove it")
    await http.until("This article is not there any more.")
    assert http.indexings == []


async def test_two_removed_files_of_one_name_are_both_kept(http: HttpSite) -> None:
    (http.settings.data / "removed").mkdir(parents=True)
    (http.settings.data / "removed" / "bridge.txt").write_text("an earlier one")
    listed = await http.say("/articles")
    await http.say(f"/remove {ids(listed)[1]}")
    await http.press("Remove it")
    await http.until("Removed: ")
    kept = sorted(path.name for path in (http.settings.data / "removed").iterdir())
    assert kept == ["bridge-2.txt", "bridge.txt"]
    await http.until("Indexing finished")


async def test_a_strangers_press_in_a_group_removes_nothing(http: HttpSite) -> None:
    stranger = http.fake.user("Sami", "en")
    group = http.fake.group(http.admin, stranger)
    listed = await http.say("/articles")
    await http.say(f"/remove {ids(listed)[0]}", group)
    query = await http.press("Remove it", group, stranger)
    assert query.answer is not None
    assert query.answer["text"] == "Sorry, this command is for the bot's admins only."
    assert (http.articles / "medals.md").exists()


# --- /rollback and /reindex -----------------------------------------------------------------


async def test_a_rollback_is_confirmed_and_the_next_reindex_says_it_undoes_it(
    http: HttpSite,
) -> None:
    http.really = True
    before = served_id(http.settings.data)
    http.write("balloon.md", NEWS)
    http.index()
    after = served_id(http.settings.data)
    asked = await http.say("/rollback")
    assert plain(asked)[0] == f"Go back from the index {after} to {before}?"
    assert plain(asked)[1].endswith(" and holds 2 articles.")
    await http.press("Go back")
    told = await http.until(f"The index {before} is served now.")
    assert "next /reindex brings the index in line" in " ".join(plain(told))
    assert plain(await http.say("/status"))[0].startswith("The index holds 2 articles")

    board = await http.say("/reindex")
    assert f"taken back to {before}" in " ".join(plain(board))
    await http.until("Indexing finished")
    assert plain(await http.say("/status"))[0].startswith("The index holds 3 articles")


async def test_a_second_press_does_not_go_further_back(http: HttpSite) -> None:
    http.write("balloon.md", NEWS)
    http.index()
    http.write("balloon2.md", NEWS.replace("blue", "red"))
    http.index()
    await http.say("/rollback")
    message = http.chat.bot_messages[-1]
    button, asked = message.buttons[0], message.reply_markup  # as an old client still shows it
    await http.press("Go back")
    await http.until("is served now")
    served = served_id(http.settings.data)
    assert button not in message.buttons
    http.chat.state.chats[http.chat.id].messages[message.message_id].reply_markup = asked
    await http.press(button["text"])
    await http.until("The index has changed since.")
    assert served_id(http.settings.data) == served


async def test_an_old_rollback_button_does_nothing_after_an_indexing(http: HttpSite) -> None:
    http.write("balloon.md", NEWS)
    http.index()
    await http.say("/rollback")
    http.write("balloon2.md", NEWS.replace("blue", "red"))
    served = http.index().generation
    await http.press("Go back")
    await http.until("The index has changed since. Nothing was done.")
    assert served_id(http.settings.data) == served


async def test_without_an_earlier_index_there_is_no_rollback(http: HttpSite) -> None:
    assert plain(await http.say("/rollback")) == ["There is no earlier index to go back to."]


async def test_a_rollback_during_an_indexing_is_refused(http: HttpSite) -> None:
    http.write("balloon.md", NEWS)
    served = http.index().generation
    await http.say("/rollback")
    with indexing(http.settings.data):
        await http.press("Go back")
        await http.until("Indexing is already running.")
    assert served_id(http.settings.data) == served


async def test_a_full_reindex_reads_everything_anew(http: HttpSite) -> None:
    http.really = True
    before = served_id(http.settings.data)
    await http.say("/reindex full")
    board = await http.until("Indexing finished")
    assert http.indexings == [True]
    assert "Added: 2 articles" in plain(board)
    assert served_id(http.settings.data) != before


async def test_a_reindex_that_is_written_wrongly_is_explained(http: HttpSite) -> None:
    reply = await http.say("/reindex everything")
    assert plain(reply) == ["Write /reindex, or /reindex full to read every article anew."]
    assert http.indexings == []
