"""Reads tables of one study's results: each figure by what its row and its column say of outcome, time and group.

A table whose rows are studies is `pipeline.extract.table_rows`. Heads may have two levels ('试验组 对照组' over '治疗前 治疗后' twice), cells
may stand a row a line or each on a line of its own, '〃' repeats the cell above, and '*' points to a note with its P value.
"""

import re
from dataclasses import dataclass, field
from itertools import pairwise

from pipeline.extract.found import Found, ResultFound
from pipeline.extract.quantity import Quantity
from pipeline.extract.sheet import Sheet, Stretch, inside
from pipeline.lexicon.load import TermHit, matcher
from pipeline.lexicon.units import units
from pipeline.normalize.tables import RESULT_COLUMNS, column_code, header_columns

_TOKEN = re.compile(r"[^\s|]+")
_DITTO = re.compile(r"[〃″\"“”]|同上|同前|同左|々")
_MARK = re.compile(r"[*#△▲☆†‡]{1,2}")


@dataclass(slots=True)
class ResultTable:
    """A table as columns (each with the head cells that govern it) and rows of cells. `first`, `last`: its passages."""

    columns: list[list[Stretch]]
    rows: list[list[Stretch]] = field(default_factory=list)
    first: int = 0
    last: int = 0


def find_result_tables(sheet: Sheet) -> list[ResultTable]:
    """The page's tables of results, in order."""
    tables: list[ResultTable] = []
    head: list[int] = []
    body: list[int] = []
    for index, passage in enumerate(sheet.page.passages):
        if passage.kind == "table_header" and not body:
            head.append(index)
        elif passage.kind == "table_row" and head:
            body.append(index)
        else:
            tables += _table(sheet, head, body)
            head, body = ([index], []) if passage.kind == "table_header" else ([], [])
    return tables + _table(sheet, head, body)


def _table(sheet: Sheet, head: list[int], body: list[int]) -> list[ResultTable]:
    if not head or not body:
        return []
    levels = [_head_cells(sheet, index) for index in head]
    standing = all(len(level) == 1 for level in levels)
    flat = [level[0] for level in levels] if standing else levels[0]
    codes = {column_code(_words(sheet, cell)) for level in levels for cell in level}
    if not codes & RESULT_COLUMNS or "condition" in codes or "reference" in codes:
        return []
    named = [cell for cell in flat if column_code(_words(sheet, cell)) != "unit"]
    cells = [sheet.whole(index) for index in body]
    if standing:
        named, cells = _without_body(sheet, named, cells)
    columns = _two_level(sheet, named) if standing or len(levels) == 1 else _spread(levels[0], levels[1])
    _add_units(sheet, columns, flat)
    table = ResultTable(columns, first=head[0], last=body[-1])
    if standing:
        table.rows = [cells[i : i + len(columns)] for i in range(0, len(cells) - len(columns) + 1, len(columns))]
    else:
        rows = [
            [Stretch(m.start(), m.end(), c.passage) for m in _TOKEN.finditer(sheet.text, c.start, c.end)] for c in cells
        ]
        table.rows = [row for row in rows if len(row) == len(columns)]
    return [table]


def _without_body(sheet: Sheet, head: list[Stretch], body: list[Stretch]) -> tuple[list[Stretch], list[Stretch]]:
    """A head told cell by cell may run into the body ('A组', '15', '治疗前' look like heads): it ends where the columns come out even."""
    for size in range(len(head), 2, -1):
        cells = [*head[size:], *body]
        width = len(_two_level(sheet, head[:size]))
        rows = [cells[i : i + width] for i in range(0, len(cells) - width + 1, width)]
        if len(rows) > 1 and all(_alike(sheet, column) for column in zip(*rows, strict=True)):
            return head[:size], cells
    return head, body


def _alike(sheet: Sheet, column: tuple[Stretch, ...]) -> bool:
    """The cells of one column are all figures or all words; ditto and dashes go with either."""
    told = [cell for cell in column if not _DITTO.fullmatch(_words(sheet, cell)) and len(_words(sheet, cell)) > 1]
    return len({_value_in(sheet, cell) is not None for cell in told}) <= 1


def _add_units(sheet: Sheet, columns: list[list[Stretch]], flat: list[Stretch]) -> None:
    """A unit that got a line of its own, '(mm)', belongs to the head cell before it."""
    for before, cell in pairwise(flat):
        if column_code(_words(sheet, cell)) == "unit":
            for column in columns:
                if before in column:
                    column.append(cell)


def _head_cells(sheet: Sheet, index: int) -> list[Stretch]:
    passage = sheet.page.passages[index]
    columns = header_columns(sheet.text[passage.view_start : passage.view_end])
    if columns is None:
        return [sheet.whole(index)]
    return [Stretch(passage.view_start + start, passage.view_start + end, index) for _, start, end in columns]


def _words(sheet: Sheet, cell: Stretch) -> str:
    return sheet.text[cell.start : cell.end]


