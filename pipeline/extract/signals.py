"""What a sentence or a paragraph does, by its words: introduces a study or a patient, states background, numbers an item.

Each signal is a claim about one stretch of text; what follows from them for the accounts of a page is decided in
`pipeline.extract.accounts`.
"""

import re
from collections.abc import Iterator

from pipeline.extract.sheet import Sheet, Stretch, inside
from pipeline.lexicon.load import TermHit

_INSTITUTION = re.compile(
    r"[一-鿿A-Za-z]{2,20}?(?:医科大学|大学|医院|医学院|研究所|医科大(?!学)|病院|医大|クリニック)"
    r"(?:[一-鿿]{0,12}?(?:医院|中心|科|研究所|学院|病院))?"
)
_SITE = re.compile(r"大学|医[院学科大]|研究所|病院|クリニック")
_AUTHOR = re.compile(r"[A-Z][a-z]+(?:-[A-Z][a-z]+)?(?: [A-Z]{1,3})?(?: ?等|ら|らの| et al)|[A-Z][a-z]+ (?:19|20)\d\d")
_TEAM = re.compile(r"教授|团队|主任|学者|グループ|医生|医师|同じ病院|同院|同一间医院|同一(?:个)?医院|学者们")
_ANOTHER = re.compile(r"\W{0,4}(?:另一|另外一|还有一|还有个|再有一|另有一|もう一つ|もうひとつ|別の|別に)")
_NUMERAL = r"(?:[0-9]{1,3}|[一二三四五六七八九十]{1,3})"
_PERSON = (
    r"[一-鿿×xX*某○]{1,3}(?:女士|先生|小姐|太太|大姐|阿姨|大叔|大爷|伯伯|爷爷|奶奶|婆婆|同学|某某?|氏)"
    r"|(?:患者|患儿|病人|男性|女性|男児|女児|男|女)|[A-Z]さん"
)
_AGE = rf"(?P<age>{_NUMERAL})(?:多|余)? ?(?:岁|歳|代)"
_OF_AGE = re.compile("[岁歳代]")
_PERSON_AGE = re.compile(rf"(?P<person>{_PERSON})[^。;\n]{{0,14}}?{_AGE}")
_AGE_PERSON = re.compile(
    rf"{_AGE} ?(?:的|の)? ?(?P<person>[一-鿿]{{1,3}}(?:女士|先生|小姐|太太|伯伯|爷爷|奶奶|婆婆|阿姨)|男性|女性|男児|女児|他|她|男|女|さん)"
)
_AGE_SEX = re.compile(rf"{_AGE}[,、 ]{{0,2}}(?P<person>[男女])(?:性|孩|童|生)?(?=[,、。 ]|$)")
_NAMED = re.compile(
    r"\W{0,3}[一-鿿×]{1,2}(?:女士|先生|小姐|太太|大姐|阿姨|大叔|大爷|伯伯|爷爷|奶奶|婆婆)(?!说|表示|指出|介绍|认为|告诉|提醒)"
)
_ONE_PATIENT = re.compile(
    r"(?:一名|1名|一位|1位|1例|一例)[^,。;]{0,14}?(?:患者|病人|病友|伤友|女性|男性|男子|女子|患儿)"
)
_SEX = re.compile(r"[男女]|士|先生|小姐|太太|姐|姨|伯|爷|奶|婆|さん|他|她")
_PART = (
    r"(?:\d(?:\.\d)* ?)?(?:研究)?(?:目 ?的|方 ?法|结 ?果|结 ?论|背 ?景|讨 ?论|结 ?語|結 ?果|結 ?論|考 ?察|対 ?象|資料と方法|资料与方法|对象与方法"
    r"|一般资料|临床资料|Objective|Methods?|Results?|Conclusions?|Background|摘 ?要|Abstract|要 ?旨|疗效|安全性?)"
)
_STRUCTURE = re.compile(rf"[\[【<(] ?{_PART} ?[\]】>)]|{_PART} ?(?:[::]|\s|$)", re.IGNORECASE)
_ITEM_START = re.compile(
    r"\W{0,3}(?:案例|病例|症例|研究|试验|[Cc]ase)?(?:"
    r"[(]?[0-9]{1,2}[)、.:](?!\d)|\d{1,2}\.\d{1,2}(?:\.\d)? |[(]?[一二三四五六七八九十]{1,3}[)、.:]|第[一二三四五六七八九十](?:篇|项|个|,|、)"
    r"|[①-⑳]|[▼▌▉◆●■★]|(?:案例|病例|症例)[0-9一二三四五六七八九十])"
)
_PART_OF_ACCOUNT = re.compile(
    r"效果|疗效|结果|結果|安全|有效性|生存率|缓解|数据|不良|随访|調節|调节|图 ?\d|表 ?\d|△|方法|结论|分析|成績|経過"
)
_DEFINITION = re.compile(
    r"[一-鿿A-Za-z()]{2,20}?(?:是(?:一种|一类|.{0,12}的一种|由|最|全球|常见)|又称|又叫|とは|は、?[^。]{0,20}(?:疾患|病気))"
)
_CONTINUES = re.compile(
    r"\W{0,3}(?:\(?\d\)|[①-⑨]|结果|結果|结论|研究|该|本|这|此外|同时|随访|治疗后|术后|移植后|患者|其中|不良|安全|值得注意|另外|改善|与|。|-|•|主要)"
)


