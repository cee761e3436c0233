"""Which outcomes a stretch names that figures there may have: not whom a figure is told of, a criterion, a grade, or what a bracket tells by itself.

Which of them a figure has is for `pipeline.extract.findings.nearest`.
"""

import re

from pipeline.extract.findings import zeros
from pipeline.extract.findings.cells import Run
from pipeline.extract.findings.criteria import is_criterion, is_denied, is_negated
from pipeline.extract.findings.fitting import can_have
from pipeline.extract.mentions.gap import gap_between
from pipeline.extract.mentions.sentences import Stretch
from pipeline.extract.mentions.sheet import Sheet
from pipeline.lexicon.load import TermHit

_CAUSE = re.compile(r"(?:因|由于|为了|防止|预防|のため)[^,。]{0,3}$")  # '4名患者因病情复发再次接受': why, not how many
_DIED_OF_IT = re.compile(
    r"(?:で|により|によって|のため|に伴い)、?(?:死亡|亡く)|(?:而|导致)?(?:死亡|去世)"
)  # '心不全の増悪で死亡'
_OF_WHOM = re.compile(
    r"\s?(?:による|に伴う|に対する|导致的?|所致的?|引起的?)|\s?(?:的|嘅|之|の|した|例の)?\s?(?:患者|病人|病患|人|者|例|方)\s?(?:之中|当中|之内|中|里|のうち|では|で)"
)
_FIGURES = ("people", "percent", "fraction", "measure")
_THOSE = re.compile(r"(?:者|患者|病人|组)$|(?:者|的?患者|的?病人)")
_TOPIC = re.compile(r"(?:率)? ?(?::|は、|では、)")
_WITH_SHARE = re.compile(
    r".?(?:/[A-Z]{2})?(?:的?患者|的?病人|者|组|例) ?(?:为|是|达|仅|は|が|で)?(?:仅|约)? ?\d{1,3}(?:\.\d+)? ?%"
)
_THRESHOLDS = {"ACR20", "ACR50", "ACR70", "PASI"}
_WHO = re.compile(r"\s?(?:的|之|嘅)?(?:者|患者|病人|人)?(?:则|共|有|为|占|:)*\s?")  # '无复发者19例'
_NOT_TOLD = re.compile(
    r"不足|难以|无法|未能|[、;]"
)  # '46例的样本不足以评价生存', '2名、別の増悪': no count of what follows
_RATE_OF_CHANGE = re.compile(r"改善率|缓和率")
_GRADES = re.compile(r"显效|無効|无效|著効|やや有効")
_NONE_IN = re.compile(r"(?:なし|無し|なく)(?:は|が|の(?:人|例|方|患者)は?)?\s?")  # '再発なし6名'
# '再発、進行のいずれも認めなかった人は58%': the share of those who had none of it
_WITHOUT = re.compile(
    r"(?:[、・][^、。,()\d]{1,6}){0,2}(?:など|等)?(?:の?いずれも)?[をがもは]?(?:認め|み|見|起き|経験し|生じ)?(?:られ)?(?:なかった|ない|しなかった|しない|せず)(?:人|方|例|患者|割合|被験者)"
)


def named_before(sheet: Sheet, sentence: Stretch, clause: Stretch, run: Run) -> list[TermHit]:
    """The outcomes of a run's clause before it that can have its figures."""
    figure = run.cells[0].figures[0]
    named = [
        h
        for h in sheet.within("outcome", clause.start, run.start)
        if not _is_grade(sheet, sentence, h) and not _is_of_whom(sheet, h) and not is_criterion(sheet, h)
    ]
    named = [h for h in named if not _is_a_part(sheet, named, h, run) and not _is_reaching(sheet, named, h)]
    return [h for h in named if can_have(figure, h, run, sheet) and not is_closed_off(sheet, h, run.start)]


def named_behind(sheet: Sheet, run: Run, start: int, end: int) -> list[TermHit]:
    """The outcomes in [start, end) behind a run that can have its figures and that words between do not part from it."""
    figure = run.cells[0].figures[0]
    hits = sheet.within("outcome", start, end)
    return [
        h
        for h in hits
        if can_have(figure, h, run, sheet)
        and not (figure.kind == "people" and sheet.text[h.end - 1] == "率")  # '40例有效率为80%': the share of so many
        and (figure.rule == zeros.RULE or not is_negated(sheet, h))
        and not _NOT_TOLD.search(sheet.text, start, h.start)
        and not (_is_of_whom(sheet, h) or is_criterion(sheet, h) or _DIED_OF_IT.match(sheet.text, h.end))
        and not _is_reaching(sheet, hits, h)
        and not _CAUSE.search(sheet.text[max(start, h.start - 5) : h.start])
    ]


def standing(sheet: Sheet, start: int, end: int) -> list[TermHit]:
    """The outcomes named in [start, end) that figures behind may go on with."""
    hits = sheet.within("outcome", start, end)
    return [
        h
        for h in hits
        if not (is_criterion(sheet, h) or _is_reaching(sheet, hits, h) or _is_under_topic(sheet, h))
        and not _is_explaining(sheet, hits, h)
        and not is_closed_off(sheet, h, end)
    ]


