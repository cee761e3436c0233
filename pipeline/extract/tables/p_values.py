"""Gives the P values of a table to its figures: a column or a row of them, or a mark that points to the note below the table.

Between groups a P value stands on the treatment's figure, else on the last one after treatment.
"""

import re
from dataclasses import replace

from pipeline.extract.mentions.found import ResultFound
from pipeline.extract.mentions.quantity import Quantity
from pipeline.extract.mentions.sentences import Stretch
from pipeline.extract.mentions.sheet import Sheet
from pipeline.extract.tables.cells import p_in, words_of
from pipeline.extract.tables.grid import Grid, GridRow

_MARK = re.compile(r"\*{1,3}|#{1,2}|△{1,2}|▲{1,2}|[☆★†‡§¶◇◆□■○●◎※▽▼]|(?<=[\d)% ])[a-d](?![A-Za-z])|[①-④]")
_P_HEAD = re.compile(r"[Pp]")
_NOTE_LINES = 3


def notes_below(sheet: Sheet, grid: Grid) -> dict[str, Quantity]:
    """'*与治疗前相比P<0.05': what the marks behind figures stand for; told in the lines under the table."""
    notes: dict[str, Quantity] = {}
    for passage in sheet.page.passages[grid.last + 1 : grid.last + 1 + _NOTE_LINES]:
        told = passage.view_start
        for p_value in sheet.numbers("p", passage.view_start, passage.view_end):
            for mark in _MARK.finditer(sheet.text, told, p_value.start):
                notes.setdefault(mark.group(), p_value)
            told = p_value.end
    return notes


def with_marks(sheet: Sheet, cell: Stretch, read: list[ResultFound], notes: dict[str, Quantity]) -> list[ResultFound]:
    """Figures with the P value that the mark behind them points to; of several marks the last, against the other group."""
    if not read or not notes:
        return read
    marks = [m.group() for m in _MARK.finditer(sheet.text, read[-1].figure.number_end, cell.end) if m.group() in notes]
    return [replace(r, p=notes[marks[-1]]) if r.p is None else r for r in read] if marks else read


def with_column_of_p(sheet: Sheet, grid: Grid, row: GridRow, read: list[ResultFound]) -> list[ResultFound]:
    """A P value in a column of its own: between groups it stands on the treatment's figures, else on those after treatment."""
    for i, cell in enumerate(row.cells):
        if (
            cell is None
            or grid.codes[i] != "p"
            or not any(_P_HEAD.match(words_of(sheet, head)) for head in grid.columns[i])
        ):
            continue
        p_value = p_in(sheet, cell)
        if p_value is None or i in row.repeated:
            continue
        tops = set(grid.columns[i][:-1])
        within = [r for r in read if not tops or tops & set(_column_of(grid, row, r))]
        read = with_p_value(read, within or read, p_value)
    return read


def _column_of(grid: Grid, row: GridRow, result: ResultFound) -> tuple[Stretch, ...]:
    for column, cell in zip(grid.columns, row.cells, strict=True):
        if cell is not None and cell.start <= result.figure.start < cell.end:
            return column
    return ()


def with_row_of_p(sheet: Sheet, grid: Grid, row: GridRow, read: list[ResultFound]) -> list[ResultFound]:
    """A row of P values under the rows of two groups or two times: each belongs to the figures above it in its column."""
    told = [(i, p) for i, cell in enumerate(row.cells) if cell is not None and (p := p_in(sheet, cell)) is not None]
    if len(told) == 1 and len(row.cells) > 2:  # one for all: of the last column, 'total'
        told = [(len(row.cells) - 1, told[0][1])]
    for column, p_value in told:
        same = [r for r in read if any(_stands_in(other, column, r) for other in grid.rows)]
        read = with_p_value(read, same, p_value)
    return read


def _stands_in(row: GridRow, column: int, result: ResultFound) -> bool:
    cell = row.cells[column]
    return cell is not None and cell.start <= result.figure.start < cell.end


def with_p_value(read: list[ResultFound], within: list[ResultFound], p_value: Quantity) -> list[ResultFound]:
    """A P value on those of some figures that it belongs to: the treatment's where two groups are told, the last time."""
    groups = {r.group.value for r in within if r.group}
    wanted = [r for r in within if len(groups) < 2 or (r.group and r.group.value == "treatment")]
    if len({r.outcome.code for r in wanted}) != 1:
        return read
    later = [r for r in wanted if not (r.time and r.time.value == 0.0)] or wanted
    last = max((r.time.value for r in later if r.time), default=None)
    wanted = [r for r in later if last is None or (r.time and r.time.value == last)]
    return [replace(r, p=p_value) if r in wanted and r.p is None else r for r in read]
