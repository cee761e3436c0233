"""Outcomes told in a row: they share a row of figures in their order, and the next group's figures after that.

'C3、C4分别为0.9和0.2g/L;对照组分别为0.8和0.1g/L'; outcomes told one by one with a figure each are a row for what follows, too. Where a figure
has an outcome of its own is `pipeline.extract.findings.nearest`.
"""

import re
from itertools import pairwise

from pipeline.extract.findings.cells import Run
from pipeline.extract.findings.fitting import can_have, without_shared_unit
from pipeline.extract.findings.scope import Scope
from pipeline.extract.mentions.gap import gap_between
from pipeline.extract.mentions.places import inside
from pipeline.extract.mentions.sentences import Stretch
from pipeline.extract.mentions.sheet import Sheet
from pipeline.lexicon.load import TermHit

_APART = 4  # how far three outcomes and more may stand from their row of figures where no word says 'respectively'
_IN_STEP = re.compile(r"分别|依次|依序|各为|顺次|それぞれ|順に")
_SURE = 3  # so many figures 'in this order' behind a time are those of as many outcomes told before
_SAME_OUTCOMES = re.compile(
    r"(?:上述|以上|前述|上列|这|该|此|同样|同上|相应|对应)(?:的)?(?:[两三四五六七八2-8]|几|些|各)?(?:项|个|种)?(?:指标|参数|数值|项目|评分|检测值|实验室数据|数据)"
    r"|(?:上述|以上|前述)(?:[两三四五六2-6]|各|诸)项|[两三四]项(?:指标|参数|评分)|(?<![一-鿿])[三四]者|(?:これら|上記|同じ)(?:の)?[2-6二三四五]?(?:つの)?(?:項目|指標|検査値|スコア|数値|値)"
)
_ROW_GAP = re.compile(
    r"\s?(?:水平|评分|积分|指数|抗体|浓度|含量|计数|定量|率|值|値|スコア)?\s?(?:\([^()]{1,14}\))?\s?(?:、|,|/|和|与|及|以及|及其|・|と|および|ならびに)\s?(?:血清|血|尿|平均|外周血)?\s?"
)


def row_before(sheet: Sheet, sentence: Stretch, run: Run, n: int) -> list[TermHit] | None:
    """The outcomes told in a row that end last before a run, where they are as many as its cells and go in step with them."""
    row = row_of(sheet, sentence, run.start, n)
    if not row:
        return None
    between = sheet.text[row[-1].end : run.start]
    apart = gap_between(sheet, row[-1].end, run.start)
    in_step = bool(_IN_STEP.search(between)) or run.leads or apart <= (_APART if n > 2 else 0)
    return row if in_step and _fits(sheet, row, run) else None


def row_of(sheet: Sheet, sentence: Stretch, place: int, n: int) -> list[TermHit]:
    """The `n` outcomes told side by side that stand last before a place, no two of them the same; none where they are not just so many."""
    named = [h for h in sheet.within("outcome", sentence.start, place) if h.end <= place]
    hits = [h for i, h in enumerate(named) if not (i and _abbreviates(sheet, named[i - 1], h))]
    if len(hits) < n:
        return []
    row = hits[-n:]
    text = sheet.text
    linked = all(_ROW_GAP.fullmatch(text, a.end, b.start) for a, b in pairwise(row))
    longer = len(hits) > n and bool(_ROW_GAP.fullmatch(text, hits[-n - 1].end, row[0].start))
    if any("," in text[a.end : b.start] and _has_share(sheet, a) for a, b in pairwise(row)):
        return []
    different = len({h.code for h in row if h.code != "other"}) + sum(h.code == "other" for h in row) == n
    return row if linked and different and not longer else []


def _has_share(sheet: Sheet, hit: TermHit) -> bool:
    """'60%获得缓解,复发率为…': a share stands before the outcome in its clause, which has that and waits for none."""
    return bool(sheet.numbers(("percent", "fraction", "people"), sheet.clause(hit.start).start, hit.start))


def _abbreviates(sheet: Sheet, before: TermHit, hit: TermHit) -> bool:
    """'总生存率(OS)和无失败生存率(FFS)': a bracket that holds no more than another name of the outcome before it."""
    opened = sheet.text[before.end : hit.start].strip() == "("
    return opened and hit.code in {before.code, "other"} and sheet.text.startswith(")", hit.end)


def _fits(sheet: Sheet, row: list[TermHit], run: Run) -> bool:
    """Whether each outcome of a row can have the figure that stands in its place."""
    return all(
        can_have(without_shared_unit(cell.figures[0], hit), hit, run, sheet)
        for cell, hit in zip(run.cells, row, strict=True)
    )


def takes_up_row(sheet: Sheet, sentence: Stretch, run: Run) -> bool:
    """'6个月时上述三项指标依次为…': words for the outcomes told before, none named behind them."""
    words = list(_SAME_OUTCOMES.finditer(sheet.text, sentence.start, run.start))
    return bool(words) and not sheet.within("outcome", words[-1].end(), run.start)


def row_again(sheet: Sheet, sentence: Stretch, run: Run, scope: Scope) -> list[TermHit]:
    """The row of outcomes of the figures before, where no outcome was named since: '…,对照组分别为30%、12%', '上述三项指标依次为…'."""
    row = list(scope.row)
    if len(row) != len(run.cells) or sheet.within("outcome", row[-1].end, run.start):
        return []
    if takes_up_row(sheet, sentence, run):
        return row if _fits(sheet, row, run) else []
    since = max(row[-1].end, sentence.start)
    groups = sheet.within("group", since, run.start)
    points = inside(sheet.time_points, since, run.start)
    if any(len(p.months) == len(row) for p in points) or len(groups) > 1 or any(g.code is None for g in groups):
        return []  # '3、6个月分别为…', '两组分别为…': it is something else that they share
    in_turn = (len(row) >= _SURE or scope.cycled) and bool(
        _IN_STEP.search(sheet.text, sheet.clause(run.start).start, run.start)
    )
    again = bool(groups) or (bool(points) and (in_turn or max(row[-1].start, scope.row_told) >= sentence.start))
    return row if again and _fits(sheet, row, run) else []


def note_outcome(sheet: Sheet, scope: Scope, outcome: TermHit) -> None:
    """Outcomes told one by one with a figure each ('治疗组显效12例、好转15例') are a row until another group is named."""
    last = scope.row[-1] if scope.row else None
    parted = last is not None and sheet.sentence(last.start).passage != sheet.sentence(outcome.start).passage
    if last is None or parted or outcome.start < last.start or sheet.within("group", last.end, outcome.start):
        scope.row, scope.cycled = (outcome,), False
    elif last.code != outcome.code and outcome.code == scope.row[0].code:
        scope.row, scope.cycled = (outcome,), True  # 'ABI 0.52、疼痛5.1;ABI 0.61、疼痛3.2;分别为0.68、2.1'
    elif last.code != outcome.code:
        scope.row = (*scope.row, outcome)
