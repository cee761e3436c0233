"""Tables with a study a row: the account that each row is, and the figures under heads that name an outcome.

A row all of whose names are repeated goes on with the study above it. A study that the page tells of in its text as well is one report:
the row completes that account. Where the cells of a row stand is found in `grids`.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from pipeline.extract.accounts.account import Account
from pipeline.extract.accounts.items import item_style
from pipeline.extract.accounts.marks import names_in
from pipeline.extract.accounts.population import Total, total_in
from pipeline.extract.findings.directions import DirectionFound
from pipeline.extract.mentions.found import Found, ResultFound
from pipeline.extract.mentions.quantity import Quantity
from pipeline.extract.mentions.sheet import Sheet, Stretch, inside
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
from pipeline.extract.tables.figures import Labels, read_cell, read_direction
from pipeline.extract.tables.grid import DITTO, Grid, GridRow
from pipeline.extract.tables.p_values import with_p_value

_NAMES = {"number", "reference", "registration", "condition", "year"}
_NAME = re.compile(r"[A-Z][A-Z0-9]+-?[A-Z0-9-]{2,}(?![a-z])|[A-Z]{6,}")  # a trial's name: 'MSC-HF', 'RIMECARD'
_NO_OUTCOME = {
    "condition",
    "n",
    "reference",
    "cells",
    "dose",
    "adverse_events",
    "endpoint",
    "p",
    "follow_up",
    "conclusion",
}
_OWN = re.compile(r"[本我][院科]|当[院科]|自験|本组|本院")
_SHARED = ("route", "study_type")  # what a head or a caption says of all rows: '每膝关节腔内打的颗数', '主なRCT'
_SURE = 3
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
    n = count_of(sheet, cells.get("n"))
    if "n" not in grid.codes and "patients" in cells:  # '対象' over '24名', '设计与例数' over '双盲,80例'
        n = count_of(sheet, cells["patients"], counted=True) or total_in(sheet, cells["patients"])
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


def count_of(sheet: Sheet, cell: Stretch | None, *, counted: bool = False) -> Total | None:
    """The count that leads a cell. `counted`: only one told as a count of people."""
    if cell is None:
        return None
    kinds = {"people", "animals"} if counted else {"plain", "people", "animals"}
    figures = [q for q in inside(sheet.quantities, cell.start, cell.end) if q.kind in kinds]
    if figures and sheet.text[cell.start : figures[0].start].strip("约共计 n=N"):
        return None  # '第3期': a count leads its cell
    return Total(_as_people(figures[0]), 2, "table.n") if figures and figures[0].value >= 1 else None


def _as_people(quantity: Quantity) -> Quantity:
    return Quantity(
        quantity.start, quantity.end, "people", quantity.value, quantity.rule, number_end=quantity.number_end
    )


# --- studies that the text tells of as well -------------------------------------------------------------------------------------


def told_in_text(sheet: Sheet, rows: list[TableRow], accounts: list[Account]) -> dict[int, TableRow]:
    """The row that completes each account, by the account's index.

    A row and an account that share the study's name are one. Else the same count must have nothing that speaks against it, and what was
    treated with what must be the same, unless the table sums up the text: most of its rows are told there.
    """
    twins: dict[int, TableRow] = {}
    found: list[tuple[int, int, TableRow]] = []
    for row in rows:
        likeness = [(_likeness(sheet, row, account), -i) for i, account in enumerate(accounts)]
        best, index = max(likeness, default=(0, 0))
        if best > 0:
            found.append((best, -index, row))
    sums_up = len(found) > 0.5 * len(rows) and len(found) > 1
    for best, index, row in sorted(found, key=lambda twin: -twin[0]):
        if index not in twins and (sums_up or best >= _SURE):
            twins[index] = row
    return twins


def _likeness(sheet: Sheet, row: TableRow, account: Account) -> int:
    """How much two tellings share; 0 where they cannot be one study."""
    told = row.account
    if account.story or account.sentences[0].passage == told.sentences[0].passage:
        return 0
    if set(told.registrations) & set(account.registrations):
        return 9
    if told.registrations and account.registrations:
        return 0
    named = _is_named(sheet, row, account) or _is_numbered(sheet, row, account)
    n = told.total.quantity.value if told.total else None
    other_n = account.total.quantity.value if account.total else None
    if named and (other_n is None or n is None or other_n <= n):
        return 6 + (n == other_n)
    if n is None or n < 2 or n != other_n:
        return 0
    likeness = 1 + 2 * bool(_named(sheet, told.sentences) & _named(sheet, account.sentences[:1]))
    for kind in ("condition", "cell_source"):
        one, other = _codes(sheet, told, kind), _codes(sheet, account, kind)
        if one and other and not one & other:
            return 0
        likeness += bool(one & other)
    return likeness


def _codes(sheet: Sheet, account: Account, kind: str) -> set[str]:
    return {code for s in [*account.sentences, *account.shared] for code in sheet.codes(kind, s.start, s.end)}


def _named(sheet: Sheet, stretches: list[Stretch]) -> set[str]:
    """The places, authors, houses that a telling names; '本院' names the page's own."""
    names: set[str] = set()
    for stretch in stretches:
        names |= set(names_in(sheet, stretch.start, stretch.end))
        names |= {"own" for _ in _OWN.finditer(sheet.text, stretch.start, stretch.end)}
    return names


def _is_numbered(sheet: Sheet, row: TableRow, account: Account) -> bool:
    """'2号只收了18人': the number under which a row stands takes it up."""
    cell = row.cells.get("number")
    number = words_of(sheet, cell).strip() if cell else ""
    if not re.fullmatch(r"[A-Z]?\d{1,2}", number):
        return False
    first = account.sentences[0]
    taken_up = re.compile(
        rf"\W{{0,3}}(?:[A-Za-z一-鿿]{{1,6}}:)?\W{{0,2}}(?:编号|第|表中第?|No\.?) ?{number}(?!\d) ?(?:[号条项篇个番]|的|,)?"
        rf"|\W{{0,3}}(?:[A-Za-z一-鿿]{{1,6}}:)?\W{{0,2}}{number} ?(?:号|番)(?!院|楼|线)"
    )
    return bool(taken_up.match(sheet.text, first.start, first.end))


def _is_named(sheet: Sheet, row: TableRow, account: Account) -> bool:
    """The study's own name, 'MSC-HF', stands over or in the first words of the account."""
    cell = row.cells.get("reference") or row.cells.get("design")
    names = {m.group() for m in _NAME.finditer(sheet.text, cell.start, cell.end)} if cell else set()
    above = [*account.headings[-1:], *account.lead[-1:], *account.sentences[:1]]
    return any(
        re.search(rf"(?<![\w-]){re.escape(name)}(?![\w-])", sheet.text[s.start : s.end])
        for name in names
        for s in above
    )
