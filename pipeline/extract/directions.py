"""Outcomes that an account says rose, fell or stayed, where no figure is given.

The laws: a direction word belongs to the outcomes told in a row before it in its clause, over commas as far as the row goes; where none
stands before it, to those behind it ('降低了A和B评分'); a bracket behind it lists its outcomes ('改善(A、B、C)'). 'Improved' is turned
into rise or fall by what the outcome's rule says is better. A direction told and taken back ('有上升趋势,但差异无显著性') is no change.
"""

import re
from dataclasses import dataclass

from pipeline.extract.account import Account
from pipeline.extract.found import Found
from pipeline.extract.gap import gap_between
from pipeline.extract.nearest import is_criterion, is_negated
from pipeline.extract.quantity import Quantity
from pipeline.extract.sheet import Sheet, Stretch, inside
from pipeline.extract.signals import treats
from pipeline.extract.timing import TimePoint
from pipeline.lexicon.load import TermHit

_PLAIN_ITEM = (
    12  # a comma-parted item without an outcome of its own still belongs to a row of outcomes up to this length
)
_GENERIC = {"symptoms"}
_THESE = re.compile(r"(?:这些|上述|以上|前述|各项)(?:指标|项目|数值|参数|症状)")
_GOES_ON = re.compile(r"均|都|皆|也|全部|いずれも|すべて")
_TAKEN_BACK = re.compile(r"但|然而|不过|が,|ものの")


@dataclass(frozen=True, slots=True)
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
        if not _is_finding(sheet, sentence):
            continue
        for direction in _without_summary(_sentence_directions(sheet, sentence, scope)):
            key = (direction.outcome.code, direction.time.value if direction.time else None)
            if key not in found or direction.direction == "no_change":
                found[key] = direction
        standing = [p for p in inside(sheet.time_points, sentence.start, sentence.end) if not p.anchored]
        scope = standing[-1] if standing else scope
    return _without_contradicted(list(found.values()))


def _without_summary(directions: list[DirectionFound]) -> list[DirectionFound]:
    """'缓解了症状,降低了SSDAI评分': the general word beside outcomes with a name adds nothing."""
    named = any(d.outcome.code not in _GENERIC for d in directions)
    return [d for d in directions if not (named and d.outcome.code in _GENERIC)]


def _after_treatment(sheet: Sheet, account: Account) -> list[Stretch]:
    """A patient's story tells first how ill the patient was: findings are those told once the cells have been given."""
    if not account.story:
        return account.sentences
    for index, sentence in enumerate(account.sentences):
        if treats(sheet, sentence) and sheet.has("cue", "treatment", sentence.start, sentence.end):
            return account.sentences[index:]
    return account.sentences


def _is_finding(sheet: Sheet, sentence: Stretch) -> bool:
    """'干细胞疗法可缓解症状' is a claim in general: no finding, unless a figure, a time or 'results show' stands with it."""
    start, end = sentence.start, sentence.end
    if sheet.has("cue", ("cumulative", "prevalence", "background"), start, end):
        return False
    if not sheet.has("cue", "modal", start, end):
        return True
    told = sheet.has("cue", ("evidence", "anaphora"), start, end) or inside(sheet.time_points, start, end)
    return bool(told or sheet.numbers(("p", "percent", "people", "measure", "fraction"), start, end))


def _sentence_directions(sheet: Sheet, sentence: Stretch, scope: TimePoint | None) -> list[DirectionFound]:
    read: list[DirectionFound] = []
    words = [w for w in sheet.within("direction", sentence.start, sentence.end) if not _is_of_a_figure(sheet, w)]
    previous_end = sentence.start
    last_targets: list[TermHit] = []
    for index, word in enumerate(words):
        following = words[index + 1].start if index + 1 < len(words) else sentence.end
        targets = (
            [] if _of_a_few(sheet, word, previous_end) else _targets(sheet, sentence, word, previous_end, following)
        )
        if (
            not targets
            and word.code == "no_change"
            and last_targets
            and _TAKEN_BACK.search(sheet.text, previous_end, word.start)
        ):
            targets = last_targets
        code = "no_change" if _is_denied(sheet, word) else word.code
        for target in targets:
            direction = direction_of(target, code)
            if direction is None or is_negated(sheet, target) or is_criterion(sheet, target):
                continue
            for time in _times(sheet, sentence, word, scope):
                read.append(DirectionFound(target, direction, word, time, None, _p_behind(sheet, word, following)))
        taken = [target.end for target in targets if target.start >= word.end]  # '促进A,抑制B': A is not what fell
        previous_end, last_targets = max([word.end, *taken]), targets or last_targets
    return read


def _is_of_a_figure(sheet: Sheet, word: TermHit) -> bool:
    """'由12.2降到3.2', '下降了30%': told with figures, read as results."""
    return bool(re.match(r"\s?(?:到|至|为|了|成)?\s?\(?\s?约?\d", sheet.text[word.end : word.end + 5]))


def _of_a_few(sheet: Sheet, word: TermHit, floor: int) -> bool:
    """'3例尿蛋白转阴', '2でアルブミン尿が消失', '50%患者的症状得到缓解': told of some patients, not of the study's."""
    clause = sheet.clause(word.start)
    start = max(clause.start, floor)
    if _COUNTED.match(sheet.text, start, word.start):
        return True
    outcomes = sheet.within("outcome", start, word.start)
    shares = sheet.numbers(("people", "percent"), start, outcomes[0].start) if outcomes else []
    return bool(shares) and gap_between(sheet, shares[-1].end, outcomes[0].start) <= 1


