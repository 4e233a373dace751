"""Arabic."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from bot.telegram.direction import isolate
from bot.texts.dates import human_time
from bot.texts.wording import Texts
from bot.texts.wording_admin import AdminTexts

if TYPE_CHECKING:
    from bot.library import Status
    from bot.progress import Pace
    from bot.state.questions import Day
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


def _progress(progress: Progress, pace: Pace | None) -> str:
    stage = STAGES.get(progress.stage, "الفهرسة")
    lines = [f"جارٍ {stage}: {progress.done:,} من {progress.total:,}"]
    if pace is not None:
        lines.append(f"{pace.rate:,.0f} في الثانية، والوقت المتبقي: {time_left(round(pace.left))}")
    return "\n".join(lines)


def time_left(whole: int) -> str:
    """So many seconds, in minutes where there are many."""
    if whole < 2 * 60:
        return counted(whole, "ثانية واحدة", "ثانيتان", "ثوانٍ", "ثانية", "ثانية", "أقل من ثانية")
    minutes = round(whole / 60)
    return counted(minutes, "دقيقة واحدة", "دقيقتان", "دقائق", "دقيقة", "دقيقة", "أقل من دقيقة")


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


def days(number: int) -> str:
    """A duration in days, in the genitive."""
    return counted(number, "يوم واحد", "يومين", "أيام", "يوماً", "يوم", "لا أيام")


def questions(number: int) -> str:
    """The number of questions."""
    return counted(number, "سؤال واحد", "سؤالان", "أسئلة", "سؤالاً", "سؤال", "لا أسئلة")


def verdicts(number: int) -> str:
    """The number of readers' verdicts."""
    return counted(number, "تقييم واحد", "تقييمان", "تقييمات", "تقييماً", "تقييم", "لا تقييمات")


def times(number: int) -> str:
    """How often."""
    return counted(number, "مرة واحدة", "مرتين", "مرات", "مرة", "مرة", "لا مرات")


def addresses(number: int) -> str:
    """The number of addresses, in the accusative."""
    return counted(number, "عنواناً واحداً", "عنوانين", "عناوين", "عنواناً", "عنوان", "لا عناوين")


def _id(number: int) -> str:
    return isolate(str(number))


def _ids(numbers: Sequence[int]) -> list[str]:
    return [f"• {_id(number)}" for number in numbers]


def _megabytes(size: int) -> str:
    return f"{size / 1e6:,.3g} ميغابايت"


def _admins(fixed: Sequence[int], added: Sequence[int]) -> str:
    lines = ["المشرفون المذكورون في الإعدادات:", *(_ids(fixed) or ["• لا أحد"])]
    return "\n".join([*lines, "المشرفون المضافون هنا:", *(_ids(added) or ["• لا أحد"])])


def _rollback_sure(served: str, target: str, created: str, number: int) -> str:
    return "\n".join(
        [
            f"هل أعود من الفهرس {isolate(served)} إلى الفهرس {isolate(target)}؟",
            f"أُنشئ في {isolate(human_time(created, MONTHS, COMMA))}، وفيه {articles(number)}.",
        ]
    )


def _private(user: int | None, group: int | None) -> str:
    known = [] if user is None else [f"معرّفك {_id(user)}"]
    known += [] if group is None else [f"معرّف هذه المجموعة {_id(group)}"]
    return f"عذراً، هذا البوت خاص. لتستخدمه اطلب من أحد المشرفين السماح لك: {COMMA.join(known)}."


def _between(least: float, most: float) -> str:
    return f"{least:,.0f}" if round(least) == round(most) else f"من {least:,.0f} إلى {most:,.0f}"


def _stats(shown: Sequence[Day]) -> str:
    asked, answered = sum(day.asked for day in shown), sum(day.answered for day in shown)
    medians = [day.median_ms for day in shown if day.median_ms is not None]
    return "\n".join(
        [
            f"آخر {days(len(shown))}، يوماً بيوم (UTC):",
            f"🟦 الأسئلة: {asked:,} في المجموع",
            f"🟩 أُجيب عن {100 * answered / asked:.0f} بالمئة منها",
            f"🟧 وسيط زمن البحث: {_between(min(medians), max(medians))} ملي ثانية",
        ]
    )


def _feedback(number: int, asked: int, whole: bool) -> str:
    held = "فيه كل المقالات." if whole else "فيه المقالات التي قُيّمت فقط."
    return "\n".join(
        [
            f"التقييمات: {verdicts(number)}، والأسئلة: {questions(asked)}. {held}",
            f"فُكّ ضغطه في مجلد، ثم قِس الجودة: {isolate('iqtibas eval FOLDER')}",
        ]
    )


