"""What admins learn of the bot's work, over HTTP: statistics, open questions, verdicts."""

import io
import zipfile
from pathlib import Path

from PIL import Image

from bot.evaluation import index_dataset
from bot.library import Library
from bot.state.feedback import Feedback, Verdict
from bot.texts import texts_for
from config import Settings
from retrieval.evaluation import evaluate, read_dataset
from tests.bot.telegram.live import PATIENCE
from tests.bot.telegram.site import HttpSite, plain
from tests.fake_telegram import SERVER_ERROR, Chat, Message

EN = texts_for("en")
BRIDGE_QUESTION = "How many cracks did engineers find in the old bridge?"
BALLOON_QUESTION = "How long did the blue balloon fly over the valley?"
NEWS = """---
title: Balloon over the valley
source: Sample Wire
---

The blue balloon flew over the valley for three hours yesterday.
"""


async def test_the_statistics_are_a_picture_with_its_figures(http: HttpSite) -> None:
    await http.say(BRIDGE_QUESTION)
    await http.say(BRIDGE_QUESTION)
    await http.say("من اخترع البنسلين في لندن؟")
    reply = await http.say("/stats")
    lines = plain(reply)
    assert lines[:3] == [
        "The last 30 days, by day (UTC):",
        "🟦 Questions: 3 in all",
        "🟩 Answered: 67% of them",
    ]
    assert lines[3].startswith("🟧 Median time of a search: ")
    (call,) = http.fake.calls("sendPhoto")
    (picture,) = call.files.values()
    image = Image.open(io.BytesIO(picture))
    assert (image.format, image.size) == ("PNG", (1080, 1080))


async def test_without_questions_there_are_no_statistics(http: HttpSite) -> None:
    assert plain(await http.say("/stats")) == ["Nobody asked anything in the last 30 days."]


async def wished(http: HttpSite, name: str) -> tuple[Chat, Message]:
    """Someone who asked in vain, and pressed the button to be told."""
    chat = http.fake.private_chat(http.fake.user(name, "ar"))
    asked = chat.say(BALLOON_QUESTION)
    (abstention,) = await chat.wait_for_reply_async(asked, timeout=PATIENCE)
    assert [button["text"] for button in abstention.buttons] == [EN.notify_me]
    await http.press(EN.notify_me, chat)
    return chat, asked


async def test_the_open_questions_are_clustered_and_answered_ones_told_after_a_reindex(
    http: HttpSite,
) -> None:
    http.really = True
    assert plain(await http.say("/unanswered")) == ["Every question so far was answered."]
    sami = http.fake.private_chat(http.fake.user("Sami", "ar"))
    await http.say("Who invented penicillin?", sami)
    await http.say(BALLOON_QUESTION, sami)
    layla, asked = await wished(http, "Layla")
    assert plain(await http.say("/unanswered")) == [
        "Not answered: 2 questions, most asked first",
        f"• {BALLOON_QUESTION}, asked 2 times",
        "• Who invented penicillin?, asked once",
    ]
    (http.articles / "balloon.md").write_text(NEWS, "utf-8")
    silent = len(sami.bot_messages)
    await http.say("/reindex")
    told = await http.until("The articles now answer")
    assert plain(told) == [
        "The articles now answer 1 question:",
        f"• {BALLOON_QUESTION}, asked 2 times",
    ]
    assert len(sami.bot_messages) == silent
    assert plain(await http.say("/unanswered"))[1:] == ["• Who invented penicillin?, asked once"]

    answer = layla.bot_messages[-1]
    assert plain(answer)[0] == (
        f"The articles now answer what you asked before: {BALLOON_QUESTION}"
    )
    assert "three hours" in answer.text
    assert answer.reply_to is asked
    assert [button["text"] for button in answer.buttons] == [
        *(EN.in_context, EN.open_article, EN.copy_quote, "👍", "👎")
    ]
    await http.press(EN.in_context, layla)
    context = await http.until(EN.context_found, chat=layla)
    assert context.reply_to is answer
    await http.press("👍", layla)
    assert [one.question for one in http.state.feedback.all()] == [BALLOON_QUESTION]
    layla.say("and when?", reply_to=answer)
    understood = await http.until("as I understood it", chat=layla)
    assert f"{BALLOON_QUESTION} and when?" in plain(understood)[0]


