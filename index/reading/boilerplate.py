"""Which lines of a copied page are not the article: adverts, share bars, comment forms, menus.

Each line is judged by itself, folded (see ``index.reading.folding``), against closed patterns that
must cover the whole line: a sentence that merely starts with such a word is the article's. When in
doubt a line stays, since a kept advert costs little and a lost sentence cannot be quoted.
"""

from __future__ import annotations

import re

from index.reading.folding import fold

_MAX_LINE = 600  # characters; longer lines are paragraphs
_SENTENCE_END = re.compile(r"(?<![.…])[.۔][\s\"'»”’)\]]*$")
_TRAILING = re.compile(r"(\.\.|…)\W*$")  # "you may also like..."
_DECORATION = " \t•·*|-–—_«»‹›<>←→↑↓▪●■►▼#"

_NETWORKS = (
    "فيسبوك فيس بوك تويتر اكس واتساب واتس اب تيليجرام تيلجرام تليغرام تلغرام تيليغرام انستغرام"
    " انستجرام يوتيوب لينكدان لينكد ان لينكدإن بينتيريست بنترست ماسنجر سناب شات تيك توك ثريدز"
    " facebook twitter x whatsapp telegram linkedin instagram youtube pinterest reddit tumblr"
    " messenger threads bluesky tiktok flipboard email"
)
_SHARE_WORDS = (
    "شارك شاركها شاركه شاركنا مشاركه انشر غرد طباعه اطبع نسخ الرابط البريد الالكتروني بريد"
    " الكتروني هذا المقال الخبر الموضوع الصفحه مع اصدقائك عبر علي تابعونا تابعنا صفحتنا قناتنا"
    " حسابنا و في share tweet print copy link this article story post page on via with friends"
    " follow us our channel and"
)
_SHARE_HEADS = (
    "شارك شاركها شاركه مشاركه انشر غرد طباعه اطبع نسخ تابعونا تابعنا share tweet print copy follow"
)
# A line of the first words only is a share bar if one of the second is among them.
_BAR_WORDS = frozenset(f"{_NETWORKS} {_SHARE_WORDS}".split())
_BAR_HEADS = frozenset(f"{_NETWORKS} {_SHARE_HEADS}".split())

# Section names and menu items: a line made of these words only, above the article.
_SECTIONS = (
    "الرئيسيه اخبار الاخبار عاجل العالم العالميه عالميه عالمي عربي عربيه العربيه دولي دوليه الدوليه"
    " ودولي ودوليه محلي محليه محليات المحليه سياسه السياسه سياسي سياسيه وسياسه اقتصاد الاقتصاد"
    " اقتصادي اقتصاديه واقتصاد اسواق الاسواق واسواق مال المال والمال اعمال الاعمال واعمال رياضه"
    " الرياضه رياضيه ورياضه ثقافه الثقافه وثقافه فن فنون وفنون وفن منوعات تكنولوجيا التكنولوجيا"
    " وتكنولوجيا تقنيه التقنيه علوم العلوم وعلوم صحه الصحه وصحه مقالات المقالات راي الراي اراء"
    " تقارير التقارير تحقيقات فيديو صور حوادث مجتمع المجتمع بحث البحث القائمه"
    " home news world international national local politics political business economy markets"
    " market finance technology tech science health sport sports culture entertainment opinion"
    " analysis video videos live latest breaking top stories menu search us uk europe asia africa"
    " middle east americas and"
)
_SECTION_WORDS = frozenset(_SECTIONS.split())

