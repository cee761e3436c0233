"""Cells under their headers: which stretch of a flattened table row belongs to which column, and the account that a row is.

Rows come one a line with blanks that also stand inside cells, so a row is laid under its header by the best fit: a count under 例数, a
dose under 细胞数, a span of time under 随访; what is free text takes what is left between.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass

from pipeline.extract.account import Account
from pipeline.extract.population import Total
from pipeline.extract.quantity import Quantity
from pipeline.extract.sheet import Sheet, Stretch, inside
from pipeline.normalize.tables import RESULT_COLUMNS, column_code, header_columns
from pipeline.records import Passage

_TOKEN = re.compile(r"[^\s|]+")
_WIDE = re.compile(r"\t|\s{2,}|\s?\|\s?|\n")
_FREE = {"outcome", "conclusion", "condition", "patients", "other", "measure", "item", "adverse_events"}
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
}


Head = tuple[str, str]
"""A column's code and the words of its head."""


@dataclass(frozen=True, slots=True)
class TableRow:
    """A row as an account, with the place of each column's cell in the view and the words of its head."""

    account: Account
    cells: dict[str, Stretch]
    heads: dict[str, str]


def find_rows(sheet: Sheet) -> list[TableRow]:
    """The rows of a page's tables that tell of a study, in order."""
    rows: list[TableRow] = []
    columns: list[Head] | None = None
    head: list[Head] = []
    body: list[int] = []
    for index, passage in enumerate(sheet.page.passages):
        words = sheet.text[passage.view_start : passage.view_end]
        if passage.kind == "table_header":
            if body:
                rows += _standing_rows(sheet, head, body)
                head, body = [], []
            found = header_columns(words)
            columns = [(code, words[a:b]) for code, a, b in found] if found else None
            head = [] if columns else [*head, (column_code(words), words)]
        elif passage.kind == "table_row" and columns is not None and not RESULT_COLUMNS & {code for code, _ in columns}:
            row = _read_row(sheet, passage, index, columns)
            if row is not None:
                rows.append(row)
        elif passage.kind == "table_row" and head:
            body.append(index)
        elif passage.kind != "boilerplate":
            rows += _standing_rows(sheet, head, body)
            columns, head, body = None, [], []
    return rows + _standing_rows(sheet, head, body)


def _standing_rows(sheet: Sheet, head: list[Head], body: list[int]) -> list[TableRow]:
    """The rows of a table that gives each cell a line of its own: as many lines a row as the head has columns.

    A row that is short of cells would shift all that follow, so each row must begin where its count stands under 例数.
    """
    codes = [code for code, _ in head]
    if "n" not in codes or RESULT_COLUMNS & set(codes):
        return []
    rows: list[TableRow] = []
    at = 0
    while at + len(head) <= len(body):
        passages = body[at : at + len(head)]
        cells = _first_of_each((code, sheet.whole(index)) for code, index in zip(codes, passages, strict=True))
        n = _count(sheet, cells["n"])
        if n is None and not _is_not_stated(sheet, cells["n"]):
            at += 1
            continue
        sentences = [s for s in sheet.sentences if s.passage in passages]
        numbers = [m.labels[0] for s in sentences for m in inside(sheet.registrations, s.start, s.end)]
        if n is not None or numbers:
            rows.append(
                TableRow(Account(sentences, total=n, registrations=list(dict.fromkeys(numbers))), cells, dict(head))
            )
        at += len(head)
    return rows


def _is_not_stated(sheet: Sheet, cell: Stretch) -> bool:
    return bool(re.fullmatch(r"[-—–/]+|不详|未提供|未报告|記載なし|不明", sheet.text[cell.start : cell.end].strip()))


def _read_row(sheet: Sheet, passage: Passage, index: int, head: list[Head]) -> TableRow | None:
    columns = [code for code, _ in head]
    tokens = [
        Stretch(m.start(), m.end(), index) for m in _TOKEN.finditer(sheet.text, passage.view_start, passage.view_end)
    ]
    if len(tokens) < len(columns) // 2:
        return None
    cells = _split(sheet, passage, index, columns) or _lay(sheet, tokens, columns, index)
    n = _count(sheet, cells.get("n"))
    if n is None and not inside(sheet.registrations, passage.view_start, passage.view_end):
        return None
    sentences = [s for s in sheet.sentences if s.passage == index]
    numbers = [mark.labels[0] for mark in inside(sheet.registrations, passage.view_start, passage.view_end)]
    return TableRow(Account(sentences, total=n, registrations=list(dict.fromkeys(numbers))), cells, dict(head))


