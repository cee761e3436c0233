"""Lays a row whose cells only blanks part under the columns of its head.

Blanks also stand inside cells. In a table of results the figures end the row and its label is what stands before them; in a table of
studies the best fit decides: a count under 例数, a dose under 细胞数, a span of time under 随访, and free text takes what is left.
"""

import re
from collections.abc import Callable

from pipeline.extract.mentions.places import inside
from pipeline.extract.mentions.sentences import Stretch
from pipeline.extract.mentions.sheet import Sheet
from pipeline.extract.tables.cells import holds_figure, is_nothing

Cell = Stretch | None
Fit = Callable[[Sheet, list[Stretch]], float]

_TOKEN = re.compile(r"[^\s|]+")
_OPEN = re.compile(r"(?:[±<>=≤≥(/]|[Pp])$")  # the figure goes on behind the blank: '12.4 ± 3.0', 'P < 0.05'
_GOES_ON = re.compile(r"^(?:[±)/%]|\(\s?[\d±<-])")
_STUDY = {"condition", "reference", "design", "cells", "dose", "infusions", "route", "follow_up", "year", "patients"}
_FREE = {
    "outcome",
    "conclusion",
    "condition",
    "patients",
    "other",
    "measure",
    "item",
    "adverse_events",
    "comparator",
    "status",
}
_LONGEST_TYPED = {
    "n": 1,
    "infusions": 1,
    "number": 1,
    "year": 1,
    "dose": 3,
    "follow_up": 3,
    "reference": 4,
    "design": 2,
    "cells": 3,
    "route": 2,
    "group": 2,
    "time": 2,
    "unit": 1,
    "registration": 1,
}


def lay_row(sheet: Sheet, row: Stretch, columns: list[list[Stretch]], codes: list[str]) -> list[Cell]:
    """The cells of a row, one a column."""
    tokens = [Stretch(m.start(), m.end(), row.passage) for m in _TOKEN.finditer(sheet.text, row.start, row.end)]
    if is_of_studies(codes):
        return _best_fit(sheet, tokens, codes)
    return _by_figures(sheet, tokens, len(columns))


def is_of_studies(codes: list[str]) -> bool:
    """Whether columns are laid by what they say of a study."""
    return bool({"n", "patients"} & set(codes)) and len(_STUDY & set(codes)) >= 2


def lay_cells(sheet: Sheet, cells: list[Stretch], codes: list[str]) -> list[Cell]:
    """Cells that are fewer than the columns, each under the one that it fits best."""
    return _best_fit(sheet, cells, codes, whole=True)


def _by_figures(sheet: Sheet, tokens: list[Stretch], width: int) -> list[Cell]:
    """As many cells as columns: what is over belongs to the label, what is missing is the label."""
    cells: list[Stretch] = []
    for token in tokens:
        words = sheet.text[token.start : token.end]
        before = sheet.text[cells[-1].start : cells[-1].end] if cells else ""
        joined = Stretch(cells[-1].start, token.end, token.passage) if cells else token
        labelled = len(cells) == 1 and before in {"P", "p"}  # a row of P values
        if cells and not labelled and (_GOES_ON.search(words) or _OPEN.search(before)) and holds_figure(sheet, joined):
            cells[-1] = joined
        else:
            cells.append(token)
    figures = 0
    while figures < len(cells) and (holds_figure(sheet, cells[-1 - figures]) or is_nothing(sheet, cells[-1 - figures])):
        figures += 1
    labels = len(cells) - figures
    if len(cells) > width and labels > 0 and figures < width:
        over = len(cells) - width
        if over < labels:
            return [Stretch(cells[0].start, cells[over].end, cells[0].passage), *cells[over + 1 :]]
    return list(cells) if len(cells) <= width else []


_IMPOSSIBLE = float("-inf")


