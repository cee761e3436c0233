"""Outcomes that an account says rose, fell or stayed, where no figure is given.

Which words count is `pipeline.extract.findings.direction_words`, which outcomes they belong to `pipeline.extract.findings.direction_targets`.
The laws here: 'improved' is turned into rise or fall by what the outcome's rule says is better; a direction told and taken back
('有上升趋势,但差异无显著性') is no change; a row of times holds for its clause and for those that take it up ('…也下降').
"""

import re

from pipeline.extract.accounts.account import Account
from pipeline.extract.accounts.marks import treats
from pipeline.extract.findings.criteria import is_criterion, is_negated
from pipeline.extract.findings.direction_targets import GENERIC, is_of_control, targets_of
from pipeline.extract.findings.direction_words import (
    is_asked,
    is_before_treatment,
    is_finding,
    is_name,
    is_observed,
    is_of_a_figure,
    is_turned_round,
    of_a_few,
)
from pipeline.extract.mentions.found import Found
from pipeline.extract.mentions.gap import gap_between
from pipeline.extract.mentions.places import inside
from pipeline.extract.mentions.quantity import Quantity
from pipeline.extract.mentions.sentences import Stretch
from pipeline.extract.mentions.sheet import Sheet
from pipeline.extract.mentions.timing import TimePoint
from pipeline.lexicon.load import TermHit
from pipeline.records import record

_SINCE_BEFORE = re.compile(r"[较比][^,。;]{0,4}(?:前|基线|基線)|前より|前に比べ|ベースライン(?:より|から|に比べ)|前后")
_OF_GROUPS = re.compile(r"对照|対照|组间|組間|群間|两组|両群|安慰剂|プラセボ")
_TAKEN_BACK = re.compile(r"但|然而|不过|が[,、]|ものの")
# one character each of the words that take up what was told
_OF_THE_SAME = re.compile(
    r"[差异别变化与和同跟较比相对在统计学上并也还都其这此该总体整体来说看尚未幅度趋势程度数值结果两组间者有は差のもで意]"
)
_AS_EVENT = re.compile(
    r"(?:不良反应|不良事件|副作用|副反应|并发症|有害事象|合併症|副反応)\s?(?:有|包括|主要|是|:|以|方面|として|には?|のうち)[^,。;]{0,8}$"
)
_BETWEEN_WORDS = re.compile(
    r"(?:[一-鿿]\s|[::])\s*$"
)  # '没有不良事件 症状好转', '不在表上:尿蛋白↓': the denial ends there
_AT_EACH = re.compile(r"の?いずれ(?:の時点)?(?:で|に)?も|の?各時点")
_TAKES_UP = re.compile(r"(?:两个|三个|各个?|每个|所有)(?:时间点|时点)|いずれの時点|各時点|両時点")
_ALSO = re.compile(r"也|亦|同样|同じく")


@record
class DirectionFound:
    """An outcome's direction with its words; `time` None where not told."""

    outcome: TermHit
    direction: str
    word: TermHit
    time: Found | None
    group: Found | None = None
    p: Quantity | None = None


def read_directions(sheet: Sheet, account: Account) -> list[DirectionFound]:
    """All directions of an account, one an outcome and time; the last word on an outcome and time holds."""
    found: dict[tuple[str, float | None], DirectionFound] = {}
    scope: TimePoint | None = None
    passage = -1
    for sentence in _after_treatment(sheet, account):
        if sentence.passage != passage:
            scope, passage = None, sentence.passage
        points = inside(sheet.time_points, sentence.start, sentence.end)
        told = sheet.within("direction", sentence.start, sentence.end)
        if not (points or told) or not is_finding(sheet, sentence):
            continue
        for direction in _without_summary(_sentence_directions(sheet, account, sentence, scope)) if told else ():
            key = (direction.outcome.code, direction.time.value if direction.time else None)
            if key not in found or direction.direction == "no_change":
                found[key] = direction
        standing = [p for p in points if not p.anchored]
        scope = standing[-1] if standing else scope
    return _without_contradicted(list(found.values()))


def _without_summary(directions: list[DirectionFound]) -> list[DirectionFound]:
    """'缓解了症状,降低了SSDAI评分': the general word adds nothing beside outcomes with a name; told last of all ('…,症状也都缓解') it does."""
    named = [d.outcome.start for d in directions if d.outcome.code not in GENERIC]
    return [
        d
        for d in directions
        if not named or d.outcome.code not in GENERIC or max(named) < d.outcome.start < d.word.start
    ]


def _after_treatment(sheet: Sheet, account: Account) -> list[Stretch]:
    """A patient's story tells first how ill the patient was: findings are those told once the cells have been given."""
    if not account.story:
        return account.sentences
    for index, sentence in enumerate(account.sentences):
        if treats(sheet, sentence) and sheet.has("cue", "treatment", sentence.start, sentence.end):
            return account.sentences[index:]
    return account.sentences


