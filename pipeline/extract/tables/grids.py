"""Finds the tables of a page and makes grids of them: heads, rows, what a cell repeats of the row above, and the captions.

Heads are read in `table_heads`, rows in `table_lines` and `standing_tables`; what the cells mean in `result_tables`, `event_tables` and
`table_rows`.
"""

import re

from pipeline.extract.mentions.sentences import Stretch
from pipeline.extract.mentions.sheet import Sheet
from pipeline.extract.tables.cells import code_of, holds_figure, words_of
from pipeline.extract.tables.grid import DITTO, Grid, GridRow, column_kind
from pipeline.extract.tables.heads import columns_of, head_cells, legend_cells, with_unnamed
from pipeline.extract.tables.lines import Parting, lined_rows, width_of
from pipeline.extract.tables.standing import standing_rows
from pipeline.normalize import legends
from pipeline.normalize.common_signs import common_sign, split_common

_LABEL_COLUMNS = {"group", "time", "item", "number", "reference", "condition", "other", "adverse_events"}
_STUDY_LABELS = {"n", "reference", "condition", "design", "cells", "dose", "infusions", "route", "follow_up", "year"}
_FEWEST_LABELS = 3
_PERSON = re.compile(
    r"(?:病例|病人|患者|症例|受试者|例|Case|Patient|Pt\.?|被験者)\s?(?:No\.?)?\s?(?:[\dA-Z]{1,3}|[一二三四五六七八九十甲乙丙丁]{1,2})|第?[\d一二三四五六七八九十]{1,2}(?:例目|号(?:患者|病人)?|例)|[\dA-Z]{1,2}(?:患者|さん|病人)|[\u3400-\u9fff](?:某某?|[××○〇*]{1,2}|先生|女士|さん|氏)",
    re.IGNORECASE,
)
_MOST = 0.6
_LONGEST_CAPTION = 90
_FURTHEST_CAPTION = 2
_LEADS = re.compile(r":$|如下|下表|(?:见|如)表|表\s?\d{1,2}[)に。:]|以下の|次の表|下の表|表に示|下記")


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
    parting = _parting(sheet, head, body)
    levels = [legend_cells(sheet, head[0])] if parting.legend else [head_cells(sheet, i, parting.sign) for i in head]
    if all(len(level) == 1 for level in levels):
        columns, rows = standing_rows(sheet, [level[0] for level in levels if level[0]], [sheet.whole(i) for i in body])
    else:
        if "/" in words_of(sheet, sheet.whole(head[-1])).split():
            parting = Parting(slashed=sum(cell is not None for cell in levels[-1]))
        width = width_of(sheet, body, parting)
        columns = with_unnamed(sheet, columns_of(sheet, levels, width), width)
        rows = lined_rows(sheet, columns, body, parting)
    if not rows:
        return []
    codes = _told_apart([column_kind(sheet, column) for column in columns])
    captions = tuple(_captions(sheet, head[0]))
    if parting.legend:  # '6个月结果(治疗组/对照组)'
        first = next(cell for cell in levels[0] if cell is not None)
        captions = (Stretch(sheet.whole(head[0]).start, first.start, head[0]), *captions)
    grid = Grid(tuple(map(tuple, columns)), codes, (), captions, head[0], body[-1])
    if not grid.of_studies and (turned := _turned(sheet, grid, rows)) is not None:
        return [turned]
    filled = _filled(sheet, codes, rows, span=not grid.of_studies)
    persons = _names_persons(sheet, rows)
    return [Grid(grid.columns, codes, tuple(filled), captions, head[0], body[-1], persons)]


def _names_persons(sheet: Sheet, rows: list[GridRow]) -> bool:
    """'例1', '患者A', '症例3' down the first column: each row is a patient."""
    labels = [row.cells[0] for row in rows if row.cells[0] is not None]
    persons = sum(_PERSON.fullmatch(words_of(sheet, label)) is not None for label in labels)
    return persons >= max(2, _MOST * len(labels))


