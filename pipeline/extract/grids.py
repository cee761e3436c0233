"""The tables of a page as grids: what stands over each column, and the cells of each row in their columns.

A row may lack its first cells where they say the same as above ('治疗组' over three times), may be a label for the rows below it, and
'〃' repeats the cell above. Heads may have two levels ('试验组 对照组' over '治疗前 治疗后' twice). What the cells mean is read in
`result_tables`, `event_tables` and `table_rows`; rows parted by blanks are laid under their columns in `layout`.
"""

import re
from collections import Counter
from dataclasses import dataclass
from itertools import pairwise

from pipeline.extract.layout import is_of_studies, lay_cells, lay_row
from pipeline.extract.sheet import Sheet, Stretch
from pipeline.extract.table_cells import code_of, group_in, holds_figure, names_outcome, time_in, words_of
from pipeline.normalize.tables import header_columns, split_cells

Cell = Stretch | None

_DITTO = re.compile(r"(?:[〃″\"“”]{1,2}|同上|同前|同左|々|上に同じ|ditto)", re.IGNORECASE)
_COUNT = re.compile(r"[约共计nN=\s]{0,4}\d{1,5}(?!\d)|不详|未|記載")
_STUDY_COLUMNS = {
    "condition", "reference", "design", "cells", "dose", "infusions", "route", "follow_up", "year", "number", "patients",
    "comparator", "registration", "outcome", "adverse_events", "endpoint",
}  # fmt: skip
_NAMING = {"condition", "reference", "registration", "year", "number", "design"}
_LABEL_COLUMNS = {"group", "time", "item", "number", "reference", "condition", "other", "adverse_events"}
_LONGEST_CAPTION = 90
_FURTHEST_CAPTION = 2


@dataclass(frozen=True, slots=True)
class GridRow:
    """A row's cells by column; None where it has none. `blocks`: the lines that head it; `repeated`: columns told by the row above."""

    cells: tuple[Cell, ...]
    blocks: tuple[Stretch, ...] = ()
    repeated: frozenset[int] = frozenset()

    @property
    def own(self) -> list[Stretch]:
        """The cells that stand in this row itself."""
        return [cell for i, cell in enumerate(self.cells) if cell is not None and i not in self.repeated]


@dataclass(frozen=True, slots=True)
class Grid:
    """A table. `columns`: the head cells over each column, top first; `captions`: the lines above it; `first`, `last`: its passages."""

    columns: tuple[tuple[Stretch, ...], ...]
    codes: tuple[str, ...]
    rows: tuple[GridRow, ...]
    captions: tuple[Stretch, ...]
    first: int
    last: int

    @property
    def of_studies(self) -> bool:
        """Each row is a study: it says how many it took, or its registry number, beside what was given to whom."""
        codes = set(self.codes)
        if not codes & {"n", "registration", "patients"} or not codes & _NAMING or "person" in codes:
            return False
        return len(codes & _STUDY_COLUMNS) >= (3 if codes & {"time", "group", "item", "p"} else 2)

    @property
    def of_persons(self) -> bool:
        """Each row is a patient."""
        return "person" in self.codes and "n" not in self.codes


def find_grids(sheet: Sheet) -> list[Grid]:
    """The page's tables, in order."""
    grids: list[Grid] = []
    head: list[int] = []
    body: list[int] = []
    for index, passage in enumerate(sheet.page.passages):
        if passage.kind == "table_header":
            if body:
                grids += _grid(sheet, head, body)
                head, body = [], []
            head.append(index)
        elif passage.kind == "table_row" and head:
            body.append(index)
        elif passage.kind != "boilerplate":  # a line drawn between rows
            grids += _grid(sheet, head, body)
            head, body = [], []
    return grids + _grid(sheet, head, body)


