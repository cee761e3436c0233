"""Reads tables of one study's results: each figure by what its row, its column and the table's caption say of outcome, time and group.

The laws: a label nearer to the figure goes before a farther one, the row before the column, both before the caption; a caption tells the
outcome only where no label could be one; where a table sets a control beside others, those got the cells; a head that names two groups
parts its cells' two figures between them; a column of P values belongs to the figures of its row, '*' to the note below the table.
"""

import re
from dataclasses import dataclass

from pipeline.extract.findings.directions import DirectionFound
from pipeline.extract.mentions.found import Found, ResultFound
from pipeline.extract.mentions.sentences import Stretch
from pipeline.extract.mentions.sheet import Sheet
from pipeline.extract.tables.cells import (
    code_of,
    group_in,
    holds_figure,
    is_nothing,
    is_time_word,
    names_outcome,
    outcome_in,
    time_in,
    unit_of_time,
    words_of,
)
from pipeline.extract.tables.figures import read_cell, read_direction
from pipeline.extract.tables.grid import Grid, GridRow
from pipeline.extract.tables.groups import SUM, group_of, groups_of_table
from pipeline.extract.tables.p_values import notes_below, with_column_of_p, with_marks, with_row_of_p
from pipeline.extract.tables.statistics import Labels

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
_AFTER = re.compile(
    r"(?:治疗|移植|术|手术|输注|回输|注射|干预|用药|投与|治療|術|注入|[Pp]ost)?(?:后|後|-?treatment)|After|[Pp]ost"
)
_GRADE = {"有效", "有効", "好转", "改善"}
_BEST_OR_WORST = re.compile(r"(?:显效|无效|顕著有効|著効|無効|恶化)(?:\s?[((].*)?")
_COUNTED = re.compile(r"[((]\s?[nN]\s?=\s?\d+|\d+\s?(?:例|名|人)")  # '腰痛(n=10)': whose figures, not which
_SHARE = re.compile(r"%|率|割合")
_BETWEEN_GROUPS = re.compile(r"[两2二各]组|両群|各群|群間|组间|vs|比较|比較|对比")
_BASELINE_CAPTION = re.compile(r"基线|一般资料|临床资料|治疗前(?!后)|ベースライン|患者背景|背景因子|[Bb]aseline")


@dataclass(frozen=True, slots=True)
class _Reading:
    """A table while it is read: its arms, whether the study had two, the months of a bare number, and what its caption tells."""

    groups: dict[str, Found]
    grouped: bool
    month: float | None
    graded: bool  # '显效', '有效', '无效': grades, of which none is the share that responded
    caption: Labels
    only_time: Found | None
    share: Stretch | None  # a head that tells of per cent


def read_table(sheet: Sheet, grid: Grid, *, grouped: bool, only_time: Found | None = None) -> list[ResultFound]:
    """Every figure of a table whose outcome can be told.

    `grouped`: the study has a control group; `only_time`: when '治疗后' is, where the study names one time only.
    """
    if grid.of_studies or grid.of_persons:
        return []
    reading = _reading(sheet, grid, grouped, only_time)
    notes = notes_below(sheet, grid)
    results: list[ResultFound] = []
    waiting: list[ResultFound] = []  # of the rows since the last row of P values
    for row in grid.rows:
        labels = _labels_of(sheet, grid, row)
        if any(code_of(sheet, cell) == "p" for cell in labels):
            if any(words_of(sheet, cell)[0] in "Pp" for cell in labels):  # not 't', not 'χ2'
                results += with_row_of_p(sheet, grid, row, waiting)
                waiting = []
            continue
        read: list[ResultFound] = []
        for i, cell in enumerate(row.cells):
            if (
                cell is None
                or cell in labels
                or i in row.repeated
                or (grid.codes[i] in _NO_RESULT and not (grid.codes[i] == "n" and _names_rate(sheet, labels)))
                or is_nothing(sheet, cell)
            ):
                continue
            heads = _with_outcome_before(sheet, grid, i)
            governed = _governed(sheet, reading, [*row.blocks, *labels], heads)
            if governed.outcome is not None or not holds_figure(sheet, cell):
                read += with_marks(sheet, cell, read_cell(sheet, cell, governed, grouped=reading.grouped), notes)
        waiting += with_column_of_p(sheet, grid, row, read)
    return results + waiting


def read_directions(sheet: Sheet, grid: Grid) -> list[DirectionFound]:
    """Cells that are nothing but a word of direction or an arrow, under an outcome."""
    if grid.of_studies or grid.of_persons:
        return []
    reading = _reading(sheet, grid, False, None)
    found: list[DirectionFound] = []
    for row in grid.rows:
        labels = _labels_of(sheet, grid, row, figures_only=False)
        for i, cell in enumerate(row.cells):
            if cell is not None and i not in row.repeated:
                beside = [*row.blocks, *(label for label in labels if label is not cell)]
                told = read_direction(sheet, cell, _governed(sheet, reading, beside, list(grid.columns[i])))
                found += [told] if told is not None else []
    return found


# --- what governs a figure ------------------------------------------------------------------------------------------------------