def institutions(sheet: Sheet, start: int, end: int) -> Iterator[re.Match[str]]:
    """The hospitals, universities and the like that are named; whether such a word stands there is asked first, and far faster."""
    if _SITE.search(sheet.text, start, end):
        yield from _INSTITUTION.finditer(sheet.text, start, end)


def names_institution(sheet: Sheet, sentence: Stretch) -> bool:
    return next(institutions(sheet, sentence.start, sentence.end), None) is not None


def rates(sheet: Sheet, sentence: Stretch) -> list[TermHit]:
    """The outcomes of a sentence that are shares of patients."""
    hits = sheet.within("outcome", sentence.start, sentence.end)
    return [hit for hit in hits if hit.attributes.get("family") == "rate"]


def treats(sheet: Sheet, sentence: Stretch) -> bool:
    """Cells are named."""
    return bool(
        sheet.within("cell_type", sentence.start, sentence.end)
        or sheet.within("cell_source", sentence.start, sentence.end)
    )


def is_background(sheet: Sheet, sentence: Stretch) -> bool:
    """Prevalence, approvals, totals over all the world: facts, not a study."""
    told = sheet.has("cue", ("cumulative", "prevalence", "background"), sentence.start, sentence.end)
    return told and not inside(sheet.registrations, sentence.start, sentence.end)


def is_structure(sheet: Sheet, sentence: Stretch) -> bool:
    """A label of one paper's parts begins here: 目的, 方法, 结果 …"""
    return bool(_STRUCTURE.match(sheet.text, sentence.start))


def starts_item(sheet: Sheet, sentence: Stretch) -> bool:
    """A number or a sign of an item stands at the start: '4.2 …', '②…', '第二篇…', '案例三'."""
    return bool(_ITEM_START.match(sheet.text, sentence.start, sentence.end))


def is_sub_heading(sheet: Sheet, sentence: Stretch) -> bool:
    """A heading inside an account: of its results, its safety, a picture; it names no condition and numbers no case."""
    if starts_item(sheet, sentence) or sheet.within("condition", sentence.start, sentence.end):
        return False
    return is_outcome_label(sheet, sentence) or bool(_PART_OF_ACCOUNT.search(sheet.text, sentence.start, sentence.end))


def is_outcome_label(sheet: Sheet, sentence: Stretch) -> bool:
    """A line that is little more than an outcome's name: 'HbA1c(%)', '空腹血糖(mg/dL)'."""
    named = sum(hit.end - hit.start for hit in sheet.within("outcome", sentence.start, sentence.end))
    return named > 0 and (sentence.end - sentence.start) - named <= 10


def is_general_claim(sheet: Sheet, sentence: Stretch) -> bool:
    """'干细胞疗法可有效缓解症状 …': of the therapy, no longer of a patient."""
    start, end = sentence.start, sentence.end
    told = sheet.numbers(("times", "time", "date", "people"), start, end)
    return bool(sheet.within("cell_type", start, start + 12)) and sheet.has("cue", "modal", start, end) and not told


