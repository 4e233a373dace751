"""Arabic."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.telegram.direction import isolate
from bot.texts.dates import human_time
from bot.texts.wording import Texts

if TYPE_CHECKING:
    from bot.library import Status
    from index.summary import Progress, Summary
    from retrieval.answer import Unmatched

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


def articles_of(number: int) -> str:
    """The number of articles, in the genitive."""
    return counted(number, "مقال واحد", "مقالين", "مقالات", "مقالاً", "مقال", "لا مقالات")


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


def _unmatched(why: Unmatched) -> str:
    if why.unreadable:
        dates = COMMA.join(map(isolate, why.unreadable))
        examples = " أو ".join(map(isolate, ("منذ:2024", "منذ:2024/10", "منذ:25/10/2024")))
        return f"هذا ليس تاريخاً: {dates}\nاكتب سنة أو شهراً أو يوماً: {examples}"
    if why.unknown:
        lines = [f"لا مصدر بهذا الاسم: {COMMA.join(map(isolate, why.unknown))}"]
        if why.similar:
            lines.append(f"أسماء تشبهه: {COMMA.join(map(isolate, why.similar))}")
        return "\n".join(lines)
    return "لا مقال يوافق ما اشترطته في سؤالك، فلم أبحث في شيء."


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
    unmatched=_unmatched,
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
            "• في أي محادثة أخرى: اكتب اسمي مسبوقاً بعلامة @ ثم سؤالك، واختر اقتباساً.",
            "لتبحث في بعض المقالات فقط أضف إلى سؤالك: "
            + isolate("منذ:2024/10")
            + COMMA
            + isolate("حتى:2024")
            + " أو "
            + isolate("مصدر:«الاسم»"),
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
    commands={
        "ask": "اسأل سؤالاً",
        "latest": "أحدث المقالات",
        "sources": "مصادر المقالات",
        "language": "لغة كلامي معك",
        "privacy": "ما أحفظه عنك وكيف تحذفه",
        "help": "كيف تسأل",
    },
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
    name="العربية",
    examples="جرّب أحد هذه:",
    latest_head=lambda number: f"الأحدث من بين {articles_of(number)}:",
    sources_head=lambda number: f"مصادر المقالات، وعددها {number:,}:",
    sources_hint=lambda name: f"لتسأل مصدراً واحداً أضف إلى سؤالك: {isolate('مصدر:' + name)}",
    all_sources=f"كل المصادر: {isolate('/sources')}",
    page=lambda page, pages: f"الصفحة {page:,} من {pages:,}",
    previous="السابق",
    next="التالي",
    latest="أحدث المقالات",
    no_such_article="لا يقود هذا الرابط إلى مقال. لعلّه حُذف.",
    inline_hint="اكتب سؤالك بعد اسمي",
    inline_too_long="السؤال طويل هنا. اسألني في محادثتنا",
    inline_nothing="لم أجد الجواب في المقالات",
    inline_not_indexed="لم تُفهرس المقالات بعد",
    choose_language="بأي لغة أخاطبك؟ أما الأجوبة فتتبع لغة سؤالك.",
    automatic="تلقائي",
    language_chosen="تمّ. وتبقى الأجوبة بلغة سؤالك.",
    privacy="\n".join(
        [
            "يجري البحث عن أسئلتك على خادم هذا البوت نفسه، ولا تُرسل إلى خدمة أخرى.",
            "وما يلي يُحفظ مع رقم حسابك في تيليغرام إلى أن تحذفه:",
        ]
    ),
    kept={
        "people": f"اللغة التي اخترتها بالأمر {isolate('/language')} إن اخترت.",
        "answers": "أسئلتك والاقتباسات التي أجابتها، لتبقى أزرارها صالحة.",
        "feedback": "رأيك في الاقتباسات.",
        "unanswered": "أسئلتك التي لم يجب عنها مقال.",
    },
    privacy_delete=f"لحذفه كله دفعة واحدة استعمل الزر أو اكتب {isolate('/privacy delete')}",
    delete_words=("حذف", "احذف", "امسح"),
    delete_mine="احذف ما تحفظه عني",
    forgotten="حُذف. لم يبقَ شيء محفوظ عنك.",
    chat_hint="اكتب سؤالك. للخروج اضغط Ctrl-D.",
    understood=lambda question: f"السؤال كما فهمتُه: {isolate(question)}",
    reported_by=lambda number: f"نشره {sources(number)}، وغيرُ هذا:",
    nearest="أقرب العناوين إلى سؤالك، وليست جواباً عنه:",
    notify_me="🔔 أخبرني إن وُجد الجواب",
    will_notify="سأخبرك إن جاء الجواب في مقالات تُضاف لاحقاً.",
    more_quotes="اقتباسات أخرى",
    in_context="في سياقه",
    open_article="افتح المقال",
    copy_quote="انسخ الاقتباس",
    more_found="اقتباسات أخرى:",
    context_found="الاقتباس في سياقه:",
    what_is_wrong="ما عيب هذا الاقتباس؟",
    wrong="خطأ",
    irrelevant="لا صلة له بالسؤال",
    outdated="قديم",
    back="رجوع",
    thanks="شكراً، سُجّل رأيك.",
    no_more="لا اقتباسات أخرى لهذا السؤال.",
    moved_on="تغيّرت المقالات منذ هذا الجواب. أعد سؤالك من فضلك لأجيبك مما فيها الآن.",
    unknown_button="لم يعد هذا الزر صالحاً. اكتب سؤالك من جديد من فضلك.",
)