def _grid(sheet: Sheet, head: list[int], body: list[int]) -> list[Grid]:
    if not head or not body:
        return []
    levels = [_head_cells(sheet, index) for index in head]
    if all(len(level) == 1 for level in levels):
        columns, rows = _standing(sheet, [level[0] for level in levels if level[0]], [sheet.whole(i) for i in body])
    else:
        slashed = sum(cell is not None for cell in levels[-1]) if "/" in _words_of_line(sheet, head[-1]).split() else 0
        columns = _with_unnamed(sheet, _columns(levels), body, slashed)
        rows = _lined(sheet, columns, body, slashed)
    if not rows:
        return []
    codes = tuple(_column_code(sheet, column) for column in columns)
    captions = tuple(_captions(sheet, head[0]))
    grid = Grid(tuple(map(tuple, columns)), codes, (), captions, head[0], body[-1])
    filled = _filled(sheet, codes, rows, span=not grid.of_studies)
    return [Grid(grid.columns, codes, tuple(filled), captions, head[0], body[-1])]


def _column_code(sheet: Sheet, column: list[Stretch]) -> str:
    """What a column is: by the first of its heads that says so."""
    codes = [code_of(sheet, cell) for cell in column]
    return next((code for code in codes if code not in {"other", "measure", "unit"}), codes[0] if codes else "other")


def _captions(sheet: Sheet, first: int) -> list[Stretch]:
    """The short lines right above a table."""
    found = []
    for index in range(first - 1, max(-1, first - 1 - _FURTHEST_CAPTION), -1):
        passage = sheet.page.passages[index]
        words = sheet.text[passage.view_start : passage.view_end]
        if (
            passage.kind in {"table_row", "table_header", "boilerplate"}
            or len(words) > _LONGEST_CAPTION
            or words.endswith("。")
        ):
            break
        found.append(sheet.whole(index))
    return found


# --- heads ----------------------------------------------------------------------------------------------------------------------


def _head_cells(sheet: Sheet, index: int) -> list[Cell]:
    whole = sheet.whole(index)
    words = words_of(sheet, whole)
    places = split_cells(words)
    if places is None:
        columns = header_columns(words)
        places = (
            [(start, end) for _, start, end in columns] if columns else [m.span() for m in re.finditer(r"\S+", words)]
        )
        if columns is None and not all(code_of(sheet, _at(whole, *p)) != "other" for p in places):
            return [whole]
    return [_at(whole, a, b) if b > a else None for a, b in places if words[a:b] != "/"]


def _at(whole: Stretch, start: int, end: int) -> Stretch:
    return Stretch(whole.start + start, whole.start + end, whole.passage)


def _columns(levels: list[list[Cell]]) -> list[list[Stretch]]:
    """The head cells over each column: levels of one width lie over each other, a narrower one is shared out over the next."""
    columns = [[cell] if cell else [] for cell in levels[0]]
    for level in levels[1:]:
        if len(level) == len(columns):  # an empty cell over a told one goes on with the one to its left
            carried: list[Stretch] = []
            spread: list[list[Stretch]] = []
            for above, cell in zip(columns, level, strict=True):
                carried = above or (carried if spread else [])
                spread.append([*carried, *([cell] if cell else [])])
            columns = spread
        else:
            columns = _spread([c[-1] for c in columns if c], [cell for cell in level if cell])
    return columns


def _words_of_line(sheet: Sheet, index: int) -> str:
    return words_of(sheet, sheet.whole(index))


def _with_unnamed(sheet: Sheet, columns: list[list[Stretch]], body: list[int], slashed: int) -> list[list[Stretch]]:
    """Heads that name fewer columns than the rows have leave out those of the labels: '投与前 12週' over 'FEV1 46.8 48.0'."""
    widths = [len(_places(sheet, sheet.whole(index), slashed) or ()) for index in body]
    over = (max(widths) if slashed else Counter(widths).most_common(1)[0][0]) - len(columns)
    if over not in {1, 2}:
        return columns
    labelled = int(bool(columns[0]) and _column_code(sheet, columns[0]) in {"item", "group", "number", "reference"})
    return [*columns[:labelled], *([] for _ in range(over)), *columns[labelled:]]