_COUNTED = re.compile(r"\s?(?:\d{1,3}\s?(?:例|名|人)?\s?で|(?:多名|少数|个别|有些|部分|一些|几名|一名)(?:患者|病人))")


def _is_denied(sheet: Sheet, word: TermHit) -> bool:
    before = [n for n in sheet.within("negation", word.start - 6, word.start) if n.code == "pre"]
    return (
        bool(before) and word.code != "no_change" and not re.search(r"[,。;]", sheet.text[before[-1].end : word.start])
    )


def direction_of(target: TermHit, code: str) -> str | None:
    """The direction of an outcome: 'improve' and 'worsen' by which way is better for it; None where no way is."""
    if code in {"increase", "decrease", "no_change"}:
        return code
    better = target.attributes.get("better")
    if better not in {"lower", "higher"}:
        return None
    return "decrease" if (better == "lower") == (code == "improve") else "increase"


def _targets(sheet: Sheet, sentence: Stretch, word: TermHit, floor: int, ceiling: int) -> list[TermHit]:
    clause = sheet.clause(word.start)
    bracket = re.match(r"\s?\(([^()]*)\)", sheet.text[word.end : sentence.end])
    if bracket:
        listed = sheet.within("outcome", word.end, word.end + bracket.end())
        if listed and not sheet.numbers(("measure", "percent"), word.end, word.end + bracket.end()):
            return _without_generic(sheet, listed)
        if len(listed) > 0 and all(hit.code in _GENERIC for hit in sheet.within("outcome", clause.start, word.start)):
            return []  # '症状が改善(0,1,3moでSLEDAI12.6→9.6→7.1)': the bracket says what improved, with figures
    left = sheet.within("outcome", max(clause.start, floor), word.start)
    left = [hit for hit in left if hit.end <= word.start]
    if left and not word.attributes.get("object"):
        start = _row_start(sheet, sentence, clause, floor)
        return _without_generic(sheet, [h for h in sheet.within("outcome", start, word.start) if h.end <= word.start])
    right = sheet.within("outcome", word.end, min(clause.end, ceiling))
    return _without_generic(sheet, right or _subjects_before(sheet, sentence, clause, floor))


def _subjects_before(sheet: Sheet, sentence: Stretch, clause: Stretch, floor: int) -> list[TermHit]:
    """A clause without outcome goes on with those of the clause before ('对肌酐和尿素氮进行测量,发现均有下降'); 'these indices' with all before."""
    if _THESE.search(sheet.text, clause.start, clause.end):
        return sheet.within("outcome", max(sentence.start, floor), clause.start)
    if not _GOES_ON.search(sheet.text, clause.start, clause.end):
        return []
    before = sheet.clause(max(sentence.start, clause.start - 2))
    if before.start >= clause.start or before.start < floor:
        return []
    return sheet.within("outcome", before.start, before.end)


def _row_start(sheet: Sheet, sentence: Stretch, clause: Stretch, floor: int) -> int:
    """Where the row of outcomes begins that ends in this clause: back over commas while the items are bare names."""
    start = clause.start
    while start > max(sentence.start, floor):
        before = sheet.clause(start - 2)
        if before.start >= start or before.start < floor:
            break
        item = (before.start, before.end)
        busy = (
            sheet.within("direction", *item)
            or sheet.numbers(("percent", "measure", "people", "p"), *item)
            or inside(sheet.time_points, *item)
        )
        named = sheet.within("outcome", *item)
        if (
            busy
            or sheet.has("cue", ("treatment", "evidence"), *item)
            or (before.end - before.start > _PLAIN_ITEM and not _bare(sheet, before, named))
        ):
            break
        start = before.start
    return max(start, floor)


def _bare(sheet: Sheet, clause: Stretch, named: list[TermHit]) -> bool:
    """A clause that holds little beside outcome names."""
    return bool(named) and (clause.end - clause.start) - sum(hit.end - hit.start for hit in named) <= _PLAIN_ITEM


def _without_generic(sheet: Sheet, hits: list[TermHit]) -> list[TermHit]:
    """'疲劳、瘙痒等症状': the general word behind 等 names nothing of its own; an outcome told twice is one."""
    named: dict[str, TermHit] = {}
    for hit in hits:
        general = (
            hit.code in _GENERIC
            and len({h.code for h in hits}) > 1
            and re.search(r"(?:等|など|等の)\s?$", sheet.text[max(0, hit.start - 4) : hit.start])
        )
        if not general:
            named.setdefault(hit.code, hit)
    return list(named.values())


def _times(sheet: Sheet, sentence: Stretch, word: TermHit, scope: TimePoint | None) -> list[Found | None]:
    """The times of a direction: a row of times ('1、3、6个月时') holds for its own clause alone, a single one goes on."""
    points = [p for p in inside(sheet.time_points, sentence.start, sentence.end) if not p.anchored]
    clause = sheet.clause(word.start)
    here = [p for p in points if clause.start <= p.start < clause.end]
    before = [p for p in points if p.end <= word.start]
    point = here[0] if here else before[-1] if before else scope
    if point is None or (len(point.months) > 1 and point not in here and not _leads(sheet, point, clause)):
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