ADMIN = AdminTexts(
    no="لا",
    cancelled="لم يُفعل شيء.",
    refused=lambda reason: f"تعذّر ذلك: {isolate(reason)}",
    reindex_how=f"اكتب {isolate('/reindex')}، أو {isolate('/reindex full')} لقراءة كل المقالات من"
    " جديد.",
    reindex_later="سيُحدَّث الفهرس عندما تنتهي الفهرسة الجارية.",
    after_rollback=lambda generation: (
        f"كان الفهرس قد أُعيد إلى {isolate(generation)}. هذه الفهرسة تجعله مطابقاً لمجلدات المقالات"
        " من جديد."
    ),
    add_how=lambda kinds, size: (
        f"أرسل المقال ملفاً ({kinds}) حجمه {_megabytes(size)} على الأكثر، أو رُدّ على ملف كهذا بالأمر"
        f" {isolate('/add')}. أما صفحات الويب فاكتب عناوينها بعد الأمر {isolate('/add')}."
    ),
    add_same_page=lambda url, name: (
        f"هذه الصفحة موجودة بين المقالات باسم {isolate(name)}: {isolate(url)}"
    ),
    add_failed=lambda url, reason: f"تعذّر جلب {isolate(url)}: {reason}",
    add_too_many=lambda number: (
        f"آخذ {addresses(number)} على الأكثر دفعة واحدة. أرسل البقية بعد ذلك من فضلك."
    ),
    web_reasons={
        "address": "هذا ليس عنوان صفحة ويب. انسخه من المتصفح مرة أخرى من فضلك.",
        "private": "يقود هذا العنوان إلى شبكة غير عامة. احفظ الصفحة ملفاً وأرسله من فضلك.",
        "robots": "يطلب الموقع من البرامج ألا تقرأ هذه الصفحة. احفظها ملفاً وأرسله من فضلك.",
        "gone": "يقول الموقع إن هذه الصفحة غير موجودة. انظر إليها في المتصفح من فضلك.",
        "forbidden": "لا يعطي الموقع هذه الصفحة للبرامج. احفظها ملفاً وأرسله من فضلك.",
        "busy": "يطلب الموقع العودة لاحقاً. حاول مرة أخرى بعد مدة من فضلك.",
        "unreachable": "لا يجيب الموقع كما ينبغي. حاول مرة أخرى لاحقاً من فضلك.",
        "slow": "تأخر الموقع كثيراً. حاول لاحقاً، أو احفظ الصفحة ملفاً وأرسله من فضلك.",
        "redirects": "يحيل الموقع من عنوان إلى عنوان بلا نهاية. أرسل العنوان الأخير من فضلك.",
        "large": "هذه الصفحة كبيرة جداً. احفظ المهم منها ملفاً وأرسله من فضلك.",
        "type": "هذه ليست صفحة أستطيع قراءتها مقالاً. أما الخلاصات فمكانها الإعدادات.",
        "broken": "جواب الموقع معطوب. احفظ الصفحة ملفاً وأرسله من فضلك.",
        "no_article": "لم أجد مقالاً في هذه الصفحة. احفظ نصها ملفاً وأرسله من فضلك.",
    },
    watch_troubles="تعذّر جلب ما يلي، وسأواصل المحاولة دون أن أخبرك مرة أخرى:",
    watch_failed=lambda reason: f"تعذّر البحث عن مقالات جديدة: {isolate(reason)}",
    watch_rolled_back=lambda generation: (
        f"هناك مقالات جديدة، لكن الفهرس أُعيد إلى {isolate(generation)}. تُفهرس عندما تكتب"
        f" {isolate('/reindex')}."
    ),
    add_kind=lambda name, kinds: f"لا أستطيع قراءة {isolate(name)}. ما أقرؤه: {kinds}",
    add_too_large=lambda size: f"هذا الملف كبير جداً. أقبل {_megabytes(size)} على الأكثر.",
    add_unreadable=lambda name, reason: f"لا مقال في {isolate(name)}: {isolate(reason)}",
    add_same=lambda name: f"هذا الملف نفسه موجود بين المقالات باسم {isolate(name)}. لم يُضف شيء.",
    added=lambda article, name: f"أُضيف: {article}\nحُفظ باسم {isolate(name)}",
    add_alike=lambda number: (
        f"في الفهرس من قبلُ {articles(number)} بالعنوان والمصدر نفسيهما. انظر"
        f" {isolate('/articles')} إن أردت حذف أحدها."
    ),
    remove_how=f"اكتب {isolate('/remove')} ثم معرّف المقال كما يظهر في {isolate('/articles')}، أو"
    " رُدّ به على رسالة فيها اقتباس من المقال.",
    remove_unknown=lambda name: (
        f"لا يوجد مقال معرّفه {isolate(name)}. تجد المعرّفات في {isolate('/articles')}."
    ),
    remove_nothing_named="لا تذكر تلك الرسالة مقالاً من الفهرس.",
    remove_which="أيّ مقال تريد حذفه؟",
    remove_sure=lambda article, path: (
        f"هل أحذف {article}؟\nسيُنقل ملفه {isolate(path)} جانباً ولن يُتلف."
    ),
    remove_yes="احذفه",
    remove_gone="لم يعد هذا المقال موجوداً.",
    removed=lambda article: f"حُذف: {article}",
    rollback_none="لا يوجد فهرس سابق يُعاد إليه.",
    rollback_sure=_rollback_sure,
    rollback_yes="عُد إليه",
    rollback_stale="تغيّر الفهرس منذ ذلك الحين. لم يُفعل شيء.",
    rolled_back=lambda generation: (
        f"الفهرس المستخدم الآن هو {isolate(generation)}.\nبقيت مجلدات المقالات كما هي، ولذلك سيجعل"
        f" الأمر {isolate('/reindex')} التالي الفهرسَ مطابقاً لها من جديد."
    ),
    admins=_admins,
    admins_how=f"اكتب {isolate('/admins')} أو {isolate('/admins add ID')} أو"
    f" {isolate('/admins remove ID')}. المعرّف رقم، ولا حاجة إليه إذا كان الأمر رداً على رسالة من"
    " تقصده.",
    admin_fixed=lambda one: f"المشرف {_id(one)} مذكور في الإعدادات، ولا يتغيّر ذلك إلا فيها.",
    admin_added=lambda one: f"أصبح {_id(one)} مشرفاً.",
    admin_already=lambda one: f"{_id(one)} مشرف من قبل.",
    admin_removed=lambda one: f"لم يعد {_id(one)} مشرفاً.",
    admin_none=lambda one: f"{_id(one)} ليس مشرفاً.",
    allow_how=f"اكتب {isolate('/allow ID')} أو {isolate('/deny ID')} برقم شخص أو مجموعة، أو"
    f" {isolate('here')} بدلاً منه داخل المجموعة، أو رُدّ بالأمر على رسالة من تقصده.",
    allowed_list=lambda ids: "\n".join(["المسموح لهم عدا المشرفين:", *(_ids(ids) or ["• لا أحد"])]),
    allowed=lambda one: f"سُمح لـ {_id(one)}.",
    allowed_already=lambda one: f"{_id(one)} مسموح له من قبل.",
    denied=lambda one: f"لم يعد {_id(one)} مسموحاً له.",
    denied_already=lambda one: f"لم يكن {_id(one)} في القائمة.",
    bot_is_open="يجيب البوت الجميع ما لم تجعله الإعدادات خاصاً.",
    private=_private,
    stats_none=lambda number: f"لم يسأل أحد شيئاً خلال {days(number)}.",
    stats=_stats,
    unanswered_none="أُجيب عن كل الأسئلة حتى الآن.",
    unanswered_head=lambda number: f"بلا جواب: {questions(number)}، الأكثر تكراراً أولاً",
    times=lambda number: f"سُئل {times(number)}",
    now_answered=lambda number: f"صار جوابه في المقالات: {questions(number)}",
    feedback_none="لم يقيّم أحد جواباً حتى الآن.",
    feedback=_feedback,
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
    edited=lambda day: f"⚠️ عُدّل بعد نشره، ولوحظ ذلك في {isolate(day)}",
    withdrawn=lambda day: f"⚠️ سُحب من موقعه، ولوحظ ذلك في {isolate(day)}",
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
            f"• {isolate('/reindex full')} قراءة كل المقالات من جديد",
            "• الملف الذي ترسله إليّ يصبح مقالاً، وكذلك صفحة الويب التي تكتب عنوانها بعد"
            f" {isolate('/add')}",
            f"• {isolate('/remove')} حذف مقال، و{isolate('/rollback')} العودة إلى الفهرس السابق",
            f"• {isolate('/unanswered')} أسئلة بلا جواب",
            f"• {isolate('/stats')} أداء البوت، و{isolate('/feedback')} تقييمات القراء",
            f"• {isolate('/admins')} {isolate('/allow')} {isolate('/deny')} لمن يحق ماذا",
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
        "add": "إضافة مقال",
        "remove": "حذف مقال",
        "rollback": "العودة إلى الفهرس السابق",
        "unanswered": "أسئلة بلا جواب",
        "stats": "أداء البوت",
        "feedback": "تقييمات القراء للتنزيل",
        "admins": "المشرفون",
        "allow": "السماح باستخدام البوت الخاص",
        "deny": "إلغاء السماح",
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
    previous="→ السابقة",
    next="التالية ←",
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
    same_text="النص نفسه",
    day_is=lambda named, day: f"«{isolate(named)}» أي {isolate(day)}",
    newer="مقال أحدث في هذا الموضوع:",
    nearest="أقرب العناوين إلى سؤالك، وليست جواباً عنه:",
    notify_me="🔔 أخبرني إن وُجد الجواب",
    will_notify="سأخبرك إن جاء الجواب في مقالات تُضاف لاحقاً.",
    answered_now=lambda question: f"صار في المقالات جوابٌ عن سؤالك: {isolate(question)}",
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
    admin=ADMIN,
)