def _best_fit(sheet: Sheet, tokens: list[Stretch], columns: list[str], *, whole: bool = False) -> list[Cell]:
    """The best layout of a row's tokens under its columns, in order, every token under one column. `whole`: one token a column."""
    n = len(tokens)
    best: list[float] = [0.0] + [_IMPOSSIBLE] * n
    choices: list[list[int]] = []
    for code in columns:
        fits = _FITS.get(code, _fit_free)
        longest = 1 if whole else n if code in _FREE else _LONGEST_TYPED.get(code, 3)
        row, choice = [_IMPOSSIBLE] * (n + 1), [0] * (n + 1)
        for end in range(n + 1):
            for length in range(min(longest, end) + 1):
                if best[end - length] == _IMPOSSIBLE:
                    continue  # the columns before can't hold what is left
                score = best[end - length] + (fits(sheet, tokens[end - length : end]) if length else -1.0)
                if score > row[end]:
                    row[end], choice[end] = score, length
        best = row
        choices.append(choice)
    laid: list[Cell] = []
    end = n
    for choice in reversed(choices):
        length = choice[end]
        laid.append(Stretch(tokens[end - length].start, tokens[end - 1].end, tokens[0].passage) if length else None)
        end -= length
    return laid[::-1]


def _words(sheet: Sheet, tokens: list[Stretch]) -> str:
    return sheet.text[tokens[0].start : tokens[-1].end]


def _fit_free(sheet: Sheet, tokens: list[Stretch]) -> float:
    return 0.1


_DESIGN = re.compile(r"試験|试验|研究|随机|隨機|無作為|RCT|単群|单臂|单组|前瞻|回顾|对照|対照|観察|双盲|报告|報告")
_N = re.compile(r"\d{1,4}(?:例|名|人)?(?:[/:+](?:\d{1,4}|[-—–])(?:例|名|人)?)?(?:\(.*\))?")
_INFUSIONS = re.compile(r"\d{1,2}(?:[-~]\d{1,2})?(?:次|回)?")
_REFERENCE = re.compile(r"(?:19|20)\d\d|^\[?\d{1,3}\]?$|et al")


def _fit_design(sheet: Sheet, tokens: list[Stretch]) -> float:
    words = _words(sheet, tokens)
    return 3.0 - 0.5 * len(tokens) if len(words) <= 14 and _DESIGN.search(words) else -2.0


def _fit_condition(sheet: Sheet, tokens: list[Stretch]) -> float:
    return 2.0 - 0.02 * len(tokens) if sheet.within("condition", tokens[0].start, tokens[-1].end) else -0.5


def _fit_n(sheet: Sheet, tokens: list[Stretch]) -> float:
    return 3.0 if _N.fullmatch(_words(sheet, tokens)) else -4.0


def _fit_infusions(sheet: Sheet, tokens: list[Stretch]) -> float:
    return 3.0 if _INFUSIONS.fullmatch(_words(sheet, tokens)) else -4.0


def _fit_dose(sheet: Sheet, tokens: list[Stretch]) -> float:
    return (
        4.0
        if any(q.kind == "dose" or q.value >= 1e5 for q in inside(sheet.quantities, tokens[0].start, tokens[-1].end))
        else -2.0
    )


def _fit_follow_up(sheet: Sheet, tokens: list[Stretch]) -> float:
    spans = sheet.numbers("time", tokens[0].start, tokens[-1].end)
    return 4.0 - 0.5 * len(tokens) if len(spans) == 1 and len(_words(sheet, tokens)) <= 14 else -3.0


def _fit_year(sheet: Sheet, tokens: list[Stretch]) -> float:
    return 3.0 if re.fullmatch(r"(?:19|20)\d\d年?", _words(sheet, tokens)) else -3.0


def _fit_reference(sheet: Sheet, tokens: list[Stretch]) -> float:
    words = _words(sheet, tokens)
    return 2.0 + 0.5 * len(tokens) if len(words) <= 40 and _REFERENCE.search(words) else -2.0


def _fit_term(kind: str) -> Fit:
    def fit(sheet: Sheet, tokens: list[Stretch]) -> float:
        found = sheet.within(kind, tokens[0].start, tokens[-1].end)
        return 2.0 - 0.2 * len(tokens) if found else -1.5

    return fit


def _fit_patients(sheet: Sheet, tokens: list[Stretch]) -> float:
    return 1.5 if sheet.numbers("people", tokens[0].start, tokens[-1].end) else 0.1


_FITS: dict[str, Fit] = {
    "patients": _fit_patients,
    "n": _fit_n,
    "infusions": _fit_infusions,
    "number": _fit_n,
    "dose": _fit_dose,
    "follow_up": _fit_follow_up,
    "year": _fit_year,
    "reference": _fit_reference,
    "cells": _fit_term("cell_source"),
    "route": _fit_term("route"),
    "design": _fit_design,
    "condition": _fit_condition,
}
