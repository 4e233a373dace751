from __future__ import annotations

import io
from pathlib import Path

import docx
import pytest

from index.reading import ArticleFile, UnreadableError, parse_article
from index.reading.formats.docx import read_docx

PRINTED = Path(__file__).parent / "printed"


def saved(document: docx.document.Document) -> bytes:
    data = io.BytesIO()
    document.save(data)
    return data.getvalue()


@pytest.mark.parametrize("name", ["ar.txt", "en.txt"])
def test_an_article_is_read_letter_for_letter(name: str) -> None:
    title, *lines = (PRINTED / name).read_text("utf-8").rstrip("\n").split("\n")
    document = docx.Document()
    document.add_heading(title, 0)
    for line in lines:
        if line.startswith("• "):
            document.add_paragraph(line.removeprefix("• "), style="List Bullet")
        elif len(line) < 40:
            document.add_heading(line, 2)
        else:
            document.add_paragraph(line)
    article = parse_article(saved(document), ArticleFile("0" * 12, Path("news/a.docx")))
    assert article.title == title
    assert article.text == "\n".join(line.removeprefix("• ") for line in lines)


def test_tables_stand_where_they_are_and_a_merged_cell_is_read_once() -> None:
    document = docx.Document()
    document.add_paragraph("Before the table.")
    table = document.add_table(2, 3)
    table.cell(0, 0).text, table.cell(0, 1).text, table.cell(0, 2).text = "city", "year", "people"
    table.cell(1, 0).merge(table.cell(1, 1)).text = "Cairo"
    table.cell(1, 2).text = "many"
    document.add_paragraph("Behind the table.")
    assert read_docx(saved(document)).text == (
        "Before the table.\ncity | year | people\nCairo | many\nBehind the table."
    )


def test_a_line_break_and_a_run_in_bold_are_read() -> None:
    document = docx.Document()
    paragraph = document.add_paragraph("One ")
    paragraph.add_run("two").bold = True
    paragraph.add_run(" three.").add_break()
    paragraph.add_run("Four.")
    assert read_docx(saved(document)).text == "One two three.\nFour."


def test_the_stated_title_is_used_where_there_is_no_heading() -> None:
    document = docx.Document()
    document.core_properties.title = "Stated"
    document.add_paragraph("The text.")
    raw = read_docx(saved(document))
    assert (raw.title, raw.text) == ("Stated", "The text.")


def test_a_document_without_text_is_refused() -> None:
    with pytest.raises(UnreadableError, match="it holds no text"):
        read_docx(saved(docx.Document()))
