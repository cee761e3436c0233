"""The heads of tables: which head cells stand over each column.

Heads may have two levels ('试验组 对照组' over '治疗前 治疗后' twice), told in one go or in two lines, and may leave the labels' columns unnamed.
"""

import re

from pipeline.extract.mentions.sentences import Stretch
from pipeline.extract.mentions.sheet import Sheet
from pipeline.extract.tables.cells import code_of, group_in, names_outcome, time_in, words_of
from pipeline.extract.tables.grid import Cell, column_kind
from pipeline.extract.tables.layout import is_of_studies
from pipeline.normalize.columns import NAMES_COLUMN, header_columns, split_cells
from pipeline.normalize.common_signs import split_common
from pipeline.normalize.legends import listed

_NAMES_OF_LABELS = {"item", "number", "reference"}
_SINGLE = _NAMES_OF_LABELS | {"n", "p", "unit", "change", "percent"}
_MOST_LABELS = 2


def head_cells(sheet: Sheet, index: int, sign: str | None = None) -> list[Cell]:
    """The cells of a line of a head. `sign`: the comma or stroke that parts them, see `pipeline.normalize.common_signs`."""
    whole = sheet.whole(index)
    words = words_of(sheet, whole)
    places = split_common(words, sign) if sign else split_cells(words)
    if places is None:
        columns = header_columns(words)
        places = (
            [(start, end) for _, start, end in columns] if columns else [m.span() for m in re.finditer(r"\S+", words)]
        )
        if columns is None and not all(code_of(sheet, place_in(whole, *p)) != "other" for p in places):
            return [whole]
    return [place_in(whole, a, b) if b > a else None for a, b in places if words[a:b] != "/"]


def legend_cells(sheet: Sheet, index: int) -> list[Cell]:
    """What a legend lists, behind the labels' column, which it leaves unnamed."""
    whole = sheet.whole(index)
    return [None, *(place_in(whole, a, b) for a, b in listed(words_of(sheet, whole)) or [])]


def place_in(whole: Stretch, start: int, end: int) -> Stretch:
    return Stretch(whole.start + start, whole.start + end, whole.passage)


def columns_of(sheet: Sheet, levels: list[list[Cell]], width: int) -> list[list[Stretch]]:
    """The head cells over each column: levels of one width lie over each other, a narrower one is shared out over the next.

    `width`: how many cells most rows have; a line of the head that lost its empty cells at either end gets them back.
    """
    if len(levels) > 1:
        levels = [_of_width(sheet, level, width, first=i == 0) for i, level in enumerate(levels)]
    columns = [[cell] if cell else [] for cell in levels[0]]
    for level in levels[1:]:
        if len(level) == len(columns):  # an empty cell over a told one goes on with the one to its left
            carried: list[Stretch] = []
            spread: list[list[Stretch]] = []
            for above, cell in zip(columns, level, strict=True):
                carried = above or (carried if spread and (cell or not level[0]) else [])
                spread.append([*carried, *([cell] if cell else [])])
            columns = spread
        else:
            columns = _shared_out(sheet, [c[-1] for c in columns if c], [cell for cell in level if cell], width)
    return columns


def _of_width(sheet: Sheet, level: list[Cell], width: int, *, first: bool) -> list[Cell]:
    """'指标 | 治疗组 | | 对照组 |' ends in an empty cell, '| | 治疗前 | 治疗后 | …' begins with one: where blanks were cut off they are told by the width."""
    short = width - len(level)
    gaps = any(cell is None for cell in level)
    if short <= 0 or level[0] is None:
        return level
    if first and gaps and short == 1:
        return [*level, None]
    labels = code_of(sheet, level[0]) in _NAMES_OF_LABELS
    if not first and not gaps and short <= _MOST_LABELS and not labels:
        return [*_gap(short), *level]
    return level


def _gap(cells: int) -> list[Cell]:
    return [None] * cells