def _sentence_directions(
    sheet: Sheet, account: Account, sentence: Stretch, scope: TimePoint | None
) -> list[DirectionFound]:
    read: list[DirectionFound] = []
    words = [
        word
        for word in sheet.within("direction", sentence.start, sentence.end)
        if not is_of_a_figure(sheet, word)
        and not is_name(sheet, word)
        and not is_asked(sheet, word)
        and (not word.attributes.get("object") or is_observed(sheet, sentence))
    ]
    previous_end = sentence.start
    last_targets: list[TermHit] = []
    for index, word in enumerate(words):
        following = words[index + 1].start if index + 1 < len(words) else sentence.end
        said = not (of_a_few(sheet, account, word, previous_end) or is_of_control(sheet, word))
        targets = targets_of(sheet, sentence, word, previous_end, following) if said else []
        if (
            not targets
            and word.code == "no_change"
            and last_targets
            and _is_taken_back(sheet, previous_end, word.start)
        ):
            targets = last_targets
        code = "no_change" if is_turned_round(sheet, word) else word.code
        if code == "no_change" and is_before_treatment(sheet, sentence, word):
            previous_end = word.end
            continue
        for target in targets:
            direction = direction_of(target, code)
            if direction is None or _says_nothing(sheet, sentence, word, target):
                continue
            for time in _times(sheet, sentence, word, scope):
                read.append(DirectionFound(target, direction, word, time, None, _p_behind(sheet, word, following)))
        taken = [target.end for target in targets if target.start >= word.end]  # '促进A,抑制B': A is not what fell
        previous_end, last_targets = max([word.end, *taken]), targets or last_targets
    return read


def _is_taken_back(sheet: Sheet, start: int, end: int) -> bool:
    """'有上升趋势,但差异无显著性' takes back what was told; '疲劳减轻,但记忆力测验没有变化' tells of something else that no code names."""
    but = _TAKEN_BACK.search(sheet.text, start, end)
    if but is None:
        return False
    clause = sheet.clause(max(start - 1, 0))
    if _SINCE_BEFORE.search(sheet.text, clause.start, but.start()) and _OF_GROUPS.search(sheet.text, but.end(), end):
        return False  # '较治疗前下降,但与对照组相比差异不显著': of two comparisons
    return gap_between(sheet, but.end(), end) - len(_OF_THE_SAME.findall(sheet.text, but.end(), end)) <= 1


def _says_nothing(sheet: Sheet, sentence: Stretch, word: TermHit, target: TermHit) -> bool:
    """An outcome that is denied ('无复发'), a criterion ('SLEDAI≥8'), an adverse event ('不良反应有肌酐升高') or one of which a count is
    told ('疼痛多于对照组': in how many).
    """
    if is_criterion(sheet, target):
        return True
    if word.attributes.get("counts") and target.attributes.get("family") in {"score", "symptom"}:
        return True
    by_word = (
        word.code == "no_change" and target.end <= word.start <= target.end + 6
    )  # 'LVEFは改善しなかった' denies no LVEF
    between = _BETWEEN_WORDS.search(sheet.text, max(0, target.start - 8), target.start)
    if is_negated(sheet, target) and not by_word and not between:
        return True
    return bool(_AS_EVENT.search(sheet.text, max(sentence.start, target.start - 14), target.start))


def direction_of(target: TermHit, code: str) -> str | None:
    """The direction of an outcome: 'improve' and 'worsen' by which way is better for it; None where no way is."""
    if code in {"increase", "decrease", "no_change"}:
        return code
    better = target.attributes.get("better")
    if better not in {"lower", "higher"}:
        return None
    return "decrease" if (better == "lower") == (code == "improve") else "increase"


def _times(sheet: Sheet, sentence: Stretch, word: TermHit, scope: TimePoint | None) -> list[Found | None]:
    """The times of a direction: a row of times ('1、3、6个月时') holds for its own clause alone, a single one goes on."""
    points = [p for p in inside(sheet.time_points, sentence.start, sentence.end) if not p.anchored]
    clause = sheet.clause(word.start)
    here = [p for p in points if clause.start <= p.start < clause.end]
    before = [p for p in points if p.end <= word.start]
    point = here[0] if here else before[-1] if before else scope
    if point is None:
        return [None]
    goes_on = (
        point in here
        or _leads(sheet, point, clause)
        or (point in before and _ALSO.search(sheet.text, clause.start, clause.end))
        or (point in before and _AT_EACH.match(sheet.text, point.end))
        or _TAKES_UP.search(sheet.text, clause.start, clause.end)
    )
    if len(point.months) > 1 and not goes_on:
        return [None]
    return [Found(m, point.start, point.end, point.rule) for m in point.months if m > 0] or [None]


def _leads(sheet: Sheet, point: TimePoint, clause: Stretch) -> bool:
    """'移植后1、3、6个月,尿蛋白均下降': the clause before holds only the times."""
    return not sheet.within("direction", point.start, clause.start) and clause.start - point.end <= 4


def _p_behind(sheet: Sheet, word: TermHit, following: int) -> Quantity | None:
    behind = sheet.numbers("p", word.end, following)
    return behind[0] if behind else None


def _without_contradicted(directions: list[DirectionFound]) -> list[DirectionFound]:
    """One direction an outcome and time; an untimed one goes where the same is told with its time."""
    timed = {(d.outcome.code, d.direction) for d in directions if d.time is not None}
    return [d for d in directions if d.time is not None or (d.outcome.code, d.direction) not in timed]
