"""Tables with a study a row: the account that each row is, and the figures under heads that name an outcome.

A row all of whose names are repeated goes on with the study above it. Which rows tell of a study that the text tells of as well is
`twins`; where the cells of a row stand is found in `grids`.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field

from pipeline.extract.accounts.account import Account
from pipeline.extract.accounts.items import item_style
from pipeline.extract.accounts.population import total_in
from pipeline.extract.findings.directions import DirectionFound
from pipeline.extract.mentions.found import Found, ResultFound
from pipeline.extract.mentions.places import inside
from pipeline.extract.mentions.sentences import Stretch
from pipeline.extract.mentions.sheet import Sheet
from pipeline.extract.tables.cells import (
    code_of,
    group_in,
    is_nothing,
    names_cells,
    outcome_in,
    p_in,
    time_in,
    words_of,
)
from pipeline.extract.tables.counts import count_of
from pipeline.extract.tables.figures import read_cell, read_direction
from pipeline.extract.tables.grid import DITTO, Grid, GridRow
from pipeline.extract.tables.p_values import with_p_value
from pipeline.extract.tables.statistics import Labels

_NAMES = {"number", "reference", "registration", "condition", "year"}
_NO_OUTCOME = {
    "condition",
    "n",
    "reference",
    "cells",
    "dose",
    "adverse_events",
    "endpoint",
    "p",
    "patients",
    "design",
    "route",
    "registration",
    "follow_up",
    "conclusion",
}
_COUNTING = ("patients", "condition", "design", "reference")  # columns whose cells may say how many took part
_SHARED = ("route", "study_type")  # what a head or a caption says of all rows: '每膝关节腔内打的颗数', '主なRCT'
_FURTHEST_HEADING = 3


@dataclass(slots=True)
class TableRow:
    """A row as an account, with the place of each column's cell in the view, the words of its head, and its figures."""

    account: Account
    cells: dict[str, Stretch]
    heads: dict[str, str]
    head_cells: dict[str, Stretch]
    results: list[ResultFound] = field(default_factory=list)
    directions: list[DirectionFound] = field(default_factory=list)


def find_rows(sheet: Sheet, grids: Iterable[Grid]) -> list[TableRow]:
    """The rows of a page's tables that tell of a study, in order."""
    rows: list[TableRow] = []
    for grid in grids:
        if grid.of_studies:
            rows += _rows_of(sheet, grid)
    return rows


def _rows_of(sheet: Sheet, grid: Grid) -> list[TableRow]:
    rows: list[TableRow] = []
    for index, row in enumerate(grid.rows):
        if rows and _goes_on(grid, row):
            rows[-1].account.sentences += _sentences(sheet, grid, row)
            rows[-1].results += _results(sheet, grid, row)
            for code, cell in zip(grid.codes, row.cells, strict=True):
                if cell is not None:  # a row that was broken over two lines
                    rows[-1].cells.setdefault(code, cell)
            continue
        read = _read_row(sheet, grid, index)
        if read is not None:
            rows.append(read)
    return rows


def _goes_on(grid: Grid, row: GridRow) -> bool:
    """All that names the study is repeated or left away: a second row of the study above."""
    named = [i for i, code in enumerate(grid.codes) if code in _NAMES]
    told = [i for i in named if row.cells[i] is not None and i not in row.repeated]
    n = grid.codes.index("n") if "n" in grid.codes else None
    counted = n is not None and row.cells[n] is not None and n not in row.repeated
    return bool(named) and not counted and not told


def _read_row(sheet: Sheet, grid: Grid, index: int) -> TableRow | None:
    row = grid.rows[index]
    cells: dict[str, Stretch] = {}
    heads: dict[str, str] = {}
    head_cells: dict[str, Stretch] = {}
    for code, cell, column in zip(grid.codes, row.cells, grid.columns, strict=True):
        if cell is not None and code not in cells:
            cells[code], heads[code] = cell, words_of(sheet, column[-1]) if column else ""
            head_cells |= {code: column[-1]} if column else {}
    n = count_of(sheet, cells.get("n"), head=heads.get("n", ""))
    if "n" not in grid.codes:  # '対象' over '24名', '设计与例数' over '双盲,80例'
        told = [cells[code] for code in _COUNTING if code in cells]
        n = next(
            (count for cell in told if (count := count_of(sheet, cell, counted=True) or total_in(sheet, cell))), None
        )
    sentences = _sentences(sheet, grid, row)
    numbers = [mark.labels[0] for cell in row.own for mark in inside(sheet.registrations, cell.start, cell.end)]
    if not sentences or (n is None and not numbers):
        return None
    account = Account(
        sentences,
        total=n,
        registrations=list(dict.fromkeys(numbers)),
        section=_section(sheet, grid),
        shared=_shared(sheet, grid, index),
    )
    return TableRow(account, cells, heads, head_cells, _results(sheet, grid, row), _directions(sheet, grid, row))


