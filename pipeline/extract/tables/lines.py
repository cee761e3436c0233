"""The rows of a table that lies in the text one row a line: which cell stands under which column.

A row may lack its first cells where they say the same as above, and a line of its own may head the rows below it ('治疗组').
"""

import re
from collections import Counter
from dataclasses import dataclass, replace

from pipeline.extract.mentions.sentences import Stretch
from pipeline.extract.mentions.sheet import Sheet
from pipeline.extract.tables.cells import code_of, group_in, holds_figure, names_outcome, time_in, words_of
from pipeline.extract.tables.grid import Cell, GridRow, column_kind
from pipeline.extract.tables.heads import place_in
from pipeline.extract.tables.layout import is_of_studies, lay_cells, lay_row
from pipeline.normalize import legends
from pipeline.normalize.columns import NOTE_LINE, split_cells
from pipeline.normalize.common_signs import cells_between


@dataclass(frozen=True, slots=True)
class Parting:
    """What parts the cells of a table beside bars, tabs and blanks.

    `sign`: a comma or a stroke, see `pipeline.normalize.common_signs`, between `width` cells; `slashed`: how many figures strokes part in one
    cell ('基线 / 3个月' over '12.4 / 8.1'); `legend`: how many figures a legend above the lines lists, see `pipeline.normalize.legends`.
    """

    sign: str | None = None
    width: int = 0
    slashed: int = 0
    legend: int = 0


def width_of(sheet: Sheet, body: list[int], parting: Parting) -> int:
    """How many cells most rows have."""
    rows = [sheet.whole(index) for index in body]
    widths = [len(places_of(sheet, row, parting) or words_of(sheet, row).split()) for row in rows]
    return max(widths) if parting.slashed else Counter(widths).most_common(1)[0][0]


def places_of(sheet: Sheet, whole: Stretch, parting: Parting) -> list[tuple[int, int]] | None:
    """Where the cells of a row stand."""
    words = words_of(sheet, whole)
    if parting.legend:
        return legends.row_cells(words, parting.legend)
    if parting.sign:
        return cells_between(words, parting.sign, parting.width)
    places = split_cells(words)
    if not parting.slashed:
        return places
    places = places or [m.span() for m in re.finditer(r"\S+(?: ?/ ?\S+)*", words)]
    start, end = places[-1]
    parts = [(start + m.start(), start + m.end()) for m in re.finditer(r"[^\s/](?:[^/]*[^\s/])?", words[start:end])]
    return [*places[:-1], *parts] if len(parts) == parting.slashed else places


def lined_rows(sheet: Sheet, columns: list[list[Stretch]], body: list[int], parting: Parting) -> list[GridRow]:
    width = len(columns)
    codes = [column_kind(sheet, column) for column in columns]
    rows: list[GridRow] = []
    blocks: tuple[Stretch, ...] = ()
    for index in body:
        whole = sheet.whole(index)
        if NOTE_LINE.match(words_of(sheet, whole)) and is_of_studies(codes):
            if rows:
                rows[-1] = replace(rows[-1], notes=(*rows[-1].notes, whole))
            continue
        places = places_of(sheet, whole, parting)
        if places is not None and len(places) <= width:
            cells: list[Cell] = [place_in(whole, a, b) if b > a else None for a, b in places]
            if len(cells) < width and is_of_studies(codes):
                cells = lay_cells(sheet, [cell for cell in cells if cell is not None], codes)
        else:
            cells = lay_row(sheet, whole, columns, codes)
        told = [cell for cell in cells if cell is not None]
        if len(told) == 1 and not holds_figure(sheet, told[0]) and width > 2:
            blocks = (told[0],)
        elif told:
            rows.append(GridRow(tuple(aligned(sheet, cells, rows, width)), blocks))
    return rows


def aligned(sheet: Sheet, cells: list[Cell], rows: list[GridRow], width: int) -> list[Cell]:
    """A row short of cells: where its cells are like those of the row above moved by one, it lacks the first label, else the last cells."""
    short = width - len(cells)
    if short > 0 and cells and cells[0] is not None and code_of(sheet, cells[0]) == "p":
        return [
            cells[0],
            *_gap(short),
            *cells[1:],
        ]  # 'P >0.05 <0.01' below '组别 例数 治疗前 治疗后': tests stand under figures
    if (
        short > 0 and rows and cells
    ):  # also below '组别 | 例数 | 时间': the bar before ' | | 3个月 | 8.7' parts cells, and is no frame
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
