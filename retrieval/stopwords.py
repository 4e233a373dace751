"""Words of a question that say nothing about what it asks: function and question words.

Normalised spellings (see ``index.analysis.normalise``), Arabic with the dialects' question words.
"""

_ARABIC = """
في من علي الي عن ان او ام ثم قد لا لم لن ما ماذا متي اين كيف لماذا هل كم اي ايه كان كانت كانوا
يكون تكون هو هي هم هن انا نحن انت هذا هذه ذلك تلك هولاء اولءك الذي التي الذين اللذان اللتان
اللواتي مع بعد قبل عند عندما حين حول بين بشان بخصوص حسب وفق وفقا كل بعض غير هناك هنا اذا لو كما
مثل لكن بل حتي منذ خلال ضد دون فقط ايضا جدا به بها بهم له لها لهم فيه فيها فيهم عنه عنها عنهم
منه منها منهم عليه عليها عليهم اليه اليها لدي لديه لديها ليس ليست كذلك بماذا بم لمن لما مما عما
فيما بما ممن عمن لان لانه لانها انه انها انهم وهو وهي وما ومن وفي وعلي والي وعن وان وقد ولم ولا
يمكن يتم تم عام سنه يوجد توجد اسم اسماء نوع شو وش ايش ليش ليه مين وين فين ازاي كيفاش شنو شكون
علاش قديش كام اكم امتي امته ايمتي هاي هاد هذي دا ده دي اللي يلي عشان علشان انو بس مش مو شي اكو
هوه هيه كانو قالو راح رح عم لسا هسا دلوقتي تتكلم تكلم اخبرني قل لي اذكر ماهو ماهي
هاذا هاذه هاذي لاكن مذا متا لويش لاش كدا كده كذا هيك احنا انتو منين لوين منوين
انهي انهو بكام بكم اديش قداش قداه شقد شكد اشكد شحال بشحال بيش شلون اشلون شوكت شوكيت
منو منهو منهي شنهو شنوا شنوه شنيه اشنو اشنوه وشو وشهو اش اشمن واش اسكو كيفاه وقتاش وقتاه فوقاش
فاين عليش اشكون شكونه ديال نتاع متاع تاع هيدا هيدي هدا هدول هذول هادي هاذول هادو هداك منشان مشان
يلي ماكو هسه ذي مقال مقالات المقال المقالات
"""
_ENGLISH = """
a an the and or but if of in on at by for with about against between into through during before
after above below to from up down out off over under again further then once here there when
where why how what which who whom whose this that these those am is are was were be been being
have has had having do does did doing i you he she it we they me him her us them my your his its
our their mine yours hers ours theirs as until while because than so such no nor not only own
same too very can could will would shall should may might must s t don now also just tell many
much any some each every both few more most other one ones according dont didnt doesnt please
give name used year type kind th nd rd article articles
"""
STOPWORDS = frozenset(_ARABIC.split()) | frozenset(_ENGLISH.split())
