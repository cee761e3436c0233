"""Reads tables of one study's results: each figure by what its row, its column and the table's caption say of outcome, time and group.

The laws: a label nearer to the figure goes before a farther one, the row before the column, both before the caption; a caption tells the
outcome only where no label could be one; where a table sets a control beside others, those got the cells; a head that names two groups
parts its cells' two figures between them; a column of P values belongs to the figures of its row, '*' to the note below the table.
"""

import re
from dataclasses import dataclass, replace

from pipeline.extract.directions import DirectionFound
from pipeline.extract.found import Found, ResultFound
from pipeline.extract.grids import Grid, GridRow
from pipeline.extract.quantity import Quantity
from pipeline.extract.sheet import Sheet, Stretch
from pipeline.extract.table_cells import (
    code_of,
    group_in,
    holds_figure,
    is_nothing,
    is_time_word,
    names_cells,
    names_outcome,
    outcome_in,
    p_in,
    time_in,
    unit_of_time,
    words_of,
)
from pipeline.extract.table_figures import Labels, read_cell, read_direction

_NO_RESULT = {
    "n",
    "number",
    "p",
    "person",
    "registration",
    "year",
    "reference",
    "unit",
    "dose",
    "infusions",
    "follow_up",
}
_MARK = re.compile(r"\*{1,3}|#{1,2}|△{1,2}|▲{1,2}|[☆★†‡§¶◇◆□■○●◎※▽▼]|(?<=[\d)% ])[a-d](?![A-Za-z])|[①-④]")
_P_HEAD = re.compile(r"[Pp]")
_COUNTED = re.compile(r"[((]\s?[nN]\s?=\s?\d+|\d+\s?(?:例|名|人)")  # '腰痛(n=10)': whose figures, not which
_BASELINE_CAPTION = re.compile(r"基线|一般资料|临床资料|治疗前(?!后)|ベースライン|患者背景|背景因子|[Bb]aseline")
_NOTE_LINES = 3
_N = re.compile(r"[nN]\s?=\s?(\d+)")
_SUM = re.compile(r"合计|总计|全体|合計|計|Total|All", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Reading:
    """A table while it is read: its arms, whether the study had two, the months of a bare number, and what its caption tells."""

    groups: dict[str, Found]
    grouped: bool
    month: float | None
    caption: Labels


def read_table(sheet: Sheet, grid: Grid, *, grouped: bool) -> list[ResultFound]:
    """Every figure of a table whose outcome can be told. `grouped`: the study has a control group."""
    if grid.of_studies or grid.of_persons:
        return []
    reading = _reading(sheet, grid, grouped)
    notes = _notes(sheet, grid)
    results: list[ResultFound] = []
    waiting: list[ResultFound] = []  # of the rows since the last row of P values
    for row in grid.rows:
        labels = _labels_of(sheet, grid, row)
        if any(code_of(sheet, cell) == "p" for cell in labels):
            results += _with_row_of_p(sheet, grid, row, waiting)
            waiting = []
            continue
        read: list[ResultFound] = []
        for i, cell in enumerate(row.cells):
            if (
                cell is None
                or cell in labels
                or i in row.repeated
                or grid.codes[i] in _NO_RESULT
                or is_nothing(sheet, cell)
            ):
                continue
            governed = _governed(sheet, reading, [*labels, *row.blocks], list(grid.columns[i]))
            if governed.outcome is not None or not holds_figure(sheet, cell):
                read += _marked(sheet, cell, read_cell(sheet, cell, governed, grouped=reading.grouped), notes)
        waiting += _with_column_of_p(sheet, grid, row, read)
    return results + waiting


def read_directions(sheet: Sheet, grid: Grid) -> list[DirectionFound]:
    """Cells that are nothing but a word of direction or an arrow, under an outcome."""
    if grid.of_studies or grid.of_persons:
        return []
    reading = _reading(sheet, grid, False)
    found: list[DirectionFound] = []
    for row in grid.rows:
        labels = _labels_of(sheet, grid, row, figures_only=False)
        for i, cell in enumerate(row.cells):
            if cell is not None and i not in row.repeated:
                beside = [*(label for label in labels if label is not cell), *row.blocks]
                told = read_direction(sheet, cell, _governed(sheet, reading, beside, list(grid.columns[i])))
                found += [told] if told is not None else []
    return found


def names_control(sheet: Sheet, grid: Grid) -> bool:
    """Whether one of a table's groups is the control."""
    return any(found.value == "control" for found in _groups(sheet, grid).values())


def group_counts(sheet: Sheet, grid: Grid) -> list[int]:
    """How many a table says were in its groups: '试验组(n=35)', or a column of counts."""
    told = [cell for column in grid.columns for cell in column]
    told += [cell for row in grid.rows for cell in (*row.cells[:1], *row.blocks) if cell is not None]
    by_words = {
        words_of(sheet, cell): int(m[1]) for cell in [*told, *grid.captions] if (m := _N.search(words_of(sheet, cell)))
    }
    if by_words or "n" not in grid.codes:
        return list(by_words.values())
    n = grid.codes.index("n")
    cells = [row.cells[n] for row in grid.rows if n not in row.repeated]
    return [int(m[1]) for cell in cells if cell is not None and (m := re.fullmatch(r"(\d+)例?", words_of(sheet, cell)))]


# --- what governs a figure ------------------------------------------------------------------------------------------------------


def _reading(sheet: Sheet, grid: Grid, grouped: bool) -> _Reading:
    groups = _groups(sheet, grid)
    month = next(
        (m for column in grid.columns for cell in column if (m := unit_of_time(sheet, cell)) is not None), None
    )
    if month is None:  # '0 | 3ヶ月 | 6ヶ月': a bare number beside times
        spans = [t for column in grid.columns for cell in column if (t := time_in(sheet, cell)) is not None and t.value]
        month = 1.0 if spans else None
    codes = {found.value for found in groups.values()}
    return _Reading(groups, grouped or "control" in codes, month, _caption(sheet, grid))


def _caption(sheet: Sheet, grid: Grid) -> Labels:
    outcome = time = None
    for caption in grid.captions:
        hits = sheet.within("outcome", caption.start, caption.end)
        if outcome is None and len({hit.code for hit in hits}) == 1:
            outcome = hits[0]
        spans = [q for q in sheet.numbers("time", caption.start, caption.end) if q.high is None]
        spans = [q for q in spans if not any(h.start <= q.start < h.end for h in hits)]
        before = _BASELINE_CAPTION.search(sheet.text, caption.start, caption.end)
        if time is None and len(spans) == 1 and not before:
            time = Found(spans[0].value, spans[0].start, spans[0].end, spans[0].rule)
        elif time is None and before and not spans:
            time = Found(0.0, before.start(), before.end(), "tables.before")
    return Labels(outcome, time, None, tuple(grid.captions))


def _labels_of(sheet: Sheet, grid: Grid, row: GridRow, *, figures_only: bool = True) -> list[Stretch]:
    """The cells before a row's first figure, nearest to it last; a bare number under a head of time is a label too."""
    labels: list[Stretch] = []
    for i, cell in enumerate(row.cells):
        code = grid.codes[i]
        if cell is None or code in {"n", "p"}:
            continue
        if (
            code == "time"
            and not names_outcome(sheet, cell)
            and i < len(row.cells) - 1
            and _heads_labels(sheet, grid, i)
        ):
            labels.append(cell)
        elif holds_figure(sheet, cell) or is_nothing(sheet, cell) or (i and not _is_label(sheet, grid, i, cell)):
            break
        else:
            labels.append(cell)
        if not figures_only and len(labels) > 1:
            break
    return labels


def _heads_labels(sheet: Sheet, grid: Grid, column: int) -> bool:
    """'时间' heads the names of times; '治疗前' heads figures."""
    return all(time_in(sheet, cell) is None for cell in grid.columns[column])


def _is_label(sheet: Sheet, grid: Grid, column: int, cell: Stretch) -> bool:
    """A cell behind the first that says whose or when, not what was found."""
    if grid.codes[column] in {"group", "item", "other", "measure", "unit"} and column <= 2:
        return len(words_of(sheet, cell)) <= 24 and not sheet.within("direction", cell.start, cell.end)
    return group_in(sheet, cell) is not None or is_time_word(sheet, cell)


def _governed(sheet: Sheet, reading: _Reading, labels: list[Stretch], heads: list[Stretch]) -> Labels:
    """What a cell's labels say together."""
    governing = [*reversed(labels), *reversed(heads)]
    outcome = next((hit for cell in governing if (hit := outcome_in(sheet, cell)) is not None), None)
    if outcome is None and not any(_may_be_outcome(sheet, reading, cell) for cell in governing):
        outcome = reading.caption.outcome
    times = [found for cell in governing if (found := time_in(sheet, cell, reading.month)) is not None]
    time = next((t for t in times if t.value == 0.0), times[0] if times else None)
    if time is None:
        time = reading.caption.time
    group = _group_of(sheet, reading.groups, governing)
    return Labels(outcome, time, group, (*governing, *reading.caption.words))


def _may_be_outcome(sheet: Sheet, reading: _Reading, cell: Stretch) -> bool:
    """A label that is no time, no group and counts no patients may name an outcome that the lexicon does not know."""
    words = words_of(sheet, cell)
    if (
        words in reading.groups
        or time_in(sheet, cell, reading.month) is not None
        or _COUNTED.search(words)
        or _SUM.fullmatch(words)
    ):
        return False
    return code_of(sheet, cell) in {"other", "measure"}


# --- groups ---------------------------------------------------------------------------------------------------------------------


def _groups(sheet: Sheet, grid: Grid) -> dict[str, Found]:
    """The arm of each group label of a table, by its words; none where all arms got cells."""
    labels: dict[str, Stretch] = {}
    for cell in _group_cells(sheet, grid):
        labels.setdefault(words_of(sheet, cell), cell)
    found = {words: group_in(sheet, cell) for words, cell in labels.items()}
    codes = {hit.value for hit in found.values() if hit is not None}
    unknown = [words for words, hit in found.items() if hit is None and not _SUM.fullmatch(words)]
    if "control" not in codes and unknown and (codes or any(names_cells(sheet, labels[w]) for w in unknown)):
        without = [w for w in unknown if not names_cells(sheet, labels[w])]
        if len(without) == 1 and len(labels) == 2:  # 'MSC组' beside 'DMT组': what got no cells is the control
            found[without[0]] = _named(labels[without[0]], "control")
            codes.add("control")
    if "control" in codes:
        found |= {w: _named(labels[w], "treatment") for w in unknown if found[w] is None}
    return {
        words: hit for words, hit in found.items() if hit is not None and (codes != {"treatment"} or len(labels) == 1)
    }


def _named(cell: Stretch, code: str) -> Found:
    return Found(code, cell.start, cell.end, "tables.group_beside")


def _group_cells(sheet: Sheet, grid: Grid) -> list[Stretch]:
    """The cells that name a table's groups: heads, labels under 组别, and lines that head rows."""
    cells = [
        cell
        for column in grid.columns
        for cell in column
        if code_of(sheet, cell) == "group" and len(words_of(sheet, cell)) > 2
    ]
    cells += [
        cell
        for column in grid.columns
        for cell in column
        if group_in(sheet, cell) is not None and not names_outcome(sheet, cell)
    ]
    named = {
        i
        for row in grid.rows
        for i, cell in enumerate(row.cells[:3])
        if cell is not None and _is_group(sheet, grid, i, cell)
    }
    for row in grid.rows:
        for i, cell in enumerate(row.cells):
            if i in named and cell is not None and i not in row.repeated and _may_be_group(sheet, cell):
                cells.append(cell)
        cells += [block for block in row.blocks if group_in(sheet, block) or code_of(sheet, block) == "group"]
    return [
        cell for cell in cells if words_of(sheet, cell) not in {"组别", "分组", "组", "群", "Group", "Groups", "Arm"}
    ]


def _is_group(sheet: Sheet, grid: Grid, column: int, cell: Stretch) -> bool:
    """A label under 组别, or one that names an arm: then its whole column names groups."""
    headed = grid.codes[column] == "group" and any(code_of(sheet, head) == "group" for head in grid.columns[column])
    return _may_be_group(sheet, cell) and (headed or group_in(sheet, cell) is not None)


def _may_be_group(sheet: Sheet, cell: Stretch) -> bool:
    figure = holds_figure(sheet, cell) or is_nothing(sheet, cell)
    return not (figure or names_outcome(sheet, cell) or is_time_word(sheet, cell))


def _group_of(sheet: Sheet, groups: dict[str, Found], governing: list[Stretch]) -> Found | None:
    for cell in governing:
        known = groups.get(words_of(sheet, cell))
        if known is not None:
            return Found(known.value, cell.start, cell.end, known.rule) if known.start != cell.start else known
    return None


# --- P values -------------------------------------------------------------------------------------------------------------------


def _marked(sheet: Sheet, cell: Stretch, read: list[ResultFound], notes: dict[str, Quantity]) -> list[ResultFound]:
    """Figures with the P value that the mark behind them points to; of several marks the last, against the other group."""
    if not read or not notes:
        return read
    marks = [m.group() for m in _MARK.finditer(sheet.text, read[-1].figure.number_end, cell.end) if m.group() in notes]
    return [replace(r, p=notes[marks[-1]]) if r.p is None else r for r in read] if marks else read


def _with_column_of_p(sheet: Sheet, grid: Grid, row: GridRow, read: list[ResultFound]) -> list[ResultFound]:
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


def _with_row_of_p(sheet: Sheet, grid: Grid, row: GridRow, read: list[ResultFound]) -> list[ResultFound]:
    """A row of P values under the rows of two groups or two times: each belongs to the figures above it in its column."""
    for i, cell in enumerate(row.cells):
        p_value = p_in(sheet, cell) if cell is not None else None
        if p_value is not None:
            same = [r for r in read if any(_stands_in(other, i, r) for other in grid.rows)]
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


def _notes(sheet: Sheet, grid: Grid) -> dict[str, Quantity]:
    """'*与治疗前相比P<0.05': what the marks behind figures stand for; told in the lines under the table."""
    notes: dict[str, Quantity] = {}
    for passage in sheet.page.passages[grid.last + 1 : grid.last + 1 + _NOTE_LINES]:
        told = passage.view_start
        for p_value in sheet.numbers("p", passage.view_start, passage.view_end):
            for mark in _MARK.finditer(sheet.text, told, p_value.start):
                notes.setdefault(mark.group(), p_value)
            told = p_value.end
    return notes
