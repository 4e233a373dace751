from __future__ import annotations

import io
from pathlib import Path

import pypdfium2
import pytest

from index.reading import ArticleFile, UnreadableError, parse_article
from index.reading.formats.pdf import order_score, read_pdf

PRINTED = Path(__file__).parent / "printed"
ARABIC = (PRINTED / "ar.txt").read_text("utf-8").rstrip("\n")
ENGLISH = (PRINTED / "en.txt").read_text("utf-8").rstrip("\n")


@pytest.mark.parametrize("path", sorted(PRINTED.glob("*.pdf")), ids=lambda path: path.stem)
def test_a_printed_article_is_read_letter_for_letter(path: Path) -> None:
    text = ENGLISH if path.stem.endswith("-en") else ARABIC
    assert read_pdf(path.read_bytes()).text == text


def test_all_that_is_printed_is_read_here() -> None:
    assert len(list(PRINTED.glob("*.pdf"))) == 6


def test_an_article_of_it_has_its_first_line_as_its_title() -> None:
    path = PRINTED / "chromium-ar.pdf"
    article = parse_article(path.read_bytes(), ArticleFile("0" * 12, path))
    assert article.text == ARABIC
    assert article.title == ARABIC.partition("\n")[0]
    assert (article.language, article.source) == ("ar", "chromium-ar")


def blank(pages: int) -> bytes:
    document = pypdfium2.PdfDocument.new()
    for _ in range(pages):
        document.new_page(100, 100)
    data = io.BytesIO()
    document.save(data)
    return data.getvalue()


def test_a_document_without_text_is_refused() -> None:
    with pytest.raises(UnreadableError, match="it holds no text, only pictures"):
        read_pdf(blank(2))


def test_a_document_of_very_many_pages_is_refused() -> None:
    with pytest.raises(UnreadableError, match="more than 300 pages; split it"):
        read_pdf(blank(301))


@pytest.mark.parametrize("share", [0.0, 0.02])
def test_what_is_no_whole_document_is_refused(share: float) -> None:
    data = (PRINTED / "fpdf2-ar.pdf").read_bytes()
    with pytest.raises(UnreadableError, match="it is not a whole PDF document"):
        read_pdf(data[: int(share * len(data))] + b"x")


def test_arabic_that_comes_backwards_scores_low() -> None:
    backwards = "\n".join(line[::-1] for line in ARABIC.split("\n"))
    assert (order_score(ARABIC) or 0) > 0.1
    assert (order_score(backwards) or 0) < -0.1
    assert order_score("قال إن") is None
