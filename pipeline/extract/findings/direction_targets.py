"""Which outcomes a direction word belongs to. Times, denials and what counts as a finding are in `pipeline.extract.findings.directions`.

The laws: a word belongs to the outcomes told in a row before it in its clause, over commas as far as the row goes; where none stands
before it, to those behind it ('降低了A和B评分'; never in Japanese, which puts its verb last, and never behind a comparison); a bracket
behind it lists its outcomes ('改善(A、B、C)'); a label before a colon is its outcome ('肌酐:无变化'); a clause that names a group and no
outcome goes on with the outcomes of the clause before ('C肽,细胞组没有下降', 'C肽对照组下降,细胞组不变'). A word for stopping a drug takes only doses of drugs.
"""

import re

from pipeline.extract.mentions.places import inside
from pipeline.extract.mentions.sentences import Stretch
from pipeline.extract.mentions.sheet import Sheet
from pipeline.lexicon.load import TermHit

GENERIC = {"symptoms"}
_DIMENSIONS = {"VAS_pain", "quality_of_life", "symptoms", "fatigue"}
_DRUGS = {"steroid_dose", "insulin_dose"}
_PLAIN_ITEM = (
    12  # a comma-parted item without an outcome of its own still belongs to a row of outcomes up to this length
)
_LABEL = 4  # how many characters may stand between the outcome of a label and its colon
_THESE = re.compile(r"(?:这些|上述|以上|前述|各项)(?:指标|项目|数值|参数|症状)")
_GOES_ON = re.compile(r"均|都|皆|也|全部|いずれも|すべて")
_BRACKET = re.compile(r"[ぁ-ん]{0,4}\s?\(([^()]*)\)")
_FIGURES = ("percent", "measure", "people", "p")
_PREDICATE = re.compile(r"[くしりてでばがずたるけ]\s*$")  # '…群で多く,': a Japanese clause that has said what it says
_SUBSET = re.compile(
    r"(?:が|の)?(?:高値|低値|正常|異常|陽性|陰性|阳性|阴性|异常|升高|偏高|偏低)(?:例|群|者|の(?:方|患者|症例)|的?(?:患者|病人))"
)
_OPENED = re.compile(r"\s?\(\s?%?")
_SIGN = re.compile(r"[↑↓]")
_LETTERED = re.compile(r"[A-Za-z]\d*\s?[组群]")
_COMPARED = re.compile(r"(?:与|和|较|比|跟|同|于|及|、|对)\s?$")  # what a group is compared with is not the subject
_COMPARED_BEHIND = re.compile(r"\s?(?:相比|比较|比|相较|之间|の?(?:に比|と比|より|に対し|との|と同|並み))")


def targets_of(sheet: Sheet, sentence: Stretch, word: TermHit, floor: int, ceiling: int) -> list[TermHit]:
    """The outcomes of a direction word, each once. `floor`: where the words of directions before it end; `ceiling`: where the next begins."""
    clause = sheet.clause(word.start)
    if word.attributes.get("drug"):
        drugs = [
            h for h in sheet.within("outcome", max(clause.start, floor), min(clause.end, ceiling)) if h.code in _DRUGS
        ]
        return _each_once(sheet, drugs)
    bracket = _BRACKET.match(sheet.text, word.end, sentence.end)
    if bracket:
        listed = sheet.within("outcome", word.end, bracket.end())
        if listed and not sheet.numbers(("measure", "percent"), word.end, bracket.end()):
            return _each_once(sheet, listed)
        if len(listed) > 0 and all(hit.code in GENERIC for hit in sheet.within("outcome", clause.start, word.start)):
            return []  # '症状が改善(0,1,3moでSLEDAI12.6→9.6→7.1)': the bracket says what improved, with figures
    left = [h for h in sheet.within("outcome", max(clause.start, floor), word.start) if h.end <= word.start]
    if left and not word.attributes.get("object"):
        start = _row_start(sheet, sentence, clause, floor)
        return _each_once(sheet, [h for h in sheet.within("outcome", start, word.start) if h.end <= word.start])
    right = sheet.within("outcome", word.end, min(clause.end, ceiling)) if _takes_object(sheet, sentence, word) else []
    return _each_once(sheet, right or _subjects_before(sheet, sentence, clause, word, floor))


def is_of_control(sheet: Sheet, word: TermHit) -> bool:
    """'对照组无变化', 'プラセボ群では低下した': told of the control group alone. What a group is compared with is none ('较对照组下降')."""
    clause = sheet.clause(word.start)
    groups = [group for group in sheet.within("group", clause.start, word.start) if not _is_compared(sheet, group)]
    return bool(groups) and all(group.code == "control" and not _is_lettered(sheet, group) for group in groups)


