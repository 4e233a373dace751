from __future__ import annotations

import pytest

from index.reading.boilerplate import is_boilerplate, is_section_name

BOILERPLATE = """
(tagsToTranslate) Elon Musk(t) Vladimir Putin(t) Taiwan(t)
You may also like...
قد يعجبك أيضاً…
Most read in world news
Don't miss
More:
___
Updated at 1:23 p.m.
Follow Newsbeat on Instagram, Facebook, Twitter and YouTube.
If you enjoyed this article, we have a proposition for you: join us.
Have a tip? Jane Doe may be reached at the desk.
Tell us what YOU think...
Hong Kong in turmoil as leaders meet again [INSIGHT]|
copyright Example Magazine 2019 - ISSN: 0000-0000
[caption id="attachment_1" align="left"]
Cookie settings
نحن نستخدم ملفات تعريف الارتباط لتحسين تجربتك على الموقع.
قبول جميع ملفات تعريف الارتباط
الآراء الواردة أدناه لا تعبر عن رأي الموقع، بل تعكس وجهات نظر أصحابها فقط.
حمّل التطبيق الآن من متجر آبل
لمتابعة آخر الأخبار اشترك في قناتنا على تليغرام
إعلان
[إعلان رقم 2]
إعــلان مموّل
ADVERTISEMENT
Advertisement - scroll to continue
Story continues below advertisement
تعليق (0)
التعليقات (١٢)
3 تعليقات
لا توجد تعليقات
اترك تعليقاً
اترك تعليقاً إلغاء الرد
أضف تعليقك
لن يتم نشر عنوان بريدك الإلكتروني. الحقول الإلزامية مشار إليها بـ *
البريد الإلكتروني *
Leave a comment
12 comments
Your email address will not be published. Required fields are marked *
زر الذهاب إلى الأعلى
العودة إلى أعلى الصفحة
Back to top
Skip to main content
شارك
شارك هذا المقال
مشاركة عبر فيسبوك
فيسبوك تويتر واتساب
Share
Share this article
Facebook | Twitter | WhatsApp | Copy link
تابعونا على تويتر
Follow us on Facebook
Follow us on our Telegram channel for the news
اقرأ أيضا: لماذا ارتفعت الأسعار؟
اقرأ أيضاً | لماذا ارتفعت الأسعار
• اقرأ المزيد
شاهد: لحظة وصول الوفد
مواضيع ذات صلة
الأكثر قراءة
Read more
Read more: Why prices rose
READ ALSO: Why prices rose
Related stories
Related: Why prices rose
You may also like
More from Business
الوسوم: مصر، صحة
(العلاماتللترجمة) مصر (ر) صحة (ر) تقرير
Tags: economy, prices
#مصر #صحة
اشترك في نشرتنا البريدية ليصلك جديدنا
Sign up for our daily newsletter and never miss a story.
النشرة البريدية
We use cookies to improve your experience.
This website uses cookies to improve your experience.
جميع الحقوق محفوظة © 2024
© 2024 Example News
Copyright 2024 Example News. All rights reserved.
https://example.org/2024/10/25/story
<https://example.org>
المصادر:
Sources:
الوفد عند وصوله إلى المطار. الصورة: رويترز |
Photo by Jane Doe/Example Images
![a picture](https://example.org/a.png)
* * *
‏
5 min read
سياسة الخصوصية
"""

ARTICLE = """
شارك الرئيس في القمة التي عقدت في باريس.
شارك هذا الوزير في المؤتمر.
شارك في القمة رؤساء عشر دول
إعلان وقف إطلاق النار دخل حيز التنفيذ.
إعلان الرياض يدعو إلى وقف الحرب
جاء ذلك في إعلان رسمي.
تعليق الرحلات الجوية إلى بيروت
تعليق (0) على القرار كان متوقعا
تعليقات الوزير أثارت غضبا واسعا.
اترك السيارة في المنزل، تنصح الشرطة.
اقرأ باسم ربك، قال الخطيب.
شاهد أيضا الوزير العرض العسكري.
شاهد آلاف المشجعين المباراة النهائية.
تابع الرئيس المباراة على تويتر.
تابعنا الأحداث على مدار اليوم.
الأكثر قراءة بين الكتب رواية نشرت هذا العام.
حمل تطبيق القانون الجديد مفاجآت للتجار
الآراء لا تعبر دائماً عما يجري في القاعة
لمتابعة الجلسة حضر مئة صحافي
Follow the ministry's advice on masks, doctors said.
More than ten people came
Copyright law of 1976 protects such works.
Updated figures came at 10:30
Don't miss the point, he warned them
Have a tip for the waiter, the guide advised.
المصادر الرسمية لم تعلق على الخبر.
المصادر: ثلاثة مسؤولين رفضوا الكشف عن هويتهم.
العلامات الأولى ظهرت صباحا.
جميع الحقوق محفوظة في الدستور، قال القاضي.
اشترك في القتال مئة جندي.
سجل اللاعب هدفين في المباراة.
نستخدم المياه بحذر، قال المزارع.
فيسبوك تخسر مليون مستخدم
في هذا الموضوع
بحث الوزيران ملف الطاقة
الصورة: قاتمة، كما يقول الخبراء.
هذه صورة الوضع اليوم: حرب بلا نهاية.
زر الوزير المخيم أمس.
Share prices fell by 3 percent on Monday.
Share prices fall
Related charges were dropped, the court said.
Related charges dropped
Read more than ten books this year, she advised.
Read more about it in the report, officials said.
Watch out for ice, police said.
Follow the money, the prosecutor told the jury.
Copyright law was changed on Monday.
Cookies were sold at the fair.
Tags were attached to the whales.
Comments by the minister angered many.
Comment was not available.
Sign up for the new plan begins on Monday.
Twitter fell by 3 percent.
Facebook and Twitter were fined in Paris.
Advertisement spending rose.
Sources: three officials who asked not to be named.
Sources said the talks had failed.
Most read newspapers at breakfast.
More stories like his are needed, she said.
"A picture of health": how the town recovered
The report is at https://example.org/report now.
We use cookies in this recipe
1.
X.
2024
"""


@pytest.mark.parametrize("line", BOILERPLATE.strip().split("\n"))
def test_a_line_of_the_page_is_boilerplate(line: str) -> None:
    assert is_boilerplate(line)


@pytest.mark.parametrize("line", ARTICLE.strip().split("\n"))
def test_a_line_of_the_article_is_not(line: str) -> None:
    assert not is_boilerplate(line)


def test_a_paragraph_is_never_boilerplate() -> None:
    assert is_boilerplate("اقرأ أيضا: " + "كلمة " * 10)
    assert not is_boilerplate("اقرأ أيضا: " + "كلمة " * 200)


@pytest.mark.parametrize(
    "line",
    ["الأسواق العالمية", "الرئيسية / أخبار / عربي ودولي", "Home > World > Europe", "Business"],
)
def test_a_menu_is_a_section_name(line: str) -> None:
    assert is_section_name(line)


@pytest.mark.parametrize(
    "line", ["زلزال يضرب المغرب", "World leaders meet", "الاقتصاد ينمو", "—", "News " * 9]
)
def test_a_headline_is_no_section_name(line: str) -> None:
    assert not is_section_name(line)