_ADVERTS = (
    r"\[?(اعلان|اعلانات|اعلان ممول|محتوي ممول|مساحه اعلانيه)( رقم)?( ?\d+)?\]?",
    r"\[?(advertisements?|sponsored|sponsored content|promoted|ad)( ?\d+)?\]?",
    r"(advertisement ?[-–—:]? ?)?(scroll to continue|(story|article) continues (below|after)"
    r"( (this )?ad(vertisement)?)?)",
    r"(يستمر المقال|يتبع المقال) بعد الاعلان",
)
_COMMENTS = (
    r"(ال)?(تعليق|تعليقات|ردود)( ?[(:\[]? ?\d+ ?[)\]]?)?:?",
    r"\d+ (تعليق|تعليقات|تعليقا|ردود)|لا (توجد|يوجد) (تعليقات|تعليق)( بعد)?",
    r"(اترك|اضف|اكتب|اضافه|ارسال|ارسل|نشر) (ال|لك )?(تعليق|تعليقا|تعليقك|رد|ردا)( جديدا?)?"
    r"( الغاء الرد)?|الغاء الرد",
    r"لن يتم نشر (عنوان )?بريدك الالكتروني\.?( الحقول الالزاميه مشار اليها ب ?ـ?)?\W*",
    r"الحقول الالزاميه مشار اليها ب\W*",
    r"(الاسم|البريد الالكتروني|الموقع الالكتروني) ?\*?",
    r"احفظ اسمي.{0,60} في هذا المتصفح .{0,60}",
    r"\d+ (comments?|repl(y|ies))|comments? ?[(\[]? ?\d* ?[)\]]?|no comments( yet)?",
    r"(leave|post|add|write) a (comment|reply)|(post|submit) comment|cancel reply",
    r"comments are closed\.?|view( all)? comments|join the (conversation|discussion)\.?",
    r"your email address will not be published\.?( required fields are marked)?\W*",
    r"required fields are marked\W*",
    r"(ال)?(اراء|مقالات|تعليقات|مشاركات)( الوارده| المنشوره)?( ادناه| اعلاه| هنا)? لا تعبر"
    r"( بالضروره)? عن (راي|اراء|وجهه نظر) .{1,120}",
    r"(tell us what you think|have your say|(have|got) a (news |story )?tip\?.{0,200})\W*",
    r"save my name, email,? and website in this browser .{0,60}",
)
_PAGE = (
    r"زر الذهاب الي الاعلي|(العوده|الرجوع|انتقل|اذهب|الانتقال) الي (ال)?(اعلي|محتوي)( الصفحه)?",
    r"(back|return|scroll) to( the)? top|skip to( main)? content|top of page",
    r"تسجيل الدخول|تسجيل الخروج|سياسه الخصوصيه|شروط الاستخدام|الشروط والاحكام|اتصل بنا|من نحن",
    r"log ?in|sign ?in|log ?out|register|privacy policy|cookie policy|contact us|about us",
    r"terms (of (use|service)|(and|&) conditions)",
    r"(تم )?نسخ الرابط( بنجاح)?|link copied!?|حجم الخط|استمع (الي|ل) ?(هذا )?المقال",
    r"listen to this (article|story)|\d+ min(ute)?s? read|(مده|وقت|زمن) القراءه ?:?.{0,20}",
    r"(this (web ?)?site uses|we( and our partners)? use) cookies( (to|on|for|and) .{0,300})?\.?",
    r"by (continuing|using) (to (use|browse) )?(this|our) (web ?)?site\b.{0,300}",
    r"(accept|reject|manage)( all)? cookies|cookie (settings|preferences|notice)",
    r"(نستخدم|نحن نستخدم|يستخدم (هذا )?الموقع|يستخدم موقعنا) (ملفات (تعريف الارتباط|الكوكيز)"
    r"|(ال)?كوكيز).{0,300}",
    r"(اقبل|قبول|رفض|اداره|اعدادات)( كل| جميع)? (ملفات تعريف الارتباط|ال(كوكيز|كل))",
    r"(published|updated|posted)( at)? \d{1,2}:\d\d( ?[ap]\.?m\.?)?( [a-z]{2,4})?",
    r"(copyright )?(©|\(c\)|ⓒ).{0,150}|copyright \d{4}.{0,120}",
    r".{0,80}© ?\d{4}.{0,80}",
    r"(جميع|كل|كافه) الحقوق محفوظه( ل.{0,60}| ?[©@\d].{0,60})?\.?",
    r"(.{0,60}[.|,–—-] ?)?all rights reserved\.?",
    r"!\[[^\]]{0,200}\]\([^)]{0,300}\)",  # a Markdown image
    r"<?(https?://|www\.)\S+>?",
    r"(ال)?مصادر ?:|(ال)?مصدر ?:|sources? ?:",
)
_NEWSLETTERS = (
    r"(اشترك|اشتركوا|سجل|سجلوا|انضم|انضموا)( الان)? (في|الي|ب) ?(نشرتنا|النشره البريديه|قناتنا"
    r"|قائمتنا|القائمه البريديه).{0,100}",
    r"(النشره البريديه|القائمه البريديه|newsletters?|subscribe|sign up|subscribe now|join now)",
    r"(subscribe|sign up|join|get) .{0,80}\b(our|your) (\w+ )?(newsletters?|channel|inbox|updates"
    r"|alerts|mailing list).{0,80}",
    r"(follow|join|find|like) us (on|at|via) .{0,60}",
    r"follow .{1,40} on (twitter|x|facebook|instagram|youtube|telegram|whatsapp)\b.{0,80}",
    r"if you (enjoyed|liked|found) this (article|story|post)\b.{0,300}",
    r"(حمل|حملوا|نزل|نزلوا)( الان)? (تطبيقنا|(ال)?تطبيق (الان|مجانا|من (متجر|هنا|app|google)))\b"
    r".{0,60}",
    r"(للاشتراك|للانضمام|لمتابعه|للحصول علي) .{0,60}"
    r"(قناتنا|صفحتنا|نشرتنا|تطبيقنا|حسابنا|خدمتنا)\b.{0,80}",
)
_CREDIT = r"(الصوره|صوره|مصدر الصوره|تصوير|photo|picture|image|photo credit|image credit|credit)"
_CAPTIONS = (
    # A caption is one sentence and then its credit, "….. Photo: Reuters |".
    rf"([^.؟?!|]{{1,200}}[.|–—(] ?)?{_CREDIT} ?: ?[^.؟?!:]{{1,40}}",
    r"[(\[]?(file )?photo(graph)? by [^.]{1,60}[)\]]?",
)
_TAGS = (
    r"\( ?(العلامات ?للترجمه|tagstotranslate) ?\).*",  # how a translation plugin leaves its tags
    r"\[/?(caption|gallery|embed|button|playlist|video|audio)[ \]].*",  # a blog's commands
    r"(#\w+[ ,،]*)+",
)
# What follows these is open, so the line must not end as a sentence does.
_LEADS = (
    r"(اقرا|اقراوا|اقرئي|طالع|شاهد|انظر|تابع)( ايضا| المزيد| كذلك| ايضاً)? ?[:|>].*",
    r"(اقرا|اقراوا|طالع|انظر) (ايضا|المزيد|كذلك)( .*)?|شاهد (ايضا|المزيد|بالفيديو)",
    r"للمزيد( من الاخبار)?( ?:.*)?|(مواضيع|مقالات|اخبار|موضوعات|الموضوعات) (ذات صله|ذات علاقه"
    r"|متعلقه|مشابهه|قد تهمك)( ?:.*)?|قد يعجبك ايضا( ?:.*)?|الاكثر (قراءه|مشاهده|تداولا)( ?:.*)?",
    r"(read|see|watch) (more|also|next)( ?[:|>»–—-].*)?|(read|see) more (about|on|at|here)\b.*",
    r"(also read|also see|see also|read this|related|more on this|watch|don['’]t miss) ?[:|>].*",
    r"don['’]t miss|more ?:|also ?:|most (read|popular|viewed|watched) in .{1,40}",
    r".{10,140}\[(insight|video|videos|reaction|pictures|analysis|live|latest|report|comment)\]\|?",
    r"copyright .{1,60}\b(19|20)\d\d\b.{0,60}",
    r"related( (stories|articles|news|topics|posts|content|coverage|links))?( ?:.*)?",
    r"(you (may|might) also (like|enjoy)|recommended( for you| stories| reading)?"
    r"|most (read|popular|viewed)|trending( now)?|up next|editors?'? picks?"
    r"|more (on this (story|topic)|from .{1,40}|stories|news))( ?:.*)?",
    r"(الوسوم|وسوم|الكلمات المفتاحيه|كلمات مفتاحيه|كلمات دلاليه|الكلمات الدلاليه|الكلمات الداله"
    r"|العلامات|تاجز|هاشتاج) ?:.*|الوسوم|وسوم",
    r"(tags?|keywords?|topics?|filed under|categor(y|ies)) ?:.*|tags?|topics",
)
# Below these, at the end of a page, headlines of other stories are listed.
_LIST_HEADS = re.compile(
    r"(ال)?(مواضيع|مقالات|اخبار|موضوعات) (ال)?(ذات صله|ذات علاقه|متعلقه|مشابهه|قد تهمك)"
    r"|(قد يعجبك|اقرا|شاهد|طالع) ايضا|اقرا المزيد|(ال)?اكثر (قراءه|مشاهده|تداولا)"
    r"|related( (stories|articles|news|topics|posts|content|coverage|links))?"
    r"|you (may|might) also (like|enjoy)|recommended( for you| stories| reading)?"
    r"|most (read|popular|viewed)|trending( now)?|up next|editors?['’]? picks?"
    r"|more (on this (story|topic)|stories|news|from .{1,40})|read (also|more|next)|see also"
)
_WHOLE = re.compile("|".join(_ADVERTS + _COMMENTS + _PAGE + _NEWSLETTERS + _CAPTIONS + _TAGS))
_LEAD = re.compile("|".join(_LEADS))
_WORD = re.compile(r"[^\W_]+")