def _spread(upper: list[Stretch], lower: list[Stretch], labelled: tuple[int, ...] = (1, 0, 2)) -> list[list[Stretch]]:
    """Two head lines: the lower one's cells shared out evenly under the upper one's. `labelled`: how many of those head the row labels."""
    for labels in labelled:
        tops = upper[labels:]
        if tops and len(lower) >= len(tops) and len(lower) % len(tops) == 0:
            each = len(lower) // len(tops)
            return [[cell] for cell in upper[:labels]] + [[tops[i // each], cell] for i, cell in enumerate(lower)]
    return [[cell] for cell in upper]


def _two_level(sheet: Sheet, flat: list[Stretch]) -> list[list[Stretch]]:
    """A head told in one go: 'Group ABI VAS Before 1月 3月 Before 1月 3月' is two levels, '组别 时间 BASDAI VAS' is one."""
    first_time = next((i for i, cell in enumerate(flat) if time_in(sheet, cell) is not None), len(flat))
    tops, lower = flat[1:first_time], flat[first_time:]
    named = tops and all(names_outcome(sheet, cell) or group_in(sheet, cell) for cell in tops)
    if named and len(lower) >= 2 * len(tops) and len(lower) % len(tops) == 0:
        return [[flat[0]], *_spread(tops, lower, labelled=(0,))]
    return [[cell] for cell in flat]


# --- rows a line ----------------------------------------------------------------------------------------------------------------


def _places(sheet: Sheet, whole: Stretch, slashed: int) -> list[tuple[int, int]] | None:
    """Where the cells of a row stand. `slashed`: how many figures strokes part in one of them ('基线 / 3个月' over '12.4 / 8.1')."""
    words = words_of(sheet, whole)
    places = split_cells(words)
    if not slashed:
        return places
    places = places or [m.span() for m in re.finditer(r"\S+(?: ?/ ?\S+)*", words)]
    start, end = places[-1]
    parts = [(start + m.start(), start + m.end()) for m in re.finditer(r"[^\s/](?:[^/]*[^\s/])?", words[start:end])]
    return [*places[:-1], *parts] if len(parts) == slashed else places


def _lined(sheet: Sheet, columns: list[list[Stretch]], body: list[int], slashed: int) -> list[GridRow]:
    width = len(columns)
    codes = [_column_code(sheet, column) for column in columns]
    rows: list[GridRow] = []
    blocks: tuple[Stretch, ...] = ()
    for index in body:
        whole = sheet.whole(index)
        places = _places(sheet, whole, slashed)
        if places is not None and len(places) <= width:
            cells: list[Cell] = [_at(whole, a, b) if b > a else None for a, b in places]
            if len(cells) < width and is_of_studies(codes):
                cells = lay_cells(sheet, [cell for cell in cells if cell is not None], codes)
        else:
            cells = lay_row(sheet, whole, columns, codes)
        told = [cell for cell in cells if cell is not None]
        if len(told) == 1 and not holds_figure(sheet, told[0]) and width > 2:
            blocks = (told[0],)
        elif told:
            rows.append(GridRow(tuple(_aligned(sheet, cells, rows, width)), blocks))
    return rows


def _aligned(sheet: Sheet, cells: list[Cell], rows: list[GridRow], width: int) -> list[Cell]:
    """A row short of cells: where its cells are like those of the row above moved by one, it lacks the first label, else the last cells."""
    short = width - len(cells)
    if short > 0 and rows and cells and cells[0] is not None:
        like = [_likeness(sheet, cells, rows[-1].cells[shift:]) for shift in range(short + 1)]
        shift = max(range(len(like)), key=lambda i: (like[i], -i))
        cells = [*_gap(shift), *cells]
    return [*cells, *_gap(width - len(cells))]


def _gap(cells: int) -> list[Cell]:
    return [None] * cells


def _likeness(sheet: Sheet, cells: list[Cell], above: tuple[Cell, ...]) -> int:
    """How many cells are of the same kind as those above them."""
    pairs = [(one, other) for one, other in zip(cells, above, strict=False) if one is not None and other is not None]
    return sum(_nature(sheet, one) == _nature(sheet, other) for one, other in pairs)


def _nature(sheet: Sheet, cell: Stretch) -> str:
    """What kind of thing a cell tells: a time, a group, an outcome, a figure."""
    if time_in(sheet, cell) is not None:
        return "time"
    if holds_figure(sheet, cell):
        return "figure"
    if code_of(sheet, cell) == "group" or group_in(sheet, cell) is not None:
        return "group"
    return "outcome" if names_outcome(sheet, cell) else "word"


# --- one cell a line ------------------------------------------------------------------------------------------------------------


def _standing(sheet: Sheet, head: list[Stretch], body: list[Stretch]) -> tuple[list[list[Stretch]], list[GridRow]]:
    """Cells told one by one: as many a row as the head has columns, or labels with the same number of figures behind them.

    A head may run into the body ('A组', '15', '治疗前' look like heads): it ends where the columns come out even.
    """
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


def _with_units(sheet: Sheet, flat: list[Stretch]) -> list[list[Stretch]]:
    """The columns of a head told cell by cell; a unit that got a line of its own, '(mm)', belongs to the cell before it."""
    units = {
        id(cell): before
        for before, cell in pairwise(flat)
        if code_of(sheet, cell) == "unit" and words_of(sheet, cell)[0] == "("
    }
    columns = _two_level(sheet, [cell for cell in flat if id(cell) not in units])
    for cell in flat:
        if id(cell) in units:
            for column in columns:
                if units[id(cell)] in column:
                    column.append(cell)
    return columns


def _even_rows(cells: list[Stretch], width: int) -> list[tuple[Cell, ...]]:
    return [tuple(cells[i : i + width]) for i in range(0, len(cells) - width + 1, width)]


def _come_out_even(sheet: Sheet, columns: list[list[Stretch]], rows: list[tuple[Cell, ...]]) -> bool:
    """The cells of each column are all figures or all words; a column of counts holds counts."""
    for column, cells in zip(columns, zip(*rows, strict=True), strict=True):
        told = [cell for cell in cells if cell is not None and not _is_blank(sheet, cell)]
        figures = [holds_figure(sheet, cell) for cell in told]
        code = _column_code(sheet, column)
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


def _is_blank(sheet: Sheet, cell: Stretch) -> bool:
    words = words_of(sheet, cell)
    return len(words) <= 1 or bool(_DITTO.fullmatch(words)) or not re.search(r"\w", words)


def _labelled_rows(sheet: Sheet, cells: list[Stretch], width: int) -> list[GridRow]:
    """Rows as labels with figures behind them; where the first labels are left away, they are those of the row above."""
    runs: list[tuple[list[Stretch], list[Stretch]]] = []
    for cell in cells:
        if holds_figure(sheet, cell) or (runs and runs[-1][0] and not re.search(r"\w", words_of(sheet, cell))):
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
        rows.append(GridRow(tuple(_aligned(sheet, [*names, *values], rows, width))))
    return rows


def _counted_rows(sheet: Sheet, columns: list[list[Stretch]], body: list[Stretch]) -> list[tuple[Cell, ...]]:
    """Rows of studies: one that is short of cells would shift all that follow, so each must begin where its count stands under 例数."""
    codes = [_column_code(sheet, column) for column in columns]
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


# --- cells told by the row above ------------------------------------------------------------------------------------------------


def _filled(sheet: Sheet, codes: tuple[str, ...], rows: list[GridRow], *, span: bool) -> list[GridRow]:
    """Rows with the cells that '〃' repeats; a disease that heads several rows, and with `span` any label, is told once for all."""
    filled: list[GridRow] = []
    for row in rows:
        cells, repeated = list(row.cells), set()
        above = filled[-1].cells if filled else ()
        labels = True  # only the cells before the first figure are labels
        for i, cell in enumerate(cells):
            labels = labels and not (cell is not None and holds_figure(sheet, cell) and codes[i] not in {"n", "time"})
            ditto = cell is not None and _DITTO.fullmatch(words_of(sheet, cell))
            left_away = (
                cell is None
                and labels
                and (codes[i] in _LABEL_COLUMNS | {"n"} if span else i == 0 and codes[0] == "condition")
            )
            if i < len(above) and above[i] is not None and (ditto or left_away):
                cells[i] = above[i]
                repeated.add(i)
        filled.append(GridRow(tuple(cells), row.blocks, frozenset(repeated)))
    return filled
