"""The chat in a browser: what it shows, and what it does."""

from __future__ import annotations

import httpx
import pytest
from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup

from tests.fake_telegram import Chat, FakeTelegram, parse_html
from tests.fake_telegram.page import Person, formatted


@pytest.mark.parametrize(
    ("sent", "shown"),
    [
        ("a &lt;b&gt; &amp; <b>c</b>", "a &lt;b&gt; &amp; <b>c</b>"),
        ("😀 <b>x <i>y</i></b> z", "😀 <b>x <i>y</i></b> z"),
        (
            "head\n<blockquote>q <b>h</b></blockquote>\ntail",
            "head<blockquote>q <b>h</b></blockquote>tail",
        ),
        (
            '<a href="https://example.org/?a=1&amp;b=2">t</a>',
            '<a target="_blank" rel="noopener" href="https://example.org/?a=1&amp;b=2">t</a>',
        ),
        (
            "<blockquote expandable>q</blockquote>",
            '<blockquote class="expandable"'
            " onclick=\"this.classList.toggle('open')\">q</blockquote>",
        ),
    ],
)
def test_a_text_is_shown_with_its_entities_and_escaped(sent: str, shown: str) -> None:
    assert formatted(*parse_html(sent)) == shown


async def test_a_person_writes_and_presses_on_the_page(
    bot: Bot, chat: Chat, fake: FakeTelegram
) -> None:
    fake.people.append(Person("<Layla>", chat))
    async with httpx.AsyncClient(base_url=fake.base_url) as browser:
        await browser.post("/say?who=0", data={"text": "ما الخبر؟"})
        assert [m.text for m in chat.messages] == ["ما الخبر؟"]
        await browser.post("/send?who=0", files={"file": ("خبر.txt", b"words", "text/plain")})
        assert chat.messages[-1].attachment["document"]["file_name"] == "خبر.txt"
        markup = InlineKeyboardMarkup(
            [
                [InlineKeyboardButton("article", url="https://example.org/a")],
                [InlineKeyboardButton("more", callback_data="m")],
            ]
        )
        await bot.send_message(chat.id, "answer", reply_markup=markup)
        page = (await browser.get("/")).text
        assert "&lt;Layla&gt;" in page
        assert 'href="https://example.org/a"' in page
        assert 'onclick="press(3, 1)"' in page
        await browser.post("/press?who=0&message=3&button=1", timeout=10)
    assert fake.state.updates[-1]["callback_query"]["data"] == "m"
