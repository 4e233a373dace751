"""What admins are shown."""

from bot.library import Listing
from bot.telegram.reports import pages_of, render_listing, render_summary
from bot.texts import texts_for
from index.reading import Rejected
from index.summary import Summary
from tests.bot.telegram.reading import received

AR, EN = texts_for("ar"), texts_for("en")


def test_a_summary_names_what_changed_and_each_file_left_out() -> None:
    rejected = (Rejected("articles/bad.txt", "it is not text"), Rejected("a\u202e\n.md", "empty"))
    summary = Summary("g2", 1, 0, 2, 11, 1203, 2.2, rejected)
    (page,) = render_summary(summary, AR)
    assert received(page).text.split("\n") == [
        "\u200fاكتملت الفهرسة في ثانيتين.",
        "\u200fأُضيف: مقال واحد",
        "\u200fتغيّر: لا مقالات",
        "\u200fحُذف: مقالان",
        "\u200fبقي كما هو: 11 مقالاً",
        "\u200fالمقاطع في الفهرس: 1,203 مقاطع",
        "\u200fلم يُفهرس: ملفان",
        "\u200f• \u2068articles/bad.txt\u2069: \u2068it is not text\u2069",
        "\u200f• \u2068a .md\u2069: \u2068empty\u2069",
    ]


def test_a_summary_in_english() -> None:
    (page,) = render_summary(Summary("g2", 1, 0, 2, 11, 1203, 0.2, ()), EN)
    assert received(page).text.split("\n") == [
        "\u200eIndexing finished in less than a second.",
        "\u200eAdded: 1 article",
        "\u200eChanged: no articles",
        "\u200eRemoved: 2 articles",
        "\u200eUnchanged: 11 articles",
        "\u200eThe index holds 1,203 passages.",
    ]


def test_of_many_files_left_out_the_first_are_named_and_the_rest_counted() -> None:
    rejected = tuple(Rejected(f"articles/{n}.txt", "r" * 300) for n in range(50))
    pages = render_summary(Summary("g2", 0, 0, 0, 0, 0, 0.0, rejected), EN)
    lines = [line for page in pages for line in received(page).text.split("\n")]
    assert len(pages) == 2
    assert sum("articles/" in line for line in lines) == 20
    assert lines[-1] == "\u200eand 30 more"


def test_a_page_of_the_listing_has_a_line_per_article_and_tells_where_it_is() -> None:
    listing = [Listing(f"{n:012x}", f"خبر {n}", "نشرة", "2024-10-25", "ar") for n in range(31)]
    first, last = (received(render_listing(listing, AR, page)) for page in (1, 4))
    assert first.text.split("\n")[:3] == [
        "\u200fفي الفهرس 31 مقالاً، الأحدث أولاً:",
        "\u200fالصفحة 1 من 4",
        "\u200f• \u2068خبر 0\u2069 — \u2068نشرة\u2069، \u206825 أكتوبر 2024\u2069، "
        "\u2068000000000000\u2069",
    ]
    assert first.of("code") == [f"{n:012x}" for n in range(10)]
    assert last.of("code") == ["00000000001e"]
    assert pages_of(listing) == 4


def test_a_page_of_the_longest_titles_fits_a_message() -> None:
    one = Listing("0" * 12, "😀" * 500, "😀" * 500, "2024-10-25", "ar")
    assert len(received(render_listing([one] * 10, EN)).of("code")) == 10