async def test_two_who_wait_for_one_questions_answer_in_a_group_are_told_once(
    http: HttpSite,
) -> None:
    http.really = True
    group = http.fake.group(http.fake.user("Layla", "ar"), http.fake.user("Sami", "ar"))
    await http.say(f"/ask {BALLOON_QUESTION}", group)
    for member in group.record.members[:2]:
        await http.press(EN.notify_me, group, member)
    (http.articles / "balloon.md").write_text(NEWS, "utf-8")
    await http.say("/reindex")
    await http.until("The articles now answer")
    assert len(group.bot_messages) == 2
    assert http.state.unanswered.pending() == []


async def test_an_asker_who_left_is_passed_over_and_one_out_of_reach_is_told_the_next_time(
    http: HttpSite,
) -> None:
    http.really = True
    (gone, _), (far, _) = await wished(http, "Layla"), await wished(http, "Sami")
    (http.articles / "balloon.md").write_text(NEWS, "utf-8")
    gone.block()
    http.fake.inject("sendMessage", SERVER_ERROR, chat=far.id)
    http.courier.hurry()  # and so does not try for minutes
    await http.say("/reindex")
    await http.until("The articles now answer 1 question:")
    assert [one.user for one in http.state.unanswered.pending()] == [far.id]
    http.fake.heal()
    await http.say("/reindex")
    await http.until("The articles now answer what you asked", chat=far)
    await http.fake.wait_for_async(lambda: not http.state.unanswered.pending(), PATIENCE)
    assert len(gone.bot_messages) == 1


def verdict(http: HttpSite, user: int, verdict: Verdict, title: str) -> Feedback:
    library = Library(http.settings)
    (article,) = [one for one in library.listing() if one.title == title]
    text = library.article(article.article_id).text
    start = text.index("Engineers") if "Engineers" in text else 0
    return Feedback(
        user=user,
        at=1,
        verdict=verdict,
        question=BRIDGE_QUESTION,
        language="en",
        generation="g",
        article_id=article.article_id,
        start=0,
        end=len(text),
        quote=text,
        highlight=text[start:],
    )


async def test_the_verdicts_are_a_dataset_that_eval_reads(http: HttpSite, tmp_path: Path) -> None:
    assert plain(await http.say("/feedback")) == ["No reader has judged an answer so far."]
    http.state.feedback.record(verdict(http, 1, "right", "Old bridge closes"))
    http.state.feedback.record(verdict(http, 2, "irrelevant", "حصاد الميداليات"))
    reply = await http.say("/feedback")
    assert plain(reply)[0] == "2 verdicts on 1 question. All articles are in it."
    assert reply.content is not None
    folder = tmp_path / "dataset"
    with zipfile.ZipFile(io.BytesIO(reply.content)) as archive:
        archive.extractall(folder)
    assert sorted(path.name for path in folder.iterdir()) == [
        "answers.jsonl",
        "corpus.jsonl",
        "qrels.tsv",
        "queries.en.jsonl",
        "verdicts.jsonl",
    ]
    assert '"user"' not in (folder / "verdicts.jsonl").read_text("utf-8")
    dataset = read_dataset(folder)
    settings = Settings(data=tmp_path / "eval")
    index_dataset(dataset, settings)
    figures = evaluate(dataset, Library(settings).retriever()).to_json()
    wanted = ("queries", "ndcg@10", "recall@1", "quote_hit@1")
    assert [figures[name] for name in wanted] == [1, 1.0, 1.0, 1.0]
