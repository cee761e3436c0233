"""A cell with several figures in step with what its labels list: '-62.5±23.2;-78.0±20.1' under 'CDAI变化(12周;24周)', '45/38' under 'ALT/AST'.

An arrow leads from before treatment to after it, whether or not the labels list the times ('52.1→31.0').
"""

import re
from dataclasses import dataclass
from itertools import pairwise

from pipeline.extract.mentions.found import Found
from pipeline.extract.mentions.sentences import Stretch
from pipeline.extract.mentions.sheet import Sheet
from pipeline.extract.tables.cells import figures_in, holds_figure, outcome_in, time_in, words_of
from pipeline.lexicon.load import TermHit

_BETWEEN = re.compile(r"[)\]]?[*#△▲†‡a-d]{0,3}\s?(?P<sign>→|->|⇒|➔|►|;|,|、|/)\s?[-+]?")
_ARROW = re.compile(r"→|->|⇒|➔|►")
_LISTED = re.compile(r"[^;,、/|→~:()\[\]⇒➔►>]+")
_AFTER = re.compile(r".{0,6}[后後]|[Aa]fter|[Pp]ost|終了時|末次(?:随访)?|最終(?:観察時)?")
_BOTH = re.compile(r".{0,4}前\s?[后後]")


@dataclass(frozen=True, slots=True)
class Step:
    """One of the figures of a cell: its place, and what the labels list for it; None where they leave it to what governs the cell."""

    part: Stretch
    time: Found | None
    outcome: TermHit | None
    along: bool = False  # an arrow leads to it or from it


def steps_of(sheet: Sheet, cell: Stretch, labels: tuple[Stretch, ...], later: Found | None) -> list[Step]:
    """The figures of a cell one by one; none where it holds one figure, or where nothing tells which is which.

    `labels`: those of the cell, nearest first; `later`: when 'after treatment' is.
    """
    parts, along = _parts(sheet, cell)
    n = len(parts)
    if n < 2:
        return []
    for label in labels:
        told = _listed(sheet, label)
        times = [time for word in told for time in _times(sheet, word, later)]
        outcomes = [hit for word in told if (hit := outcome_in(sheet, word)) is not None]
        if len(times) == n:
            return [Step(part, time, None, along) for part, time in zip(parts, times, strict=True)]
        if along and n > 2 and len(times) == n - 1 and all(time is not None and time.value > 0 for time in times):
            return [
                Step(part, time, None, along) for part, time in zip(parts, [_before(parts[0]), *times], strict=True)
            ]
        if len({hit.code for hit in outcomes}) == len(outcomes) == n and not along:
            return [Step(part, None, hit) for part, hit in zip(parts, outcomes, strict=True)]
    if not along:
        return []
    return [
        Step(part, _before(part) if i == 0 else later if n == 2 else None, None, along) for i, part in enumerate(parts)
    ]


def _parts(sheet: Sheet, cell: Stretch) -> tuple[list[Stretch], bool]:
    """The figures of a cell, each with what belongs to it ('12/20(60%)'), and whether an arrow leads from one to the next."""
    figures = figures_in(sheet, cell)
    parts: list[Stretch] = []
    signs: set[str] = set()
    start = cell.start
    for before, after in pairwise(figures):
        between = _BETWEEN.fullmatch(sheet.text, before.end, after.start)
        if between is not None:
            parts.append(Stretch(start, before.end, cell.passage))
            signs.add(between["sign"])
            start = between.end("sign")
    parts.append(Stretch(start, cell.end, cell.passage))
    if len(signs) > 1 or not all(holds_figure(sheet, part) for part in parts):
        return [], False
    return parts, bool(signs) and _ARROW.fullmatch(signs.pop()) is not None


def _listed(sheet: Sheet, label: Stretch) -> list[Stretch]:
    """What a label lists: 'CDAI', '12周', '24周' of 'CDAI(12周;24周)'."""
    words = _LISTED.finditer(sheet.text, label.start, label.end)
    return [Stretch(m.start(), m.end(), label.passage) for m in words if m[0].strip()]


def _times(sheet: Sheet, word: Stretch, later: Found | None) -> list[Found | None]:
    """The times that a word of a list names: one, two where it is '治疗前后', none; None for an 'after' that the page does not date."""
    words = words_of(sheet, word)
    if _BOTH.fullmatch(words):
        return [_before(word), later]
    time = time_in(sheet, word)
    if time is not None:
        return [time]
    return [later] if _AFTER.fullmatch(words) else []


def _before(place: Stretch) -> Found:
    return Found(0.0, place.start, place.end, "results.arrow_start")
