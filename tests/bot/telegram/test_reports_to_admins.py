"""What admins learn of the bot's work, over HTTP: statistics, open questions, verdicts."""

import io
import zipfile
from datetime import UTC, datetime
from pathlib import Path

from PIL import Image

from bot.evaluation import index_dataset
from bot.library import Library
from bot.state.feedback import Feedback, Verdict
from config import Settings
from retrieval.evaluation import evaluate, read_dataset
from tests.bot.telegram.site import HttpSite, plain

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


async def test_the_open_questions_are_clustered_and_answered_ones_told_after_a_reindex(
    http: HttpSite,
) -> None:
    http.really = True
    assert plain(await http.say("/unanswered")) == ["Every question so far was answered."]
    layla, sami = (http.fake.private_chat(http.fake.user(n, "ar")) for n in ("Layla", "Sami"))
    now = int(datetime.now(UTC).timestamp())
    keep = http.state.unanswered.record
    keep("Who invented penicillin?", "en", user=1, chat=1, message=1, at=now)
    for chat, wish in ((layla, True), (sami, False)):
        said = chat.say("x")
        await chat.wait_for_reply_async(said)
        keep(
            *(BALLOON_QUESTION, "en"),
            user=chat.id,
            chat=chat.id,
            message=said.message_id,
            at=now,
            notify=wish,
        )
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
    first, answer = layla.bot_messages[-2:]
    assert plain(first) == ["You asked this before. The articles answer it now:"]
    assert first.reply_to is not None
    assert first.reply_to.text == "x"
    assert "three hours" in answer.text
    assert len(sami.bot_messages) == silent
    assert plain(await http.say("/unanswered"))[1:] == ["• Who invented penicillin?, asked once"]


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
