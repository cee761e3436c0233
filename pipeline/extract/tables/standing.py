"""The rows of a table that gives each cell a line of its own: where its head ends, and which cells make a row."""

import re
from collections import Counter
from itertools import pairwise

from pipeline.extract.mentions.sentences import Stretch
from pipeline.extract.mentions.sheet import Sheet
from pipeline.extract.tables.cells import code_of, holds_figure, is_nothing, words_of
from pipeline.extract.tables.grid import DITTO, Cell, GridRow, column_kind
from pipeline.extract.tables.heads import two_level
from pipeline.extract.tables.lines import aligned

_UNIT = re.compile(r"\((?![nN]\s?=)[^()\d]{1,12}\d?[^()\d]{0,8}\)")
_COUNT = re.compile(r"[约共计nN=\s]{0,4}\d{1,5}(?!\d)|不详|未|記載")


def standing_rows(sheet: Sheet, head: list[Stretch], body: list[Stretch]) -> tuple[list[list[Stretch]], list[GridRow]]:
    """Cells told one by one: as many a row as the head has columns, or labels with the same number of figures behind them.

    A head may run into the body ('A组', '15', '治疗前' look like heads): it ends where the columns come out even. Rows of P values may be
    short of cells: nothing stands under 例数.
    """
    cells, tests = _tests_apart(sheet, _with_their_units(sheet, body))
    columns, rows = _rows_of(sheet, head, cells)
    tested = [
        GridRow(tuple(aligned(sheet, list(test), [], len(columns)))) for test in tests if len(test) <= len(columns)
    ]
    return columns, sorted([*rows, *tested], key=_start) if rows else []


def _rows_of(sheet: Sheet, head: list[Stretch], body: list[Stretch]) -> tuple[list[list[Stretch]], list[GridRow]]:
    flat = [*head, *body]
    sizes = [*range(len(head), 2, -1), *range(len(head) + 1, min(len(head) + 3, len(flat) // 2))]
    for size in sizes:
        columns = _with_units(sheet, flat[:size])
        rows = _even_rows(flat[size:], len(columns))
        if len(rows) > 1 and _come_out_even(sheet, columns, rows):
            return columns, [GridRow(row) for row in rows]
    for size in sizes:
        columns = _with_units(sheet, flat[:size])
        told = _labelled_rows(sheet, flat[size:], len(columns))
        if told:
            return columns, told
    columns = _with_units(sheet, head)
    return columns, [GridRow(row) for row in _counted_rows(sheet, columns, body)]


def _tests_apart(sheet: Sheet, body: list[Stretch]) -> tuple[list[Stretch], list[list[Stretch]]]:
    """A body without its rows of P values ('P值' over figures), and those rows."""
    cells: list[Stretch] = []
    tests: list[list[Stretch]] = []
    at = 0
    while at < len(body):
        end = at + 1
        if cells and code_of(sheet, body[at]) == "p":
            while end < len(body) and (holds_figure(sheet, body[end]) or is_nothing(sheet, body[end])):
                end += 1
        if end - at > 2 or (end - at == 2 and end == len(body)):
            tests.append(body[at:end])
        else:
            cells += body[at:end]
        at = end
    return cells, tests


def _start(row: GridRow) -> int:
    return next(cell.start for cell in row.cells if cell is not None)


def _with_units(sheet: Sheet, flat: list[Stretch]) -> list[list[Stretch]]:
    """The columns of a head told cell by cell; a unit that got a line of its own, '(mm)', belongs to the cell before it."""
    units = {
        id(cell): before
        for before, cell in pairwise(flat)
        if code_of(sheet, cell) == "unit" and words_of(sheet, cell)[0] == "("
    }
    columns = two_level(sheet, [cell for cell in flat if id(cell) not in units])
    for cell in flat:
        if id(cell) in units:
            for column in columns:
                if units[id(cell)] in column:
                    column.append(cell)
    return columns


def _with_their_units(sheet: Sheet, body: list[Stretch]) -> list[Stretch]:
    """The cells of a body; a unit that got a line of its own below its label is no cell: 'TcPO2' over '(mmHg)'."""
    cells: list[Stretch] = []
    for cell in body:
        if cells and _UNIT.fullmatch(words_of(sheet, cell)) and not holds_figure(sheet, cells[-1]):
            cells[-1] = Stretch(cells[-1].start, cell.end, cells[-1].passage)
        else:
            cells.append(cell)
    return cells


def _even_rows(cells: list[Stretch], width: int) -> list[tuple[Cell, ...]]:
    return [tuple(cells[i : i + width]) for i in range(0, len(cells) - width + 1, width)]


def _come_out_even(sheet: Sheet, columns: list[list[Stretch]], rows: list[tuple[Cell, ...]]) -> bool:
    """The cells of each column are all figures or all words; a column of counts holds counts."""
    for column, cells in zip(columns, zip(*rows, strict=True), strict=True):
        told = [cell for cell in cells if cell is not None and not _is_blank(sheet, cell)]
        figures = [holds_figure(sheet, cell) for cell in told]
        code = column_kind(sheet, column)
        if code == "n" and not all(_COUNT.match(words_of(sheet, cell)) for cell in told):
            return False
        if code in {
            "outcome",
            "adverse_events",
            "dose",
            "infusions",
            "follow_up",
            "other",
            "reference",
            "conclusion",
            "n",
        }:
            continue  # free text: figures in one row, words in the next
        if len(set(figures)) > 1:
            return False
    return True


_WORD = re.compile(r"\w")


def _is_blank(sheet: Sheet, cell: Stretch) -> bool:
    words = words_of(sheet, cell)
    return len(words) <= 1 or bool(DITTO.fullmatch(words)) or not _WORD.search(words)


def _labelled_rows(sheet: Sheet, cells: list[Stretch], width: int) -> list[GridRow]:
    """Rows as labels with figures behind them; where the first labels are left away, they are those of the row above."""
    runs: list[tuple[list[Stretch], list[Stretch]]] = []
    for cell in cells:
        if holds_figure(sheet, cell) or (runs and runs[-1][0] and not _WORD.search(words_of(sheet, cell))):
            if not runs:
                return []
            runs[-1][1].append(cell)
        elif runs and not runs[-1][1]:
            runs[-1][0].append(cell)
        else:
            runs.append(([cell], []))
    if len(runs) < 2:
        return []
    figures = Counter(len(values) for _, values in runs).most_common(1)[0][0]
    labels = max(len(names) for names, _ in runs)
    fitting = [run for run in runs if len(run[1]) == figures]
    if figures == 0 or labels + figures != width or len(fitting) < max(2, 0.8 * len(runs)):
        return []
    rows: list[GridRow] = []
    for names, values in fitting:
        rows.append(GridRow(tuple(aligned(sheet, [*names, *values], rows, width))))
    return rows


def _counted_rows(sheet: Sheet, columns: list[list[Stretch]], body: list[Stretch]) -> list[tuple[Cell, ...]]:
    """Rows of studies: one that is short of cells would shift all that follow, so each must begin where its count stands under 例数."""
    codes = [column_kind(sheet, column) for column in columns]
    if "n" not in codes:
        return []
    rows: list[tuple[Cell, ...]] = []
    at, n = 0, codes.index("n")
    while at + len(columns) <= len(body):
        if re.match(r"\d|[约共n]|[-—–/〃]|同|不|未|記", words_of(sheet, body[at + n])):
            rows.append(tuple(body[at : at + len(columns)]))
            at += len(columns)
        else:
            at += 1
    return rows
