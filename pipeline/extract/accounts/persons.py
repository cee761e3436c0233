"""Where a person is introduced: by sex and age, by name, as one patient; who hears of it, asks or is counted is none.

Where the story of a person opens and ends is `pipeline.extract.accounts.stories`.
"""

import re

from pipeline.extract.accounts.marks import treats
from pipeline.extract.mentions.sentences import Stretch
from pipeline.extract.mentions.sheet import CELLS, Sheet
from pipeline.lexicon.sieve import Sieved

_NUMERAL = r"(?:[0-9]{1,3}|[一二三四五六七八九十]{1,3})"
_PERSON = (
    r"[一-鿿×xX*某○]{1,3}(?:女士|先生|小姐|太太|大姐|大妈|大婶|大哥|叔叔|婶婶|师傅|阿姨|大叔|大爷|伯伯|爷爷|奶奶|婆婆|阿嬷|阿公|阿伯|阿姆|同学|某某?|氏)"
    r"|(?:患者|患儿|病人|男性|女性|男児|女児|男|女)|[A-Z]さん"
    r"|(?:我|俺|家|咱)(?:们?家)?(?:嘅|的)?(?:阿)?(?:爸爸?|妈妈?|老爸|老妈|老豆|老母|妈咪|爹哋|父亲?|母亲?|老公|老婆|先生|太太|儿子|女儿|仔|囡|弟弟?|妹妹?|哥哥?|姐姐?|公公|婆婆|奶奶|爷爷|外婆|外公|[表堂][妹姐哥弟]|舅[舅妈父]?|叔叔?|姑[姑妈]?|姨[妈丈]?|岳[父母]|儿媳|女婿)"
    r"|(?:父|母|夫|妻|息子|娘|祖父|祖母)(?=は|が|、|,|\()"
)
_AGE = rf"(?P<age>{_NUMERAL})(?:多|余)? ?(?:岁|歳|代)"
_OF_AGE = re.compile("[岁歳代]")
_PERSON_AGE = re.compile(rf"(?P<person>{_PERSON})[^。;\n]{{0,14}}?{_AGE}")
_AGE_PERSON = re.compile(
    rf"{_AGE} ?(?:的|の)? ?(?P<person>[一-鿿]{{1,3}}(?:女士|先生|小姐|太太|伯伯|爷爷|奶奶|婆婆|阿姨|阿嬷|阿公|阿伯)"
    r"|[老小阿][一-鿿]\([男女]\)|男性|女性|男児|女児|他|她|男|女|さん)"
)
_AGE_SEX = re.compile(rf"{_AGE}[,、 ]{{0,2}}(?P<person>[男女])(?:性|孩|童|生)?(?=[,、。 ]|$)")
# '老李今年58岁': by a familiar name, which tells no sex
_FAMILIAR = re.compile(rf"\W{{0,3}}(?P<person>[老小阿][一-鿿](?:\(化名\))?)[,、]?(?:今年|现年|时年)?,? ?{_AGE}")
# 'Kさん(34)の場合', '王先生(68)说': as newspapers give an age
IN_BRACKETS = re.compile(
    r"\W{0,4}(?:[一-鿿ァ-ヶー]{0,12}の)?(?P<person>(?:[A-Z]|[一-鿿ァ-ヶー]{1,6})さん|[一-鿿]{1,2}(?:女士|先生|小姐|太太|阿姨|伯伯|爷爷|奶奶))"
    r" ?\((?:(?:仮名|化名)[,、]?)?(?P<age>[1-9]\d)\)"
)
_NAMED = re.compile(
    r"\W{0,3}[一-鿿×]{1,2}(?:女士|先生|小姐|太太|大姐|阿姨|大叔|大爷|伯伯|爷爷|奶奶|婆婆|阿嬷|阿公|阿伯)(?!说|表示|指出|介绍|认为|告诉|提醒)"
)
_ONE_PATIENT = Sieved(
    r"(?<![\d十百])(?:一名|1名|一位|1位|1例|一例)[^,。;]{0,14}?(?:患者|病人|病友|伤友|女性|男性|男子|女子|患儿)"
)
# '香港食环署前线员工阿强(52岁)患糖尿病15年'
_FAMILIAR_BEFORE_AGE = re.compile(rf"(?P<person>[老小阿][一-鿿](?:\(化名\))?) ?\((?:今年|现年|时年)?{_AGE}\)")
_BY_FAMILIAR_NAME = (_FAMILIAR, _FAMILIAR_BEFORE_AGE)
# '患者分享|我和肾的八年', '私の闘病記': who writes is the patient
_OWN_STORY = re.compile(
    r"(?:患者|病友|过来人|亲身)(?:分享|自述|日记|经历|手记)|我(?:和|与|同|的)[^。,\n]{0,12}(?:年|病|抗战|抗争|经历|日记|日子|故事|历程|治疗)"
    r"|闘病記|体験(?:記|談)|(?:私|わたし)の[^。、\n]{0,12}(?:病|治療|記録|体験)"
)
_HAD_DONE = re.compile(
    r"(?:做|打|输|移植|注射|接受|回输)(?:了|过|完了?)[^,。;]{0,14}?(?:干细胞|细胞|MSC)"
    r"|(?:幹細胞|細胞)[^、。]{0,12}(?:打っ|受け|点滴し|投与し|入れ)(?:た|ても|まし)"
)
_HEAD = 120  # characters of a page that may say whose story it is
_SEX = re.compile(
    r"[男女]|士|叔|婶|妈|哥|豆|先生|小姐|太太|姐|姨|伯|爷|奶|婆|嬷|阿公|さん|他|她|爸|妈|父|母|公|老婆|儿子|仔|囡|弟|妹|哥|夫|妻|息子|娘"
)