def goes_on(sheet: Sheet, sentence: Stretch) -> bool:
    """Whether a new paragraph still tells of the study before it: it gives figures, times or its patients, or says 'the results'."""
    passage = sheet.passage(sentence)
    start, end = passage.view_start, passage.view_end
    if _DEFINITION.match(sheet.text, start, end):
        return False
    if passage.kind == "list_item":
        return True
    if sheet.numbers(("p", "percent", "measure", "fraction", "people", "dose", "times", "animals"), start, end):
        return True
    return bool(inside(sheet.time_points, start, end)) or bool(_CONTINUES.match(sheet.text, start, end))


def is_anaphoric(sheet: Sheet, sentence: Stretch) -> bool:
    """It takes up a study told of before: '该研究 …', '这项试验 …'."""
    return sheet.has("cue", "anaphora", sentence.start, sentence.start + 12)


def introduces(sheet: Sheet, sentence: Stretch) -> int:
    """How many marks of a study's introduction a sentence bears: year, author or place, kind of study, cells, its disease, number."""
    start, end = sentence.start, sentence.end
    text = sheet.text
    marks = [
        bool(sheet.numbers(("year", "date"), start, end)),
        bool(_AUTHOR.search(text, start, end) or names_institution(sheet, sentence) or _TEAM.search(text, start, end)),
        sheet.has("cue", ("study_noun", "opening", "publication", "design_word"), start, end)
        or bool(sheet.within("study_type", start, end)),
        treats(sheet, sentence),
        bool(sheet.within("condition", start, end)),
        bool(inside(sheet.registrations, start, end)),
    ]
    return sum(marks)


def names_study(sheet: Sheet, sentence: Stretch) -> bool:
    """A sentence that tells of one study without saying how many took part."""
    start, end = sentence.start, sentence.end
    cells, treatment = treats(sheet, sentence), sheet.has("cue", "treatment", start, end)
    taken_up = treatment and is_anaphoric(sheet, sentence)
    if not (cells or taken_up) or is_background(sheet, sentence):
        return False
    if taken_up or (treatment and sheet.within("species", start, end)):
        return True
    if sheet.numbers("percent", start, end) and rates(sheet, sentence):
        return True
    told = sheet.has("cue", ("study_noun", "publication"), start, end)
    if not (told or (treatment and _TEAM.search(sheet.text, start, end))) or sheet.has("cue", "cumulative", start, end):
        return False
    return bool(sheet.numbers(("year", "date"), start, end)) or names_institution(sheet, sentence)


def person(sheet: Sheet, sentence: Stretch) -> re.Match[str] | None:
    """A person introduced with sex and age near the sentence's start: '丘女士 57岁', '70岁的陈女士', '患者,女,34岁'."""
    end = min(sentence.end, sentence.start + 45)
    if not _OF_AGE.search(sheet.text, sentence.start, end):
        return None
    if sheet.has("cue", "prevalence", sentence.start, sentence.end):
        return None
    for pattern in (_PERSON_AGE, _AGE_PERSON, _AGE_SEX):
        match = pattern.search(sheet.text, sentence.start, end)
        if match is None or sheet.numbers("percent", sentence.start, match.end()):
            continue
        counted = [q for q in sheet.numbers("people", sentence.start, match.end()) if q.value != 1]
        ages = sheet.numbers("age", match.start(), match.end())
        if counted or any(age.high is not None for age in ages):  # '15~40岁女性': whom a disease strikes
            continue
        if _SEX.search(match.group()):
            return match
    return None


def is_another(sheet: Sheet, sentence: Stretch) -> bool:
    """It turns to something else: '另一个是…', 'もう一つは'."""
    return bool(_ANOTHER.match(sheet.text, sentence.start, sentence.end))


def named_patient(sheet: Sheet, sentence: Stretch) -> bool:
    """A paragraph about a person by name who was given cells, with no age told: '王先生是工人, …'."""
    passage = sheet.passage(sentence)
    start, end = passage.view_start, passage.view_end
    if not _NAMED.match(sheet.text, sentence.start, sentence.end):
        return False
    cells = sheet.within("cell_type", start, end) or sheet.within("cell_source", start, end)
    return bool(cells) and sheet.has("cue", "treatment", start, end)


def one_patient(sheet: Sheet, sentence: Stretch) -> re.Match[str] | None:
    """One patient who was given cells: '一名瘫痪5年的患者做了骨髓间充质干细胞回输'."""
    match = _ONE_PATIENT.search(sheet.text, sentence.start, sentence.end)
    if match is None or not treats(sheet, sentence) or len(sheet.numbers("people", sentence.start, sentence.end)) > 1:
        return None
    return match
