"""An article as a file, for those that are nowhere on the web."""

from __future__ import annotations

import re

from telegram import InputFile

from bot.telegram.direction import one_line
from bot.texts import Texts, human_date
from index.article import Article

LONGEST_NAME = 60  # characters of a file's name


def article_file(article: Article, texts: Texts) -> InputFile:
    """An article as a text file."""
    date = human_date(article.published, texts.months)
    head = [article.title, article.source, date or "", article.url or ""]
    text = "\n".join([line for line in head if line]) + f"\n\n{article.text}\n"
    name = " ".join(re.sub(r"[^\w -]+", " ", one_line(article.title)).split())[:LONGEST_NAME]
    return InputFile(text.encode("utf-8", "replace"), f"{name.strip() or 'article'}.txt")
