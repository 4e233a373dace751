"""Readers' verdicts as a labelled dataset in the BEIR layout, which ``iqtibas eval`` reads.

A zip file: ``corpus.jsonl``, ``queries.LANG.jsonl``, ``qrels.tsv``, ``answers.jsonl``, and
``verdicts.jsonl`` with every single verdict, which ``eval`` does not read. Who gave a verdict is
not in it.
"""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass

from bot.state.feedback import Feedback
from index.article import Article

_STAMP = (1980, 1, 1, 0, 0, 0)  # the same verdicts make the same file


@dataclass(frozen=True, slots=True)
class _Judged:
    """What readers said of one question.

    Attributes:
        grades: Article id to 1 where more readers said right than not, else 0.
        answers: Highlights said to be right more often than not.
    """

    grades: dict[str, int]
    answers: tuple[str, ...]


def export(feedback: Sequence[Feedback], articles: Iterable[Article]) -> bytes:
    """Write the dataset.

    Args:
        feedback: Every verdict, oldest first.
        articles: The corpus. Where a quoted article is not among them any more, what was quoted of
            it takes its place.
    """
    judged = _judge(feedback)
    held: set[str] = set()
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        with archive.open(_entry("corpus.jsonl"), "w") as corpus:
            for article in articles:
                held.add(article.id)
                corpus.write(_item(article.id, article.title, article.text))
            for one in feedback:
                if one.article_id not in held:
                    held.add(one.article_id)
                    corpus.write(_item(one.article_id, "", one.quote))
        for language in sorted({one.language for one in feedback}):
            asked = dict.fromkeys(one.question for one in feedback if one.language == language)
            lines = b"".join(_line({"_id": query_id(q), "text": q}) for q in asked)
            archive.writestr(_entry(f"queries.{language}.jsonl"), lines)
        archive.writestr(_entry("qrels.tsv"), _qrels(judged))
        archive.writestr(
            _entry("answers.jsonl"),
            b"".join(
                _line({"_id": query_id(question), "answers": list(one.answers)})
                for question, one in judged.items()
                if one.answers
            ),
        )
        archive.writestr(_entry("verdicts.jsonl"), b"".join(_line(_told(one)) for one in feedback))
    return file.getvalue()


def query_id(question: str) -> str:
    """The id a question gets: 12 hexadecimal digits of its sha256."""
    return hashlib.sha256(question.encode("utf-8", "surrogatepass")).hexdigest()[:12]


def _judge(feedback: Sequence[Feedback]) -> dict[str, _Judged]:
    articles: dict[str, dict[str, int]] = {}  # question to article to right less not right
    highlights: dict[str, dict[str, int]] = {}
    for one in feedback:
        step = 1 if one.verdict == "right" else -1
        for counts, key in ((articles, one.article_id), (highlights, one.highlight)):
            of_question = counts.setdefault(one.question, {})
            of_question[key] = of_question.get(key, 0) + step
    return {
        question: _Judged(
            grades={article: int(balance > 0) for article, balance in of_question.items()},
            answers=tuple(text for text, balance in highlights[question].items() if balance > 0),
        )
        for question, of_question in articles.items()
    }


def _qrels(judged: dict[str, _Judged]) -> bytes:
    """Only questions with something right: nothing is known of what would answer the others."""
    lines = ["query-id\tcorpus-id\tscore\n"]
    for question, one in judged.items():
        if any(one.grades.values()):
            lines += [f"{query_id(question)}\t{a}\t{grade}\n" for a, grade in one.grades.items()]
    return "".join(lines).encode()


def _told(one: Feedback) -> dict[str, object]:
    told = {key: value for key, value in asdict(one).items() if key not in ("user", "question")}
    return {"query": query_id(one.question), **told}


def _item(article_id: str, title: str, text: str) -> bytes:
    return _line({"_id": article_id, "title": title, "text": text})


def _entry(name: str) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, _STAMP)
    entry.compress_type = zipfile.ZIP_DEFLATED
    return entry


def _line(value: dict[str, object]) -> bytes:
    return (json.dumps(value, ensure_ascii=False) + "\n").encode("utf-8", "replace")
