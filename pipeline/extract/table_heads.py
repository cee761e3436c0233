"""The heads of tables: which head cells stand over each column.

Heads may have two levels ('试验组 对照组' over '治疗前 治疗后' twice), told in one go or in two lines, and may leave the labels' columns unnamed.
"""

import re

from pipeline.extract.grid import Cell, column_kind
from pipeline.extract.layout import is_of_studies
from pipeline.extract.sheet import Sheet, Stretch
from pipeline.extract.table_cells import code_of, group_in, names_outcome, time_in, words_of
from pipeline.normalize.columns import header_columns, split_cells


def head_cells(sheet: Sheet, index: int) -> list[Cell]:
    whole = sheet.whole(index)
    words = words_of(sheet, whole)
    places = split_cells(words)
    if places is None:
        columns = header_columns(words)
        places = (
            [(start, end) for _, start, end in columns] if columns else [m.span() for m in re.finditer(r"\S+", words)]
        )
        if columns is None and not all(code_of(sheet, place_in(whole, *p)) != "other" for p in places):
            return [whole]
    return [place_in(whole, a, b) if b > a else None for a, b in places if words[a:b] != "/"]


def place_in(whole: Stretch, start: int, end: int) -> Stretch:
    return Stretch(whole.start + start, whole.start + end, whole.passage)


def columns_of(sheet: Sheet, levels: list[list[Cell]]) -> list[list[Stretch]]:
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
            columns = _shared_out(sheet, [c[-1] for c in columns if c], [cell for cell in level if cell])
    return columns


def with_unnamed(sheet: Sheet, columns: list[list[Stretch]], width: int) -> list[list[Stretch]]:
    """Heads that name fewer columns than the rows have leave out those of the labels: '投与前 12週' over 'FEV1 46.8 48.0'."""
    over = width - len(columns)
    if over not in {1, 2} or is_of_studies([column_kind(sheet, column) for column in columns]):
        return columns
    labelled = int(bool(columns[0]) and column_kind(sheet, columns[0]) in {"item", "group", "number", "reference"})
    return [*columns[:labelled], *([] for _ in range(over)), *columns[labelled:]]


def _shared_out(sheet: Sheet, upper: list[Stretch], lower: list[Stretch]) -> list[list[Stretch]]:
    """A narrower line over a wider one; the name of the labels' column may stand in either."""
    if code_of(sheet, lower[0]) == "item" and code_of(sheet, upper[0]) != "item":
        return [[lower[0]], *_spread(upper, lower[1:], labelled=(0,))]
    return _spread(upper, lower)


def _spread(upper: list[Stretch], lower: list[Stretch], labelled: tuple[int, ...] = (1, 0, 2)) -> list[list[Stretch]]:
    """Two head lines: the lower one's cells shared out evenly under the upper one's. `labelled`: how many of those head the row labels."""
    for labels in labelled:
        tops = upper[labels:]
        if tops and len(lower) >= len(tops) and len(lower) % len(tops) == 0:
            each = len(lower) // len(tops)
            return [[cell] for cell in upper[:labels]] + [[tops[i // each], cell] for i, cell in enumerate(lower)]
    return [[cell] for cell in upper]


def two_level(sheet: Sheet, flat: list[Stretch]) -> list[list[Stretch]]:
    """A head told in one go: 'Group ABI VAS Before 1月 3月 Before 1月 3月' is two levels, '组别 时间 BASDAI VAS' is one."""
    first_time = next((i for i, cell in enumerate(flat) if time_in(sheet, cell) is not None), len(flat))
    tops, lower = flat[1:first_time], flat[first_time:]
    named = tops and all(names_outcome(sheet, cell) or group_in(sheet, cell) for cell in tops)
    if named and len(lower) >= 2 * len(tops) and len(lower) % len(tops) == 0:
        return [[flat[0]], *_spread(tops, lower, labelled=(0,))]
    return [[cell] for cell in flat]