def is_boilerplate(line: str) -> bool:
    """Whether a line of a copied page is, by itself, none of the article.

    Args:
        line: One line, not blank.
    """
    if len(line) > _MAX_LINE:
        return False
    folded = fold(line)
    words = _WORD.findall(folded)
    if not words or _WHOLE.fullmatch(folded):
        return True
    bare = folded.strip(_DECORATION)
    if _TRAILING.search(bare):
        bare = bare.rstrip(".… ")
    if _WHOLE.fullmatch(bare):
        return True
    if _SENTENCE_END.search(bare):
        return False
    return _is_share_bar(words) or _LEAD.fullmatch(bare) is not None


def heads_a_list(line: str) -> bool:
    """Whether headlines of other stories follow ("Related stories", "اقرأ أيضاً")."""
    return _LIST_HEADS.fullmatch(fold(line).strip(_DECORATION + ":.…")) is not None


def is_section_name(line: str) -> bool:
    """Whether a line above the headline is a menu or a section's name ("World / Europe")."""
    words = _WORD.findall(fold(line))
    return 0 < len(words) <= 8 and all(word in _SECTION_WORDS for word in words)


def _is_share_bar(words: list[str]) -> bool:
    return all(word in _BAR_WORDS for word in words) and not _BAR_HEADS.isdisjoint(words)