def _split(sheet: Sheet, passage: Passage, index: int, columns: list[str]) -> dict[str, Stretch] | None:
    """The cells where a sign of its own parts them: as many as the head has columns."""
    text = sheet.text[passage.view_start : passage.view_end]
    edges = [0, *(edge for m in _WIDE.finditer(text) for edge in (m.start(), m.end())), len(text)]
    parts = [(a, b) for a, b in zip(edges[::2], edges[1::2], strict=True)]
    if len(parts) != len(columns):
        return None
    return _first_of_each(
        (code, Stretch(passage.view_start + a, passage.view_start + b, index))
        for code, (a, b) in zip(columns, parts, strict=True)
    )


def _lay(sheet: Sheet, tokens: list[Stretch], columns: list[str], index: int) -> dict[str, Stretch]:
    """The best layout of a row's tokens under its columns, in order, every token under one column."""
    n = len(tokens)
    best: list[float] = [0.0] + [float("-inf")] * n
    choices: list[list[int]] = []
    for code in columns:
        fits = _fit_of(code)
        longest = n if code in _FREE else _LONGEST_TYPED.get(code, 3)
        row, choice = [float("-inf")] * (n + 1), [0] * (n + 1)
        for end in range(n + 1):
            for length in range(min(longest, end) + 1):
                score = best[end - length] + (fits(sheet, tokens[end - length : end]) if length else -1.0)
                if score > row[end]:
                    row[end], choice[end] = score, length
        best = row
        choices.append(choice)
    laid: list[tuple[str, Stretch]] = []
    end = n
    for code, choice in zip(reversed(columns), reversed(choices), strict=True):
        length = choice[end]
        if length:
            laid.append((code, Stretch(tokens[end - length].start, tokens[end - 1].end, index)))
        end -= length
    return _first_of_each(reversed(laid))


def _first_of_each(cells: object) -> dict[str, Stretch]:
    named: dict[str, Stretch] = {}
    for code, stretch in cells:  # type: ignore[attr-defined]
        named.setdefault(code, stretch)
    return named


Fit = Callable[[Sheet, list[Stretch]], float]


def _fit_of(code: str) -> Fit:
    return _FITS.get(code, _fit_free)


def _words(sheet: Sheet, tokens: list[Stretch]) -> str:
    return sheet.text[tokens[0].start : tokens[-1].end]


def _fit_free(sheet: Sheet, tokens: list[Stretch]) -> float:
    return 0.1


def _fit_design(sheet: Sheet, tokens: list[Stretch]) -> float:
    words = _words(sheet, tokens)
    return (
        3.0 - 0.5 * len(tokens)
        if re.search(
            r"試験|试验|研究|随机|隨機|無作為|RCT|単群|单臂|单组|前瞻|回顾|对照|対照|観察|双盲|报告|報告", words
        )
        and len(words) <= 14
        else -2.0
    )


def _fit_condition(sheet: Sheet, tokens: list[Stretch]) -> float:
    return 2.0 - 0.02 * len(tokens) if sheet.within("condition", tokens[0].start, tokens[-1].end) else -0.5


def _fit_n(sheet: Sheet, tokens: list[Stretch]) -> float:
    return 3.0 if re.fullmatch(r"\d{1,4}(?:例|名|人)?(?:\(.*\))?", _words(sheet, tokens)) else -4.0


def _fit_infusions(sheet: Sheet, tokens: list[Stretch]) -> float:
    return 3.0 if re.fullmatch(r"\d{1,2}(?:[-~]\d{1,2})?(?:次|回)?", _words(sheet, tokens)) else -4.0


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
    return (
        2.0 + 0.5 * len(tokens)
        if re.search(r"(?:19|20)\d\d|^\[?\d{1,3}\]?$|et al", words) and len(words) <= 40
        else -2.0
    )


def _fit_term(kind: str) -> Fit:
    def fit(sheet: Sheet, tokens: list[Stretch]) -> float:
        found = sheet.within(kind, tokens[0].start, tokens[-1].end)
        return 2.0 - 0.2 * len(tokens) if found else -1.5

    return fit


_FITS: dict[str, Fit] = {
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


def _count(sheet: Sheet, cell: Stretch | None) -> Total | None:
    if cell is None:
        return None
    figures = [q for q in inside(sheet.quantities, cell.start, cell.end) if q.kind in {"plain", "people", "animals"}]
    if figures and sheet.text[cell.start : figures[0].start].strip("约共 n=N"):
        return None  # '第3期': a count leads its cell
    return Total(_as_people(figures[0]), 2, "table.n") if figures else None


def _as_people(quantity: Quantity) -> Quantity:
    return Quantity(
        quantity.start, quantity.end, "people", quantity.value, quantity.rule, number_end=quantity.number_end
    )