def _is_explaining(sheet: Sheet, hits: list[TermHit], hit: TermHit) -> bool:
    """'WOMAC(疼痛)': a bracket that holds no more than which part of the measure before it."""
    text = sheet.text
    bracketed = text[hit.start - 1 : hit.start] == "(" and text.startswith(")", hit.end)
    return bracketed and any(
        0 <= hit.start - 1 - other.end <= 2 and other.code not in {"other", hit.code} for other in hits
    )


def is_closed_off(sheet: Sheet, hit: TermHit, place: int) -> bool:
    """'总有效率33%(6例完全缓解,12例部分缓解),对照组8%': what a bracket tells with figures of its own is told when the bracket closes."""
    text = sheet.text
    opened = text.rfind("(", sheet.sentence(hit.start).start, hit.start)
    if opened < 0 or text.find(")", opened, hit.start) >= 0:
        return False
    closed = text.find(")", hit.end, place)
    return closed >= 0 and bool(sheet.numbers(_FIGURES, opened, closed))


def is_of_those_without(sheet: Sheet, clause: Stretch, run: Run) -> bool:
    """'2年内无复发者19例', '再発のなかった人は58%': a count or a share of those whom it did not befall."""
    named = sheet.within("outcome", clause.start, run.start)
    if named and (
        _WITHOUT.match(sheet.text, named[-1].end) or _NONE_IN.fullmatch(sheet.text, named[-1].end, begin_of(run))
    ):
        return True
    return bool(named) and bool(_WHO.fullmatch(sheet.text, named[-1].end, run.start)) and is_denied(sheet, named[-1])


def _is_reaching(sheet: Sheet, named: list[TermHit], hit: TermHit) -> bool:
    """'ACR20达标者', 'PASI75应答': who reached what stands before the word; it tells no outcome of its own."""
    if hit.code == "response" and _RATE_OF_CHANGE.fullmatch(sheet.text, hit.start, hit.end):
        measured = [o for o in named if o.attributes.get("family") in {"score", "lab"} and o.end <= hit.start]
        if measured and gap_between(sheet, measured[-1].end, hit.start) == 0:
            return True  # 'PASI评分平均改善率52%': by how much it got better
    return hit.code in {"response", "remission"} and any(
        other.code in _THRESHOLDS and other.attributes.get("family") == "rate" and 0 <= hit.start - other.end <= 1
        for other in named
    )


def _is_of_whom(sheet: Sheet, hit: TermHit) -> bool:
    """'有反应的人当中第9个月12.5%复发', '有效者2年生存率62%,无效者18%': whom a figure is told of, not what."""
    if _OF_WHOM.match(sheet.text, hit.end):
        return True
    if _is_under_topic(sheet, hit):
        return True
    if not _THOSE.search(sheet.text, hit.start, hit.end + 3):
        return False
    clause = sheet.clause(hit.start)
    before = sheet.clause(clause.start - 2) if clause.start > sheet.sentence(hit.start).start else None
    told = sheet.within("outcome", before.start, before.end) if before is not None else []
    return (
        len(told) > 1
        and told[0].code != told[-1].code
        and bool(_THOSE.search(sheet.text, told[0].start, told[0].end + 3))
    )


def _is_under_topic(sheet: Sheet, hit: TermHit) -> bool:
    """'两年OS:CR者53% vs PR者16%': of whom the figure is that the word before the colon names."""
    if not _WITH_SHARE.match(sheet.text, hit.end - 1):
        return False
    topics = sheet.within("outcome", sheet.sentence(hit.start).start, hit.start)
    return any(o.attributes.get("family") == "rate" and _TOPIC.match(sheet.text, o.end) for o in topics)


def _is_a_part(sheet: Sheet, named: list[TermHit], hit: TermHit, run: Run) -> bool:
    """'ORR(CR+PR)为60%': what a bracket behind an outcome explains it by has no figure outside of the bracket; a scale's name in a
    bracket ('運動スコア(MDS-UPDRS)') has it for the general word before it.
    """
    opened = sheet.text.rfind("(", sheet.sentence(hit.start).start, hit.start)
    closed = sheet.text.find(")", hit.end, run.start)
    if opened < 0 or closed < 0 or sheet.text.find(")", opened, hit.start) >= 0:
        return False
    beside = any(opened < other.start < closed and other.code != hit.code for other in named)
    explained = (other for other in named if other.end <= opened and opened - other.end <= 2)
    return beside or any(other.code not in {hit.code, "other"} for other in explained)


def _is_grade(sheet: Sheet, sentence: Stretch, hit: TermHit) -> bool:
    """'显效19例、有效12例、无效4例': one grade of several, not the share that responded."""
    if hit.code != "response" or sheet.text[hit.start : hit.end] not in {"有效", "有効"}:
        return False
    return bool(_GRADES.search(sheet.text, sentence.start, sentence.end))


def begin_of(run: Run) -> int:
    """Where a run begins with the whole that its first figure is of."""
    figure = run.cells[0].figures[0]
    return figure.start if figure.of_start is None else figure.of_start