def person(sheet: Sheet, sentence: Stretch) -> re.Match[str] | None:
    """A person introduced with sex and age near the sentence's start: '丘女士 57岁', '70岁的陈女士', '患者,女,34岁'."""
    bracketed = IN_BRACKETS.match(sheet.text, sentence.start, sentence.end)
    if bracketed is not None:
        return bracketed
    end = min(sentence.end, sentence.start + 45)
    if not _OF_AGE.search(sheet.text, sentence.start, end):
        return None
    if sheet.has("cue", "prevalence", sentence.start, sentence.end):
        return None
    for pattern in (_PERSON_AGE, _AGE_PERSON, _AGE_SEX, *_BY_FAMILIAR_NAME):
        match = pattern.search(sheet.text, sentence.start, end)
        if match is None or sheet.numbers("percent", sentence.start, match.end()):
            continue
        counted = [q for q in sheet.numbers("people", sentence.start, match.end()) if q.value != 1]
        ages = sheet.numbers("age", match.start(), match.end())
        if counted or any(age.high is not None for age in ages):  # '15~40岁女性': whom a disease strikes
            continue
        if pattern in _BY_FAMILIAR_NAME or _SEX.search(match.group()):
            return match
    return None


def named_patient(sheet: Sheet, sentence: Stretch) -> bool:
    """A paragraph about a person by name who was given cells, with no age told: '王先生是工人, …'."""
    passage = sheet.passage(sentence)
    start, end = passage.view_start, passage.view_end
    if not _NAMED.match(sheet.text, sentence.start, sentence.end):
        return False
    return sheet.names(CELLS, start, end) and sheet.has("cue", "treatment", start, end)


def one_patient(sheet: Sheet, sentence: Stretch) -> re.Match[str] | None:
    """One patient who was given cells: '一名瘫痪5年的患者做了骨髓间充质干细胞回输'."""
    match = _ONE_PATIENT.search(sheet.text, sentence.start, sentence.end)
    if match is None or not treats(sheet, sentence) or len(sheet.numbers("people", sentence.start, sentence.end)) > 1:
        return None
    return match


def narrator(sheet: Sheet, sentence: Stretch) -> bool:
    """On a page that tells the writer's own story: '2021年去南京做了两次脐带干细胞'; nobody else is counted there."""
    if not _OWN_STORY.search(sheet.text, 0, _HEAD) or not treats(sheet, sentence):
        return False
    others = [q for q in sheet.numbers("people", sentence.start, sentence.end) if q.value != 1]
    return not others and bool(_HAD_DONE.search(sheet.text, sentence.start, sentence.end))
