"""Outcomes told in a row: they share a row of figures in their order, and the next group's figures after that.

'C3、C4分别为0.9和0.2g/L;对照组分别为0.8和0.1g/L'; outcomes told one by one with a figure each are a row for what follows, too. Where a figure
has an outcome of its own is `pipeline.extract.findings.nearest`.
"""

import re
from itertools import pairwise

from pipeline.extract.findings.cells import Run
from pipeline.extract.findings.fitting import can_have, without_shared_unit
from pipeline.extract.findings.in_step import Scope
from pipeline.extract.mentions.gap import gap_between
from pipeline.extract.mentions.sheet import Sheet, Stretch, inside
from pipeline.lexicon.load import TermHit

_APART = 4  # how far three outcomes and more may stand from their row of figures where no word says 'respectively'
_IN_STEP = re.compile(r"分别|依次|依序|各为|顺次|それぞれ|順に")
_ROW_GAP = re.compile(
    r"\s?(?:水平|评分|积分|指数|抗体|浓度|含量|计数|定量|率|值|値|スコア)?\s?(?:\([^()]{1,14}\))?\s?(?:、|,|/|和|与|及|以及|及其|・|と|および|ならびに)\s?(?:血清|血|尿|平均|外周血)?\s?"
)


def row_before(sheet: Sheet, sentence: Stretch, run: Run, n: int) -> list[TermHit] | None:
    """The outcomes told in a row that end last before a run, where they are as many as its cells and go in step with them."""
    hits = [h for h in sheet.within("outcome", sentence.start, run.start) if h.end <= run.start]
    if len(hits) < n:
        return None
    row = hits[-n:]
    text = sheet.text
    linked = all(_ROW_GAP.fullmatch(text, a.end, b.start) for a, b in pairwise(row))
    longer = len(hits) > n and bool(_ROW_GAP.fullmatch(text, hits[-n - 1].end, row[0].start))
    if (
        not linked
        or longer
        or len({h.code for h in row if h.code != "other"}) + sum(h.code == "other" for h in row) < n
    ):
        return None
    between = text[row[-1].end : run.start]
    apart = gap_between(sheet, row[-1].end, run.start)
    in_step = bool(_IN_STEP.search(between)) or run.leads or apart <= (_APART if n > 2 else 0)
    fits = all(
        can_have(without_shared_unit(cell.figures[0], hit), hit, run, sheet)
        for cell, hit in zip(run.cells, row, strict=True)
    )
    return row if in_step and fits else None


def row_again(sheet: Sheet, sentence: Stretch, run: Run, scope: Scope) -> list[TermHit]:
    """The row of outcomes of the figures before, where no outcome was named since: '…,对照组分别为30%、12%'."""
    row = list(scope.row)
    if len(row) != len(run.cells) or sheet.within("outcome", row[-1].end, run.start):
        return []
    since = max(row[-1].end, sentence.start)
    groups = sheet.within("group", since, run.start)
    points = inside(sheet.time_points, since, run.start)
    if any(len(p.months) == len(row) for p in points) or len(groups) > 1 or any(g.code is None for g in groups):
        return []  # '3、6个月分别为…', '两组分别为…': it is something else that they share
    fits = all(
        can_have(without_shared_unit(cell.figures[0], hit), hit, run, sheet)
        for cell, hit in zip(run.cells, row, strict=True)
    )
    again = bool(groups) or (row[-1].start >= sentence.start and bool(points))
    return row if fits and again else []


def note_outcome(sheet: Sheet, scope: Scope, outcome: TermHit) -> None:
    """Outcomes told one by one with a figure each ('治疗组显效12例、好转15例') are a row until another group is named."""
    last = scope.row[-1] if scope.row else None
    if last is None or outcome.start < last.start or sheet.within("group", last.end, outcome.start):
        scope.row = (outcome,)
    elif last.code != outcome.code:
        scope.row = (*scope.row, outcome)