def _is_lettered(sheet: Sheet, group: TermHit) -> bool:
    """'G3组', 'A组': which of the groups this is cannot be told."""
    return bool(_LETTERED.match(sheet.text, group.start))


def _is_compared(sheet: Sheet, group: TermHit) -> bool:
    before = sheet.text[max(0, group.start - 3) : group.start]
    return bool(_COMPARED.search(before) or _COMPARED_BEHIND.match(sheet.text, group.end))


def _takes_object(sheet: Sheet, sentence: Stretch, word: TermHit) -> bool:
    if _SIGN.match(sheet.text, word.start):
        return True
    if word.code == "no_change" or word.attributes.get("comparative"):
        return False
    return sheet.passage(sentence).language != "ja"


def _subjects_before(sheet: Sheet, sentence: Stretch, clause: Stretch, word: TermHit, floor: int) -> list[TermHit]:
    """A clause without outcome goes on with those of the clause before ('对肌酐和尿素氮进行测量,发现均有下降'); 'these indices' with all before."""
    if _THESE.search(sheet.text, clause.start, clause.end):
        return sheet.within("outcome", max(sentence.start, floor), clause.start)
    before = sheet.clause(max(sentence.start, clause.start - 2))
    if before.start >= clause.start:
        return []
    named = sheet.within("outcome", before.start, before.end)
    if sheet.text[clause.start - 1 : clause.start] == ":":
        named = [hit for hit in named if hit.start >= floor]
        return named if named and clause.start - 1 - named[-1].end <= _LABEL else []
    if _GOES_ON.search(sheet.text, clause.start, clause.end) and before.start >= floor:
        return named
    if not sheet.within("group", clause.start, word.start) or sheet.numbers(_FIGURES, before.start, before.end):
        return []
    of_others = all(is_of_control(sheet, told) for told in sheet.within("direction", before.start, before.end))
    return named if of_others else []


def _row_start(sheet: Sheet, sentence: Stretch, clause: Stretch, floor: int) -> int:
    """Where the row of outcomes begins that ends in this clause: back over commas while the items are bare names."""
    start = clause.start
    while start > max(sentence.start, floor):
        before = sheet.clause(start - 2)
        if before.start >= start or before.start < floor:
            break
        named = sheet.within("outcome", before.start, before.end)
        leads = bool(named) and before.end - named[-1].end <= 1 and _begins_with_outcome(sheet, before.end + 1)
        if _is_busy(sheet, before) or inside(sheet.time_points, before.start, before.end):
            break
        told = sheet.has("cue", ("treatment", "evidence"), before.start, before.end)
        if told or (before.end - before.start > _PLAIN_ITEM and not _bare(before, named)):
            start = (
                named[-1].start if leads else start
            )  # '… UC-IV DAS28,HAQ,CRP低下', '【結果】DAS28,CRPは低下': the row begins with the clause's last word
            break
        start = before.start
    return max(start, floor)


def _begins_with_outcome(sheet: Sheet, start: int) -> bool:
    return bool(sheet.within("outcome", start, start + 2))


def _is_busy(sheet: Sheet, clause: Stretch) -> bool:
    """A clause that has a direction or figures of its own."""
    found = sheet.within("direction", clause.start, clause.end)
    predicate = _PREDICATE.search(sheet.text, clause.start, clause.end)
    return bool(found or predicate or sheet.numbers(_FIGURES, clause.start, clause.end))


def _bare(clause: Stretch, named: list[TermHit]) -> bool:
    """A clause that holds little beside outcome names."""
    return bool(named) and (clause.end - clause.start) - sum(hit.end - hit.start for hit in named) <= _PLAIN_ITEM


def _each_once(sheet: Sheet, told: list[TermHit]) -> list[TermHit]:
    """The outcomes told, each once. 'CRP高値例では' names a subset; in '疲劳、瘙痒等症状' the general word names nothing of its own, nor
    does the part of a scale behind the scale's name ('WOMAC疼痛评分').
    """
    hits = [hit for hit in told if not _SUBSET.match(sheet.text, hit.end)]
    named: dict[str, TermHit] = {}
    last: TermHit | None = None
    for hit in hits:
        general = (
            hit.code in GENERIC
            and len({h.code for h in hits}) > 1
            and re.search(r"(?:等|など)の?\s?$", sheet.text[max(0, hit.start - 4) : hit.start])
        )
        part = last is not None and last.end == hit.start and hit.code in _DIMENSIONS and last.code != hit.code
        explained = hit.code == "other" and any(
            _OPENED.fullmatch(sheet.text, hit.end, other.start) for other in hits if other.start > hit.end
        )  # '肺機能(%FVC)'
        if (
            not general
            and not explained
            and not (part and last is not None and last.attributes.get("family") == "score")
        ):
            named.setdefault(hit.code, hit)
        last = hit
    return list(named.values())