def _sentences(sheet: Sheet, grid: Grid, row: GridRow) -> list[Stretch]:
    """The row's own words; cells under an outcome's name are read by that name, not as prose."""
    found: list[Stretch] = []
    for i, cell in enumerate(row.cells):
        if cell is None or i in row.repeated or _labels(sheet, grid, row, i) is not None:
            continue
        if sheet.passage(cell).kind == "table_header":  # the name of a study over its column
            found.append(cell)
        else:
            found += inside(sheet.sentences, cell.start, cell.end) or [sheet.sentence(cell.start)]
    for note in row.notes:
        found += inside(sheet.sentences, note.start, note.end)
    return sorted(dict.fromkeys(found), key=lambda stretch: stretch.start)


def _shared(sheet: Sheet, grid: Grid, index: int) -> list[Stretch]:
    """What holds for the row though it stands elsewhere: cells that it repeats, also in part, and what the caption says was given."""
    row = grid.rows[index]
    shared = [cell for i, cell in enumerate(row.cells) if cell is not None and i in row.repeated]
    for i in range(len(row.cells)):
        above = index
        while above and (cell := grid.rows[above].cells[i]) is not None and DITTO.match(words_of(sheet, cell)):
            above -= 1
        told = grid.rows[above].cells[i]
        shared += [told] if above < index and told is not None and told not in shared else []
    unshared = {kind for kind in _SHARED for cell in row.own if sheet.within(kind, cell.start, cell.end)}
    heads = [column[-1] for column, cell in zip(grid.columns, row.cells, strict=True) if column and cell is not None]
    for stretch in (*heads, *grid.captions):
        named = {kind for kind in _SHARED if sheet.within(kind, stretch.start, stretch.end)}
        if named and not named & unshared:
            shared.append(stretch)
    return shared


def _section(sheet: Sheet, grid: Grid) -> list[Stretch]:
    """The numbered heading that a table stands under, with what leads in below it."""
    found: list[Stretch] = []
    for index in range(grid.first - 1, max(-1, grid.first - 1 - _FURTHEST_HEADING), -1):
        whole = sheet.whole(index)
        if sheet.passage(whole).kind in {"table_row", "table_header"}:
            break
        found = [*inside(sheet.sentences, whole.start, whole.end), *found]
        if sheet.passage(whole).kind == "heading" and item_style(sheet, whole):
            return found
    return []


def _results(sheet: Sheet, grid: Grid, row: GridRow) -> list[ResultFound]:
    results: list[ResultFound] = []
    control = any((found := _group(sheet, column)) and found.value == "control" for column in grid.columns)
    for i, cell in enumerate(row.cells):
        labels = _labels(sheet, grid, row, i) if cell is not None and i not in row.repeated else None
        if cell is not None and labels is not None and not is_nothing(sheet, cell):
            results += read_cell(sheet, cell, labels, grouped=control)
    p_values = [
        p for i, cell in enumerate(row.cells) if cell is not None and grid.codes[i] == "p" and (p := p_in(sheet, cell))
    ]
    return with_p_value(results, results, p_values[0]) if len(p_values) == 1 else results


def _directions(sheet: Sheet, grid: Grid, row: GridRow) -> list[DirectionFound]:
    found: list[DirectionFound] = []
    for i, cell in enumerate(row.cells):
        labels = _labels(sheet, grid, row, i) if cell is not None and i not in row.repeated else None
        told = read_direction(sheet, cell, labels) if cell is not None and labels is not None else None
        found += [told] if told is not None else []
    return found


def _labels(sheet: Sheet, grid: Grid, row: GridRow, column: int) -> Labels | None:
    """What a head, with the row's endpoint, says of the figures below it; None where neither names an outcome ('结果')."""
    heads = grid.columns[column]
    if grid.codes[column] in _NO_OUTCOME:
        return None
    endpoint = _endpoint(grid, row, column)
    told = [*heads, *([endpoint] if endpoint else [])]
    outcome = next((hit for cell in told if (hit := outcome_in(sheet, cell)) is not None), None)
    if outcome is None:
        return None
    time = next((found for cell in told if (found := time_in(sheet, cell)) is not None), None)
    group = _group(sheet, heads)
    if group is None and endpoint is not None and heads and names_cells(sheet, heads[-1]):
        group = Found("treatment", heads[-1].start, heads[-1].end, "tables.group_beside")
    return Labels(outcome, time, group, tuple(reversed(told)))


def _endpoint(grid: Grid, row: GridRow, column: int) -> Stretch | None:
    """'终点' over '1年EDSS变化': what the columns behind it give figures of."""
    if "endpoint" not in grid.codes:
        return None
    place = grid.codes.index("endpoint")
    return row.cells[place] if column > place else None


def _group(sheet: Sheet, heads: tuple[Stretch, ...]) -> Found | None:
    for cell in heads:
        if code_of(sheet, cell) == "comparator":
            return Found("control", cell.start, cell.end, "tables.group_label")
        if "/" not in words_of(sheet, cell) and (found := group_in(sheet, cell)) is not None:
            return found
    return None
