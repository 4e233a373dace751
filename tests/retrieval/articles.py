"""A few invented news items, Arabic and English, for tests of answers."""

from __future__ import annotations

from pathlib import Path

FERRY = """---
title: Ferry line between Marwan and Silvan opens
source: Coast Courier
url: https://example.com/coast/ferry
published: 2025-05-11
---

The ferry line between the ports of Marwan and Silvan opened on Sunday after four years of work.

Captain Edward Hollis took 212 passengers across on the first crossing, which lasted 55 minutes.

The port authority of Silvan paid 9 million euros for the new pier. Tickets cost 14 euros.

"We had waited for this morning for years," said the mayor of Silvan, Judith Barrow.
"""

BRIDGE = """---
title: افتتاح جسر السنابل فوق نهر الزعفران
source: نشرة الضفاف
url: https://example.com/difaf/bridge
published: 2025-03-02
---

افتتحت وزيرة النقل ليلى الحدّاد أمس جسر السنابل فوق نهر الزعفران بعد سبع سنوات من العمل.

وبلغت كلفة الجسر ٤٥٠ مليون درهم، وتحمّل صندوق التنمية نصفها.

ويبلغ طول جسر السنابل 1200 متر، وهو أطول جسر في الإقليم الشرقي.

وقال المهندس المشرف عادل الشمري إن العمال استخدموا عشرين ألف طن من الفولاذ.
"""

MUSEUM = """---
title: متحف الفخار يستقبل زواره من جديد
source: صحيفة الميناء
published: 2025-04-18
---

أعاد متحف الفخار في مدينة المرجان فتح أبوابه بعد حريق أتلف جناحه الغربي قبل عامين.

وتضم مجموعة المتحف ثلاثة آلاف جرة، أقدمها عثر عليها صيادون في خليج المرجان.

وقالت مديرة المتحف هدى السالم إن الدخول مجاني للطلاب حتى نهاية العام.

وشكرت المديرة مؤسسة الشراع التي تبرعت بأجهزة الإطفاء الجديدة.
"""

SCHOOL = """---
title: مدرسة القرية الجبلية تفوز بجائزة الروبوتات
source: نشرة الضفاف
published: 2025-02-09
---

فازت مدرسة قرية عين الصنوبر بالجائزة الأولى في مسابقة الروبوتات الإقليمية.

وصمّم الطلاب روبوتاً صغيراً يجمع الزيتون من الأرض بعد العواصف.

وقال المعلم أسامة الخوري إن الفريق عمل على الروبوت خمسة أشهر كاملة.

وحصلت المدرسة على مختبر حاسوب تبرعت به شركة الأفق.
"""

# Word for word the same, as agencies are reprinted.
WIRE = """
ضربت عاصفة رملية مدينة البيلسان مساء الاثنين وأغلقت مطارها ست ساعات.

وحوّلت سلطات الطيران إحدى عشرة رحلة إلى مطار المرجان القريب.

وقال الراصد الجوي فؤاد النجار إن سرعة الرياح بلغت تسعين كيلومتراً في الساعة.
"""
STORM_ONE = f"---\ntitle: عاصفة رملية تغلق مطار البيلسان\nsource: وكالة الأفق\n---\n{WIRE}"
STORM_TWO = f"---\ntitle: عاصفة رملية تغلق مطار البيلسان\nsource: صحيفة الميناء\n---\n{WIRE}"

PUTIN = """---
title: بوتين يزور ميناء الشمال
source: صحيفة الميناء
published: 2025-01-20
---

زار الرئيس الروسي فلاديمير بوتين ميناء الشمال يوم الأربعاء وتفقد كاسحة جليد جديدة.

وأعلن بوتين أن روسيا ستبني أربع كاسحات جليد أخرى قبل نهاية العقد.

وقال وزير الاقتصاد إن الميناء سيوظف ألفي عامل جديد.
"""

ARTICLES = {
    "bridge.ar.md": BRIDGE,
    "ferry.en.md": FERRY,
    "museum.ar.md": MUSEUM,
    "putin.ar.md": PUTIN,
    "school.ar.md": SCHOOL,
    "storm-one.ar.md": STORM_ONE,
    "storm-two.ar.md": STORM_TWO,
}


def write_articles(folder: Path, articles: dict[str, str] = ARTICLES) -> None:
    """Write the articles as files into a new folder."""
    folder.mkdir(parents=True)
    for name, text in articles.items():
        (folder / name).write_text(text, "utf-8")