def _reading(sheet: Sheet, grid: Grid, grouped: bool, only_time: Found | None) -> _Reading:
    groups = groups_of_table(sheet, grid)
    month = next(
        (m for column in grid.columns for cell in column if (m := unit_of_time(sheet, cell)) is not None), None
    )
    if month is None:  # '0 | 3ヶ月 | 6ヶ月': a bare number beside times
        spans = [t for column in grid.columns for cell in column if (t := time_in(sheet, cell)) is not None and t.value]
        month = 1.0 if spans else None
    codes = {found.value for found in groups.values()}
    labels = [*(c for column in grid.columns for c in column), *(row.cells[0] for row in grid.rows if row.cells[0])]
    graded = any(_BEST_OR_WORST.fullmatch(words_of(sheet, label)) for label in labels)
    heads = [cell for column in grid.columns for cell in column]
    share = next((cell for cell in heads if _SHARE.search(words_of(sheet, cell))), None)
    return _Reading(
        groups, grouped or "control" in codes, month, graded, _caption(sheet, grid, groups), only_time, share
    )


def _caption(sheet: Sheet, grid: Grid, groups: dict[str, Found]) -> Labels:
    """What the lines above a table tell where its own labels do not; the group only where they name none at all."""
    # 'SLEDAI | 治疗前 | 6个月' over rows of groups, '指标(24周)': the head of the labels tells of all figures
    named = [cell for cell in grid.columns[0] if code_of(sheet, cell) != "time"] if grid.columns else []
    told = (*named, *grid.captions)
    outcome = time = None
    for caption in told:
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
    group = None if groups else _group_of_caption(sheet, grid)
    return Labels(outcome, time, group, told)


def _group_of_caption(sheet: Sheet, grid: Grid) -> Found | None:
    """'治疗组治疗前后各指标': the one arm that the line right above a table names."""
    for caption in grid.captions[:1]:
        hits = [h for h in sheet.within("group", caption.start, caption.end) if h.code in {"treatment", "control"}]
        if len({hit.code for hit in hits}) == 1 and not _BETWEEN_GROUPS.search(words_of(sheet, caption)):
            return Found(hits[0].code, hits[0].start, hits[0].end, hits[0].rule)
    return None


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


def _names_rate(sheet: Sheet, labels: list[Stretch]) -> bool:
    """'完全缓解' before a column of counts: how many reached it, not how many there were."""
    hits = [hit for label in labels if (hit := outcome_in(sheet, label)) is not None]
    return any(hit.attributes.get("family") == "rate" for hit in hits)


def _with_outcome_before(sheet: Sheet, grid: Grid, column: int) -> list[Stretch]:
    """The heads of a column; one that is only a time or a group goes on with the outcome of the head before it that names both.

    '治疗前BASDAI', '治疗后3月'; 'ALP:MSC组', 'UDCA组'.
    """
    heads = list(grid.columns[column])
    code = grid.codes[column]
    if code == "change":
        return [*heads, *_last_time_before(sheet, grid, column)]
    if code not in {"time", "group"} or any(names_outcome(sheet, cell) for cell in heads):
        return heads
    for before in range(column - 1, 0, -1):
        for cell in grid.columns[before]:
            if names_outcome(sheet, cell):
                outcome = outcome_in(sheet, cell)
                told = Stretch(outcome.start, outcome.end, cell.passage) if outcome is not None else cell
                alike = time_in(sheet, cell) is not None if code == "time" else group_in(sheet, cell) is not None
                return [told, *heads] if alike else heads
    return heads


def _is_after(sheet: Sheet, cell: Stretch) -> bool:
    """'治疗后', '治疗后SLEDAI', '投与後スコア'."""
    return bool(_AFTER.fullmatch(words_of(sheet, cell))) or sheet.has("time_anchor", "after", cell.start, cell.end)


def _last_time_before(sheet: Sheet, grid: Grid, column: int) -> list[Stretch]:
    """'投与前 | 24週後 | 変化量': a column of changes without a time tells of the last one before it."""
    if any(time_in(sheet, cell) is not None for cell in grid.columns[column]):
        return []
    for before in range(column - 1, 0, -1):
        for cell in grid.columns[before]:
            time = time_in(sheet, cell)
            if time is not None:
                return [cell] if time.value > 0 else []
    return []


def _governed(sheet: Sheet, reading: _Reading, labels: list[Stretch], heads: list[Stretch]) -> Labels:
    """What a cell's labels say together."""
    governing = [*reversed(labels), *reversed(heads)]
    outcome = next((hit for cell in governing if (hit := outcome_in(sheet, cell)) is not None), None)
    if reading.graded and outcome is not None and sheet.text[outcome.start : outcome.end] in _GRADE:
        outcome = None
    if outcome is None and not any(_may_be_outcome(sheet, reading, cell) for cell in governing):
        outcome = reading.caption.outcome
    times = [found for cell in governing if (found := time_in(sheet, cell, reading.month)) is not None]
    time = next((t for t in times if t.value == 0.0), times[0] if times else None)
    if time is None:
        time = reading.caption.time
    if time is None and any(_is_after(sheet, cell) for cell in governing):
        time = reading.only_time
    group = group_of(sheet, reading.groups, governing) or reading.caption.group
    captions = reading.caption.words
    return Labels(outcome, time, group, (*governing, *captions), captions, reading.only_time, reading.share)


def _may_be_outcome(sheet: Sheet, reading: _Reading, cell: Stretch) -> bool:
    """A label that is no time, no group and counts no patients may name an outcome that the lexicon does not know."""
    words = words_of(sheet, cell)
    if (
        words in reading.groups
        or time_in(sheet, cell, reading.month) is not None
        or _COUNTED.search(words)
        or SUM.fullmatch(words)
    ):
        return False
    return code_of(sheet, cell) in {"other", "measure"}
