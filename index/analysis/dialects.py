"""Words of the spoken dialects and the standard Arabic that the news says instead.

Readers ask as they speak, in Cairo, Damascus, Baghdad, Riyadh or Rabat; articles are written in the
standard language. A spoken word that the standard language spells alike for a common thing of
another kind is left out (ست is six before it is a lady). Question words are among the stop words
(``retrieval.stopwords``).
"""

from __future__ import annotations

from index.analysis.normalise import normalise_word

# Spoken forms, then what a paper would write. Inflections that only add an ending are left to the
# stems; what begins otherwise (يشوف beside شاف, محادثة beside حديث) is not.
_SPOKEN = """
طلع طلعو يطلع تطلع : خرج يخرج خروج غادر مغادرة ترك
راح راحت راحو رايح رايحين يروح تروح : ذهب يذهب توجه سافر
اجا اجت اجو اجوا يجي تجي ييجي تيجي جاي جايين : جاء يأتي وصل قدم
شاف شافت شافو يشوف تشوف شفت شايف شايفين : رأى يرى شاهد
حكى حكت حكو يحكي تحكي هدر هدرو يهدر : تحدث يتحدث حديث تكلم قال
كلم كلمت كلمو يكلم اتكلم اتكلمت اتكلمو بيتكلم يتكلمو : تحدث يتحدث حديث محادثة اتصل
كلام كلامه كلامها كلامهم : حديث تحدث محادثة تصريح تصريحات
قالو قالولو قالوله قالتله : قالوا قال
عطا عطى عطت عطو اداله ادالو عطاه عطاها نطى ينطي انطى : أعطى منح قدم يعطي
جاب جابت جابو يجيب تجيب : أحضر جلب حصل أحرز
خد خدت خدو ياخد تاخد ياخذ خذا خذت : أخذ حصل نال تسلم
بعت بعتو يبعت تبعت دز يدز صيفط : أرسل بعث
لقى لقت لقو لقا يلاقي تلاقي يلقى : وجد عثر اكتشف
سوى سوت سووا سوو يسوي تسوي : فعل عمل صنع قام
قعد قعدت قعدو يقعد قاعد قاعدين ضل ضلت ضلو يضل : بقي ظل جلس استمر
بلش بلشت بلشو يبلش ابتدا ابتدت ابتدو يبتدي : بدأ انطلق يبدأ بداية
خلص خلصت خلصو يخلص : انتهى أنهى نهاية
سكر سكرو يسكر قفل قفلت قفلو يقفل : أغلق إغلاق
اتوفى اتوفت : توفي وفاة رحل
انقتل انقتلت انقتلو اتقتل اتقتلت اتقتلو : قتل مقتل قتلى
اتولد اتولدت انولد انولدت : ولد مولد ميلاد
اتجوز اتجوزت تجوز تجوزت : تزوج زواج
كسب كسبت كسبو يكسب ربح ربحت ربحو يربح : فاز فوز انتصر
غلب غلبت غلبو يغلب : هزم فاز تغلب
اشترت اشترو شرى شرت شرو يشري : اشترى شراء استحوذ
طاح طاحت طاحو يطيح : سقط سقوط
انضرب انضربت اتضرب اتضربت : قصف هجوم استهداف ضربة
اتمسك اتمسكو انمسك اتحبس انحبس : اعتقل قبض اعتقال سجن
رجع رجعت رجعو يرجع : عاد عودة يعود
يخش خشت : دخل انضم دخول
ساب سابت سابو يسيب : ترك غادر استقال
اتصاب اتصابت اتصابو انصاب انصابو تصاوب : أصيب إصابة جرح
صار صارت صارو يصير تصير : حدث وقع جرى أصبح
بغى بغت بغو يبغى يبي تبي عاوز عاوزين عايز عايزين بده بدها بدهم بدو بدي : أراد يريد طلب رغب
نجم ينجم : استطاع تمكن يستطيع
درى يدري : علم عرف
زعل زعلان زعلانين معصب : غضب غاضب احتج
مبسوط مبسوطين فرحان فرحانين : سعيد رحب
خايف خايفين : يخشى قلق خوف
غلا غليت : ارتفع ارتفاع
رخص رخصت : انخفض انخفاض تراجع
خرب خربت خربو : دمر تدمير
ولع ولعت : احترق حريق
فلوس مصاري : أموال مال مبلغ
عربيات طوموبيل كرهبة : سيارة سيارات
تليفون موبايل تلفون موبايلات : هاتف هواتف
عيال بزران صغار دراري : أطفال أولاد
ستات نسوان حريم : نساء
رجالة زلمة زلم : رجل رجال
مرته مراته جوزها : زوجة زوج
دكاترة : أطباء
عيان عيانين : مريض مرضى
كرونا : كورونا
مويه مويا : مياه ماء
بنزين : وقود
عركة خناقة خناق : شجار اشتباك
حرامي حرامية : لص سرقة
ريس الريس : رئيس
كورة طابة : كرة
ماتش ماتشات : مباراة
لعيب لعيبة : لاعب لاعبون
هواية برشا بزاف : كثير
امبارح البارح البارحة : أمس
بكرة باجر غدوة : غدا
النهاردة : اليوم
السنادي هالسنة هالسنه : العام
دلوقت هلا هلق الحين توا : الآن
جنب : قرب بجانب
"""
_SHORTEST = 4  # letters of the verb that is left

STANDARD: dict[str, tuple[str, ...]] = {}
"""Normalised spoken word to the normalised standard ones."""
for _line in _SPOKEN.strip().splitlines():
    _spoken, _, _written = _line.partition(" : ")
    _words = tuple(map(normalise_word, _written.split()))
    for _form in map(normalise_word, _spoken.split()):
        STANDARD[_form] = _words
        if _form.endswith("و"):  # of them, which some write as the standard language does
            STANDARD.setdefault(_form + "ا", _words)


def without_spoken_prefix(word: str) -> str | None:
    """A spoken verb of the present or future as the standard language begins it, if it is one.

    بـ stands before it in Egypt and the Levant, كـ in Morocco, هـ and حـ make the future. Whether
    what is left is a word, only a corpus knows: بيروت begins so too.

    >>> without_spoken_prefix("بيدافع"), without_spoken_prefix("بنك")
    ('يدافع', None)
    """
    if word[0] in "بهحك" and word[1:2] in ("ي", "ت", "ن") and len(word) > _SHORTEST:
        return word[1:]
    return None