def _spread(upper: list[Stretch], lower: list[Stretch], labelled: tuple[int, ...] = (1, 0)) -> list[list[Stretch]]:
    """Two head lines: the lower one's cells shared out evenly under the upper one's. `labelled`: how many of those head the row labels."""
    for labels in labelled:
        tops = upper[labels:]
        if tops and len(lower) >= len(tops) and len(lower) % len(tops) == 0:
            each = len(lower) // len(tops)
            return [[cell] for cell in upper[:labels]] + [[tops[i // each], cell] for i, cell in enumerate(lower)]
    return [[cell] for cell in upper]


def _two_level(sheet: Sheet, flat: list[Stretch]) -> list[list[Stretch]]:
    """A head told in one go: 'Group ABI VAS Before 1月 3月 Before 1月 3月' is two levels, '组别 时间 BASDAI VAS' is one."""
    first_time = next((i for i, cell in enumerate(flat) if _time_in(sheet, cell) is not None), len(flat))
    tops, lower = flat[1:first_time], flat[first_time:]
    named = tops and all(_outcome_in(sheet, cell) or _group_in(sheet, cell) for cell in tops)
    if named and len(lower) >= 2 * len(tops) and len(lower) % len(tops) == 0:
        return [[flat[0]], *_spread(tops, lower, labelled=(0,))]
    return [[cell] for cell in flat]


def read_table(sheet: Sheet, table: ResultTable) -> list[ResultFound]:
    """Every figure of a table whose outcome can be told."""
    notes = _notes(sheet, table)
    results: list[ResultFound] = []
    above: list[Stretch] = []
    for row in table.rows:
        cells = [above[i] if above and _DITTO.fullmatch(_words(sheet, cell)) else cell for i, cell in enumerate(row)]
        labels = [cell for cell in cells if not _value_in(sheet, cell)]
        for column, cell in zip(table.columns, row, strict=True):
            figure = _value_in(sheet, cell)
            if figure is not None:
                results += _result(sheet, figure, cell, [*labels, *column], notes)
        above = cells
    return results


def _result(
    sheet: Sheet, figure: Quantity, cell: Stretch, governing: list[Stretch], notes: dict[str, Quantity]
) -> list[ResultFound]:
    outcomes = [hit for label in governing for hit in _outcome_in(sheet, label)]
    if not outcomes or _is_count_column(sheet, governing[-1]):
        return []
    outcome = outcomes[0]
    time = next((found for label in governing if (found := _time_in(sheet, label)) is not None), None)
    group = next((found for label in governing if (found := _group_in(sheet, label)) is not None), None)
    rate = outcome.attributes.get("family") == "rate"
    statistic = (
        "count" if figure.kind in {"people", "fraction"} else "percent" if figure.kind == "percent" and rate else "mean"
    )
    mark = _MARK.search(sheet.text, figure.number_end, cell.end)
    p_value = notes.get(mark.group()) if mark else None
    return [
        ResultFound(
            outcome,
            figure.value,
            statistic,
            figure,
            time,
            group,
            figure.unit or _unit_of(sheet, governing),
            p_value,
            "tables.row_and_column",
        )
    ]


def _is_count_column(sheet: Sheet, head: Stretch) -> bool:
    return column_code(_words(sheet, head)) in {"n", "number"}


def _value_in(sheet: Sheet, cell: Stretch) -> Quantity | None:
    """The figure of a cell that is nothing but a figure."""
    figures = [
        q
        for q in inside(sheet.quantities, cell.start, cell.end)
        if q.kind in {"plain", "measure", "percent", "fraction"}
    ]
    if len(figures) != 1 or figures[0].start - cell.start > 1 or sheet.within("outcome", cell.start, cell.end):
        return None
    return figures[0]


def _outcome_in(sheet: Sheet, cell: Stretch) -> list[TermHit]:
    return sheet.within("outcome", cell.start, cell.end)


def _time_in(sheet: Sheet, cell: Stretch) -> Found | None:
    """The time that a cell names: a span of time or a word for 'before'."""
    for hit in sheet.within("time_anchor", cell.start, cell.end):
        if hit.code == "baseline":
            return Found(0.0, hit.start, hit.end, hit.rule)
    spans = sheet.numbers("time", cell.start, cell.end)
    return Found(spans[0].value, spans[0].start, spans[0].end, spans[0].rule) if spans else None


def _group_in(sheet: Sheet, cell: Stretch) -> Found | None:
    for hit in sheet.within("group", cell.start, cell.end):
        if hit.code in {"treatment", "control"}:
            return Found(hit.code, hit.start, hit.end, hit.rule)
    for hit in matcher("group").find(_words(sheet, cell) + "组"):  # a column of groups leaves the 组 away: '联合治疗'
        if hit.code in {"treatment", "control"}:
            return Found(hit.code, cell.start, cell.end, "tables.group_label")
    return None


def _unit_of(sheet: Sheet, governing: list[Stretch]) -> str | None:
    """'IL-6(pg/mL)': the unit in the label's brackets."""
    for label in governing:
        for match in re.finditer(r"\(", _words(sheet, label)):
            hit = units().match(sheet.text, label.start + match.end())
            if hit and hit[0].unit and hit[0].kind in {"measure", "percent"}:
                return hit[0].unit
    return None


def _notes(sheet: Sheet, table: ResultTable) -> dict[str, Quantity]:
    """'*与治疗前相比P<0.05': what the marks behind figures stand for; told in the lines under the table."""
    notes: dict[str, Quantity] = {}
    for passage in sheet.page.passages[table.last + 1 : table.last + 4]:
        for p_value in sheet.numbers("p", passage.view_start, passage.view_end):
            marks = list(_MARK.finditer(sheet.text, passage.view_start, p_value.start))
            if marks:
                notes.setdefault(marks[-1].group(), p_value)
    return notes
