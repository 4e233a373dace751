"""Arabic."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.telegram.direction import isolate
from bot.texts.dates import human_time
from bot.texts.wording import Texts

if TYPE_CHECKING:
    from bot.library import Status
    from index.summary import Progress, Summary

MONTHS = (
    "يناير",
    "فبراير",
    "مارس",
    "أبريل",
    "مايو",
    "يونيو",
    "يوليو",
    "أغسطس",
    "سبتمبر",
    "أكتوبر",
    "نوفمبر",
    "ديسمبر",
)
COMMA = "، "
STAGES = {"reading": "قراءة المقالات", "encoding": "حساب المتجهات", "writing": "كتابة الفهرس"}
LANGUAGES = {"ar": "بالعربية", "en": "بالإنجليزية"}


def counted(number: int, one: str, two: str, few: str, many: str, hundreds: str, none: str) -> str:
    """A number with its noun, in the form Arabic grammar asks for.

    Args:
        number: At least 0.
        one: The noun with "one": مقال واحد.
        two: The dual, which needs no number: مقالان.
        few: The plural, for 3 to 10 and 103 to 110: مقالات.
        many: The singular accusative, for 11 to 99 and 111 to 199: مقالاً.
        hundreds: The singular, for 100, 101, 102, 200 and so on: مقال.
        none: The plural with "no": لا مقالات.

    References:
        The plural categories of Arabic in Unicode CLDR.
    """
    small = {0: none, 1: one, 2: two}
    if number in small:
        return small[number]
    rest = number % 100
    noun = hundreds if rest <= 2 else few if rest <= 10 else many
    return f"{number:,} {noun}"


def articles(number: int) -> str:
    """The number of articles."""
    return counted(number, "مقال واحد", "مقالان", "مقالات", "مقالاً", "مقال", "لا مقالات")


def passages(number: int) -> str:
    """The number of passages."""
    return counted(number, "مقطع واحد", "مقطعان", "مقاطع", "مقطعاً", "مقطع", "لا مقاطع")


def sources(number: int) -> str:
    """The number of outlets."""
    return counted(number, "مصدر واحد", "مصدران", "مصادر", "مصدراً", "مصدر", "لا مصادر")


def files(number: int) -> str:
    """The number of files."""
    return counted(number, "ملف واحد", "ملفان", "ملفات", "ملفاً", "ملف", "لا ملفات")


def seconds(number: int) -> str:
    """A duration, in the genitive, as it follows "in"."""
    return counted(number, "ثانية واحدة", "ثانيتين", "ثوانٍ", "ثانية", "ثانية", "أقل من ثانية")


def _and_more(number: int) -> str:
    small = {1: "واحد", 2: "اثنان"}
    return f"و{small.get(number, f'{number:,}')} غيرها"


def _too_long(limit: int) -> str:
    letters = counted(limit, "حرف واحد", "حرفين", "أحرف", "حرفاً", "حرف", "لا أحرف")
    return f"السؤال طويل جداً. من فضلك اختصره إلى {letters} على الأكثر."


def _status(status: Status) -> str:
    created = human_time(status.created, MONTHS, COMMA)
    languages = COMMA.join(
        f"{articles(number)} {LANGUAGES.get(code, code)}"
        for code, number in sorted(status.languages.items())
    )
    return "\n".join(
        [
            f"في الفهرس {articles(status.articles)} ({languages}).",
            f"المقاطع: {passages(status.passages)}",
            f"المصادر: {sources(status.sources)}",
            f"الحجم: {status.bytes / 1e6:,.1f} ميغابايت",
            f"المرمِّز: {isolate(status.encoder)}",
            f"الإصدار: {isolate(status.generation)}",
            f"أُنشئ في: {isolate(created)}",
        ]
    )


def _progress(progress: Progress) -> str:
    stage = STAGES.get(progress.stage, "الفهرسة")
    return f"جارٍ {stage}: {progress.done:,} من {progress.total:,}"


def _done(summary: Summary) -> str:
    return "\n".join(
        [
            f"اكتملت الفهرسة في {seconds(round(summary.seconds))}.",
            f"أُضيف: {articles(summary.added)}",
            f"تغيّر: {articles(summary.changed)}",
            f"حُذف: {articles(summary.removed)}",
            f"بقي كما هو: {articles(summary.unchanged)}",
            f"المقاطع في الفهرس: {passages(summary.passages)}",
        ]
    )


TEXTS = Texts(
    code="ar",
    right_to_left=True,
    months=MONTHS,
    comma=COMMA,
    found="هذا ما جاء في المقالات:",
    continued="تتمّة:",
    abstained="لم أجد في المقالات جواباً عن هذا السؤال.",
    also_reported="ذكره أيضاً:",
    and_more=_and_more,
    articles=articles,
    start="\n".join(
        [
            "أهلاً بك في «اقتباس».",
            "اكتب سؤالك بالعربية أو بالإنجليزية، وسأجيبك باقتباس حرفي من المقالات، أُبرز فيه الجملة"
            " التي تجيب عن سؤالك وأذكر مصدره.",
            "وإن لم أجد الجواب في المقالات فسأقول لك ذلك.",
        ]
    ),
    help="\n".join(
        [
            "كيف تسأل؟",
            "• في محادثتنا هذه: اكتب سؤالك مباشرة.",
            f"• في المجموعات: اكتب {isolate('/ask')} ثم سؤالك، أو اذكر اسمي مع السؤال، أو رُدّ على"
            " إحدى رسائلي.",
            "كل اقتباس منقول حرفياً من المقال المذكور تحته، والجملة الأقرب إلى الجواب بالخط العريض.",
        ]
    ),
    help_admin="\n".join(
        [
            "أوامر المشرف:",
            f"• {isolate('/status')} حال الفهرس",
            f"• {isolate('/articles')} قائمة المقالات",
            f"• {isolate('/reindex')} تحديث الفهرس من مجلدات المقالات",
        ]
    ),
    ask_what=f"ما سؤالك؟ اكتبه بعد الأمر، هكذا: {isolate('/ask')} متى وقع الزلزال؟",
    too_long=_too_long,
    not_indexed="لم تُفهرس المقالات بعد، فلا أستطيع الإجابة الآن. حاول لاحقاً من فضلك.",
    failed="عذراً، حدث خطأ ولم أتمكن من إتمام طلبك. حاول مرة أخرى بعد قليل من فضلك.",
    unknown_command=f"لا أعرف هذا الأمر. اكتب سؤالك مباشرة، أو اكتب {isolate('/help')} للمساعدة.",
    not_text="أقرأ النصوص فقط. اكتب سؤالك من فضلك.",
    admins_only="عذراً، هذا الأمر للمشرفين فقط.",
    slow_down=lambda wait: (
        f"هذه أسئلة كثيرة دفعة واحدة. اسألني من جديد بعد {seconds(wait)} من فضلك."
    ),
    commands={"ask": "اسأل سؤالاً", "help": "كيف تسأل"},
    admin_commands={
        "status": "حال الفهرس",
        "articles": "قائمة المقالات",
        "reindex": "تحديث الفهرس",
    },
    status=_status,
    listing_head=lambda number: f"في الفهرس {articles(number)}، الأحدث أولاً:",
    reindex_started="بدأت الفهرسة…",
    reindex_busy="الفهرسة جارية الآن. انتظر حتى تنتهي من فضلك.",
    reindex_progress=_progress,
    reindex_done=_done,
    reindex_rejected=lambda number: f"لم يُفهرس: {files(number)}",
    reindex_failed=lambda reason: f"تعذّرت الفهرسة: {isolate(reason)}",
    reindex_stopped="توقفت الفهرسة لأن البوت أُغلق. بقي الفهرس السابق كما هو.",
    chat_hint="اكتب سؤالك. للخروج اضغط Ctrl-D.",
)