def _parting(sheet: Sheet, head: list[int], body: list[int]) -> Parting:
    """What parts the cells: a comma or a stroke, where a head of one line names the columns between them."""
    words = words_of(sheet, sheet.whole(head[0]))
    first = words_of(sheet, sheet.whole(body[0]))
    sign = common_sign(words, first) if len(head) == 1 else None
    if sign:
        return Parting(sign, len(split_common(words, sign)))
    told = legends.listed(words) if len(head) == 1 else None
    return Parting(legend=len(told)) if told and legends.row_cells(first, len(told)) else Parting()


def _told_apart(codes: list[str]) -> tuple[str, ...]:
    """'试验 | 设计 | 例数': where two columns would tell the design, the first names the study."""
    first = codes.index("design") if codes.count("design") > 1 else None
    return tuple("reference" if i == first and "reference" not in codes else code for i, code in enumerate(codes))


def _turned(sheet: Sheet, grid: Grid, rows: list[GridRow]) -> Grid | None:
    """Studies side by side, what is told of them down the first column: the table turned; None where it is no such table."""
    labels = [row.cells[0] for row in rows]
    codes = tuple(code_of(sheet, label) if label else "other" for label in labels)
    columns = tuple((label,) if label else () for label in labels)
    names = [column[-1] if column else None for column in grid.columns[1:]]
    turned = Grid((grid.columns[0], *columns), ("reference", *codes), (), grid.captions, grid.first, grid.last)
    if "n" not in codes or len(names) < 2 or not turned.of_studies or len(set(codes) & _STUDY_LABELS) < _FEWEST_LABELS:
        return None
    cells = [tuple(row.cells[i] if i < len(row.cells) else None for row in rows) for i in range(1, len(grid.columns))]
    turned_rows = tuple(GridRow((name, *column)) for name, column in zip(names, cells, strict=True))
    return Grid(turned.columns, turned.codes, turned_rows, grid.captions, grid.first, grid.last)


def _captions(sheet: Sheet, first: int) -> list[Stretch]:
    """The short lines right above a table, or the sentence that leads to it: '6个月后的结果如下:', '24週の成績を表2に示す。'."""
    found: list[Stretch] = []
    for index in range(first - 1, max(-1, first - 1 - _FURTHEST_CAPTION), -1):
        passage = sheet.page.passages[index]
        words = sheet.text[passage.view_start : passage.view_end]
        if (
            passage.kind in {"table_row", "table_header", "boilerplate"}
            or (found and passage.kind == "list_item")  # what stands above a heading is not the table's
        ):
            break
        if len(words) > _LONGEST_CAPTION or words.endswith("。"):
            last = sheet.sentence(passage.view_end - 1)
            if last.end - last.start <= _LONGEST_CAPTION and _LEADS.search(sheet.text, last.start, last.end):
                found.append(last)
            break
        found.append(sheet.whole(index))
    return found


def _filled(sheet: Sheet, codes: tuple[str, ...], rows: list[GridRow], *, span: bool) -> list[GridRow]:
    """Rows with the cells that '〃' repeats; a disease that heads several rows, and with `span` any label, is told once for all."""
    filled: list[GridRow] = []
    for row in rows:
        cells, repeated = list(row.cells), set()
        above = filled[-1].cells if filled else ()
        labels = True  # only the cells before the first figure are labels
        anew = False  # a label told anew has labels of its own behind it
        for i, cell in enumerate(cells):
            labels = labels and not (cell is not None and holds_figure(sheet, cell) and codes[i] not in {"n", "time"})
            ditto = cell is not None and DITTO.fullmatch(words_of(sheet, cell))
            told = above[i] if i < len(above) else None
            spans = codes[i] in _LABEL_COLUMNS | {"n"} if span else i == 0 and codes[0] == "condition"
            left_away = cell is None and labels and spans and not (anew and span and codes[i] in {"time", "group"})
            anew = anew or (
                cell is not None and labels and not ditto and codes[i] in {"item", "other", "time", "group", "measure"}
            )
            if told is not None and (
                ditto or (left_away and (codes[i] in {"n", "time"} or not holds_figure(sheet, told)))
            ):
                cells[i] = told
                repeated.add(i)
        filled.append(GridRow(tuple(cells), row.blocks, frozenset(repeated), row.notes))
    return filled
