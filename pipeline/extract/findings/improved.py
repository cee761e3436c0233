"""In how many patients an outcome got better: 'NYHA分級改善12例', '5名中3名でNYHA分類が改善', 'ASIAが1段階以上改善したのは12名', 'EDSS下降者占60%'.

Such a figure counts patients, though the outcome is a score or a laboratory value, which has no counts else.
"""

import re

from pipeline.extract.mentions.gap import gap_between
from pipeline.extract.mentions.quantity import Quantity
from pipeline.extract.mentions.sheet import Sheet
from pipeline.lexicon.load import TermHit

_NEAR = 9  # how many characters that say nothing may stand between a count and its outcome
_BETTER_BY = 14  # how far behind a score's name the word may stand that it got better: 'AISが1段階以上改善'
_RIGHT_BEFORE = 3  # '7名中6名のアルブミン値'
_PARTED = re.compile(r"[,。;、]")
_MEASURED = ("score", "lab", "symptom")
# What makes those of whom it is told out of a predicate: '…改善したのは12名', '…下がった方が8名', '…下降者12例', '…好转的患者有12例'
_THOSE_WHO = re.compile(
    r"(?:(?:[≥>]|超过|至少|达到?|不低于)?\s?\d+(?:\.\d+)?\s?(?:%|分)?(?:及?以上)?)?[^,。;:()\d]{0,12}?(?:の(?=[はが])|した|って?いた|[らっ]れた|った|だ|きた|者|的|嘅)?(?:患者|病人|症例|例|人|方|者|割合|的|の)(?:さん|数|比率|比例|百分比)?"
    r"(?:[はがも:、]|有|占|共|共有|为|约|达|在|分别)*\s?(?:全体の|全体で|合わせて|計|约|うち)?\s?"
    r"(?:[\d./]{1,9}\s?(?:%|例|名|人|患者)\s?(?:\(|にあたる|に当たる|に相当する|、すなわち|、つまり)\s?)?"
)
_LEVELS = re.compile(r"[^,。;、]{0,16}")
_STEP = re.compile(r"(?:\d|[一二两三])(?:[级級]|段階|グレード|度|ランク|个?等级|クラス)(?:及?以上)?")
_ALONE = 3
_WITHOUT_WORSENING = re.compile(r"悪化|恶化")


def got_better(sheet: Sheet, figure: Quantity, outcome: TermHit) -> bool:
    """Whether a figure tells in how many an outcome got better, or did not get worse."""
    if figure.kind not in {"people", "animals", "fraction", "percent"}:
        return False
    return _before(sheet, figure, outcome) if outcome.start >= figure.end else _behind(sheet, figure, outcome)


def _before(sheet: Sheet, figure: Quantity, outcome: TermHit) -> bool:
    """'12例のAISが改善した', '7名中6名のアルブミン値が上昇': the count stands before the name."""
    if figure.kind == "percent" or gap_between(sheet, figure.end, outcome.start) > _NEAR:
        return False
    if sheet.numbers(("people",), figure.end, outcome.start):
        return False
    right_before = outcome.start - figure.end <= _RIGHT_BEFORE and figure.of is not None
    words = [
        w
        for w in sheet.within("direction", outcome.end, outcome.end + _BETTER_BY)
        if (is_better(outcome, w) if right_before or _by_a_step(sheet, outcome.end, w.end) else w.code == "improve")
    ]
    if not words or _PARTED.search(sheet.text, figure.end, words[0].start):
        return False
    return not sheet.numbers(("measure", "percent", "people"), outcome.end, words[0].start)


def _behind(sheet: Sheet, figure: Quantity, outcome: TermHit) -> bool:
    """'ASIAが1段階以上改善したのは12名', 'HbA1c下降者8例': a predicate made a noun stands between the name and the count."""
    if outcome.attributes.get("family") not in _MEASURED:
        return False
    begin = figure.start if figure.of_start is None else figure.of_start
    words = sheet.within("direction", outcome.end, begin)
    if words and outcome.attributes.get("family") == "score":
        begin = _before_groups(sheet, words[0].end, begin)
    words = sheet.within("direction", outcome.end, begin)
    if len(words) != 1 or not _LEVELS.fullmatch(sheet.text, outcome.end, words[0].start):
        return False
    word = words[0]
    better = is_better(outcome, word) or (
        word.code == "increase" and _by_a_step(sheet, outcome.end, min(begin, word.end + _BETTER_BY))
    )  # 'NYHA分级提高一级以上者'
    better = better or (word.code == "no_change" and bool(_WITHOUT_WORSENING.search(sheet.text, word.start, word.end)))
    return better and bool(_THOSE_WHO.fullmatch(sheet.text, word.end, begin))


def _before_groups(sheet: Sheet, start: int, begin: int) -> int:
    """Where the groups begin that share what was said before them: '改善した割合は投与群60%、対照群20%'; `begin` where none does."""
    groups = [hit for hit in sheet.within("group", start, begin) if hit.code in {"treatment", "control"}]
    if not groups or gap_between(sheet, groups[0].start, begin) > _ALONE:
        return begin
    return len(sheet.text[: groups[0].start].rstrip(" ,、:"))


def _by_a_step(sheet: Sheet, start: int, end: int) -> bool:
    """'AISが1段階以上上がった', '提高一级': on a scale of classes, a step up is for the better."""
    return bool(_STEP.search(sheet.text, start, end))


def is_better(outcome: TermHit, word: TermHit) -> bool:
    """'改善', or the way that is better for the outcome: '上昇' of an albumin."""
    way = {"higher": "increase", "lower": "decrease"}.get(str(outcome.attributes.get("better")))
    return word.code in {"improve", way}
