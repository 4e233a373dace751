"""Links that open a page at a sentence."""

from urllib.parse import unquote, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.telegram.fragments import link_to
from tests.bot.answers import ALPHABET, URLS
from tests.fake_telegram.urls import checked_link

PAGE = "https://example.com/news/1?a=b&c=d"


@pytest.mark.parametrize(
    ("text", "directive"),
    [
        ("Spain won.", "Spain%20won."),
        ("a-b, c & d", "a%2Db%2C%20c%20%26%20d"),
        ("فازت مصر", "%D9%81%D8%A7%D8%B2%D8%AA%20%D9%85%D8%B5%D8%B1"),
        ("100% #1?", "100%25%20%231%3F"),
        ("one\ntwo", "one%20two"),
        ("1 2 3 4 5 6 7 8", "1%202%203%204%205%206%207%208"),
        ("1 2 3 4 5 6 7 8 9,", "1%202%203%204,6%207%208%209%2C"),
    ],
)
def test_a_sentence_is_named_by_its_words_percent_encoded(text: str, directive: str) -> None:
    assert link_to(PAGE, text) == f"{PAGE}#:~:text={directive}"


def test_a_fragment_of_the_page_stays_and_a_directive_is_replaced() -> None:
    assert link_to(f"{PAGE}#top", "a") == f"{PAGE}#top:~:text=a"
    assert link_to(f"{PAGE}#:~:text=old", "a") == f"{PAGE}#:~:text=a"
    assert link_to(f"{PAGE}#top:~:text=old", "a") == f"{PAGE}#top:~:text=a"


def test_a_link_that_would_be_too_long_opens_the_page_only() -> None:
    assert link_to(PAGE, "ب" * 400) == PAGE


@pytest.mark.parametrize(
    "url",
    [
        *(
            None,
            "",
            "ftp://example.com",
            "javascript:alert(1)",
            "https://[::1",
            "http://localhost/",
        ),
        *(
            "http://10.0.0.1/x",
            "https://a@example.com/",
            "https://example.com:99999/",
            "https://a..b/",
        ),
        *("https://-a.com", "https://exa mple.com", "tg://user?id=1"),
    ],
)
def test_what_telegram_might_refuse_is_no_link(url: str | None) -> None:
    assert link_to(url, "a") is None


def test_a_host_in_arabic_letters_is_one() -> None:
    assert link_to("https://موقع.شبكة/1", "a") == "https://موقع.شبكة/1#:~:text=a"


@given(st.sampled_from(URLS), st.text(ALPHABET, max_size=200))
def test_any_link_is_taken_by_telegram_and_names_words_of_the_text(
    url: str | None, text: str
) -> None:
    link = link_to(url, text)
    if link is None:
        return
    checked_link(link)
    directive = urlsplit(link).fragment.partition(":~:text=")[2]
    assert not set(directive) & set("-& \n")
    for part in directive.split(","):
        assert unquote(part) in " ".join(text.split())
