"""Which words on a page tell that something rose, fell or stayed in the patients of a study.

No such word is a part of a name, told of some patients or in general alone, asked, aimed at, or told of groups before treatment; what it is told of is for
`pipeline.extract.findings.direction_targets`.
"""

import re

from pipeline.extract.accounts.account import Account
from pipeline.extract.mentions.gap import gap_between
from pipeline.extract.mentions.places import inside
from pipeline.extract.mentions.sentences import Stretch
from pipeline.extract.mentions.sheet import Sheet
from pipeline.lexicon.load import TermHit

_FIGURE = re.compile(r"\s?(?:到|至|为|了|成)?\s?\(?\s?约?\d")
_COUNTED = re.compile(r"\s?(?:\d{1,3}\s?(?:例|名|人)?\s?で|(?:多名|少数|个别|有些|部分|一些|几名|一名)(?:患者|病人))")
_OF_SOME = re.compile(
    r"\s?(?:[了的]?\s?(?:者|患者|病人|病例|人数|例数|占)|的(?:,|\s?\d)|[はがも]\s?\d{1,3}\s?(?:例|名|人)|した(?:の[はが]|方|例|症例|患者|人))"
)
_AIM = re.compile(
    r"目的(?:是|在于|为|:|は)|终点(?:指标)?(?:为|是|:|包括|设为)|(?:エンドポイント|評価項目)(?:は|:)|旨在|为了|以期|是否|能否|可否|有无|有冇"
)
_QUESTION = re.compile(r"[ぁ-ん]{0,4}(?:かどうか|か否か|ことを目的|ことを目指|のか)")
_WITH = re.compile(r"(?:与|和|较|比|跟|同|于|と|、)\s?$")
_COMPARED_WITH = re.compile(r"\s?(?:相比|比较|比|相较|后|に比|と比|より|から|との)")
_CONCLUDES = re.compile(
    r"(?:结 ?论|结语|結 ?論|Conclusion)s?\s?(?:[::\])】>]|\s)|综上|总之|まとめ|以上より|これらの結果から"
)


def is_finding(sheet: Sheet, sentence: Stretch) -> bool:
    """'干细胞疗法可缓解症状' is a claim in general: no finding, unless a figure, a time or 'results show' stands with it; what a
    conclusion says the cells can do ('结论:可改善症状') is none either.
    """
    start, end = sentence.start, sentence.end
    if sheet.has("cue", ("cumulative", "prevalence", "background"), start, end):
        return False
    if not sheet.has("cue", "modal", start, end):
        return True
    if _CONCLUDES.search(sheet.text, start, end):
        return False
    told = sheet.has("cue", ("evidence", "anaphora"), start, end) or inside(sheet.time_points, start, end)
    return bool(told or sheet.numbers(("p", "percent", "people", "measure", "fraction"), start, end))


def is_asked(sheet: Sheet, word: TermHit) -> bool:
    """'目的是降低尿蛋白', '观察肌酐是否下降', '改善するかどうか': an aim or a question, no finding."""
    start = sheet.clause(word.start).start
    if sheet.text[start - 1 : start] == ":":  # '主要终点:GFR下降'
        start = sheet.clause(max(0, start - 2)).start
    return bool(_AIM.search(sheet.text, start, word.start) or _QUESTION.match(sheet.text, word.end))


def is_observed(sheet: Sheet, sentence: Stretch) -> bool:
    """'抑制Th17、诱导Treg' is how cells work, unless it is told when, in whom or in how many, or as what was seen."""
    start, end = sentence.start, sentence.end
    return bool(
        sheet.has("cue", ("evidence", "anaphora"), start, end)
        or sheet.has("time_anchor", "after", start, end)
        or inside(sheet.time_points, start, end)
        or sheet.within("group", start, end)
        or sheet.within("species", start, end)
        or sheet.numbers(("p", "percent", "people", "animals", "measure", "fraction"), start, end)
    )


def is_of_a_figure(sheet: Sheet, word: TermHit) -> bool:
    """'由12.2降到3.2', '下降了30%': told with figures, read as results; '下降(1年、3年)' gives times alone."""
    match = _FIGURE.match(sheet.text, word.end)
    if match is None:
        return False
    return not any(point.start == match.end() - 1 for point in inside(sheet.time_points, word.end, match.end()))


def is_name(sheet: Sheet, word: TermHit) -> bool:
    """'恶化的速度变慢', '病情缓解者增多': the word is the outcome's own name, where no other outcome stands before it."""
    named = [hit for hit in sheet.within("outcome", word.start - 6, word.end) if hit.end > word.start]
    if not named:
        return False
    clause = sheet.clause(word.start)
    behind = sheet.within("direction", word.end, clause.end)
    return bool(behind) and not sheet.within("outcome", clause.start, named[0].start)


def of_a_few(sheet: Sheet, account: Account, word: TermHit, floor: int) -> bool:
    """'3例尿蛋白转阴', '2でアルブミン尿が消失', '50%患者的症状得到缓解', '增加1例': told of some patients, not of the study's;
    '6人的…都缩小' of six who took part is told of all.
    """
    if _OF_SOME.match(sheet.text, word.end):
        return True
    clause = sheet.clause(word.start)
    start = max(clause.start, floor)
    if _COUNTED.match(sheet.text, start, word.start):
        return True
    outcomes = sheet.within("outcome", start, word.start)
    shares = sheet.numbers(("people", "percent"), start, outcomes[0].start) if outcomes else []
    if not shares or gap_between(sheet, shares[-1].end, outcomes[0].start) > 1:
        return False
    total = account.total.quantity.value if account.total else None
    return not (shares[-1].kind == "people" and shares[-1].value == total)


def is_before_treatment(sheet: Sheet, sentence: Stretch, word: TermHit) -> bool:
    """'基线时两组肌酐无差异': groups alike before treatment. '与治疗前相比无差异' compares with it, and says that nothing changed."""
    clause = sheet.clause(word.start)
    points = inside(sheet.time_points, sentence.start, word.start)
    last = [point for point in points if point.start >= clause.start] or points[-1:]
    return any(
        point.months == (0.0,)
        and not _WITH.search(sheet.text, max(0, point.start - 3), point.start)
        and not _COMPARED_WITH.match(sheet.text, point.end)
        for point in last
    )


def is_turned_round(sheet: Sheet, word: TermHit) -> bool:
    before = [n for n in sheet.within("negation", word.start - 6, word.start) if n.code == "pre"]
    return (
        bool(before) and word.code != "no_change" and not re.search(r"[,。;]", sheet.text[before[-1].end : word.start])
    )