def with_unnamed(sheet: Sheet, columns: list[list[Stretch]], width: int) -> list[list[Stretch]]:
    """Heads that name fewer columns than the rows have leave out those of the labels: '投与前 12週' over 'FEV1 46.8 48.0'."""
    over = width - len(columns)
    if over not in {1, 2} or is_of_studies([column_kind(sheet, column) for column in columns]):
        return columns
    labelled = int(bool(columns[0]) and _names_labels(sheet, columns[0][0]))
    return [*columns[:labelled], *([] for _ in range(over)), *columns[labelled:]]


def _names_labels(sheet: Sheet, cell: Stretch) -> bool:
    """'指标', '组别', '编号': what the labels of the rows are called."""
    return code_of(sheet, cell) in _NAMES_OF_LABELS or bool(NAMES_COLUMN.fullmatch(words_of(sheet, cell)))


def _shared_out(sheet: Sheet, upper: list[Stretch], lower: list[Stretch], width: int) -> list[list[Stretch]]:
    """A narrower line over a wider one; the name of the labels' column may stand in either."""
    if code_of(sheet, lower[0]) in _NAMES_OF_LABELS and code_of(sheet, upper[0]) not in _NAMES_OF_LABELS:
        return [[lower[0]], *_spread(sheet, upper, lower[1:], width - 1)]
    return _spread(sheet, upper, lower, width)


def _spread(sheet: Sheet, upper: list[Stretch], lower: list[Stretch], width: int) -> list[list[Stretch]]:
    """Two head lines: the lower one's cells shared out evenly under those of the upper one that it divides.

    Groups, outcomes and times are divided; the names of labels, counts and P values stand over a column of their own.
    """
    if (
        len(upper) > 1
        and len(lower) == width - 1
        and len(lower) % len(upper) == 0
        and all(_is_over(sheet, c) for c in upper)
    ):
        return _divided(upper, lower)  # '细胞组 | 安慰剂组' over two times each: the labels' column has no name
    single = [_stands_alone(sheet, cell, first=i == 0) for i, cell in enumerate(upper)]
    told = len(upper) - sum(single)
    if told and len(lower) % told == 0 and len(lower) + sum(single) in {width, width + 1}:
        each, below = len(lower) // told, iter(lower)
        return [
            column
            for cell, alone in zip(upper, single, strict=True)
            for column in ([[cell]] if alone else [[cell, next(below)] for _ in range(each)])
        ]
    for labels in (1, 0, 2):
        tops = upper[labels:]
        if tops and len(lower) >= len(tops) and len(lower) % len(tops) == 0:
            return [[cell] for cell in upper[:labels]] + _divided(tops, lower)
    return [[cell] for cell in upper]


def _divided(tops: list[Stretch], lower: list[Stretch]) -> list[list[Stretch]]:
    each = len(lower) // len(tops)
    return [[tops[i // each], cell] for i, cell in enumerate(lower)]


def _is_over(sheet: Sheet, cell: Stretch) -> bool:
    """A group, a time or an outcome by name, not '组别'."""
    named = code_of(sheet, cell) in {"group", "time"} or names_outcome(sheet, cell) or group_in(sheet, cell) is not None
    return named and not NAMES_COLUMN.fullmatch(words_of(sheet, cell))


def _stands_alone(sheet: Sheet, cell: Stretch, *, first: bool) -> bool:
    """A head that no lower line divides: what names the labels, counts or tests."""
    if names_outcome(sheet, cell) or group_in(sheet, cell) is not None:
        return False
    code = code_of(sheet, cell)
    return code in _SINGLE or (first and code == "other") or bool(NAMES_COLUMN.fullmatch(words_of(sheet, cell)))


def two_level(sheet: Sheet, flat: list[Stretch]) -> list[list[Stretch]]:
    """A head told in one go: 'Group ABI VAS Before 1月 3月 Before 1月 3月' is two levels, '组别 时间 BASDAI VAS' is one."""
    first_time = next((i for i, cell in enumerate(flat) if time_in(sheet, cell) is not None), len(flat))
    tops, lower = flat[1:first_time], flat[first_time:]
    named = tops and all(names_outcome(sheet, cell) or group_in(sheet, cell) for cell in tops)
    if named and len(lower) >= 2 * len(tops) and len(lower) % len(tops) == 0:
        return [[flat[0]], *_divided(tops, lower)]
    return [[cell] for cell in flat]
