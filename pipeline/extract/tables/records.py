"""A registry's records, printed down the page: a label, its value below or behind a colon, the next label.

'注册号 / ChiCTR… / 样本量 / 试验组:42;对照组:42 / 随访 / 52周': each record is a study, its labels the heads of a table turned on its side.
Labels begin a record where they name its number; the same label again, or a line drawn across, begins the next. What is told between
the first label and the value of the last one, tables apart, is the record's own text. Labels are in `lexicon/page/record_labels.yaml`.
"""

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from pipeline.extract.accounts.account import Account
from pipeline.extract.accounts.arms_counted import arms_together
from pipeline.extract.accounts.population import total_in
from pipeline.extract.accounts.total import Total
from pipeline.extract.mentions.places import inside
from pipeline.extract.mentions.sentences import Stretch
from pipeline.extract.mentions.sheet import Sheet
from pipeline.extract.tables.counts import count_of
from pipeline.extract.tables.grid import Grid
from pipeline.extract.tables.rows import TableRow
from pipeline.lexicon.page_rules import possible_rules

_LONGEST_LABEL = 16
_FEWEST_LABELS = 4
_FEWEST_OF_MANY = 3  # where at least so many records stand one below the other
_FEWEST_UNNUMBERED = 5  # '対象の病気:… 治験薬:… 予定人数:54人 …', one record and no number
_FEWEST_AMONG = 2  # behind them one may say less
_LONGEST_TITLE = 60
_LABEL = re.compile(
    r"\W{0,2}(?P<label>[^:()\n]{1,24}?)\s?(?P<aside>\([^()]{1,20}\))?\s?(?::\s?(?P<value>\S.*)?)?$", re.DOTALL
)
_LABEL_REACH = 50  # a label with all that may stand around it is shorter, or has its colon by then
_NO_PROSE = {"table_header", "table_row", "reference", "boilerplate"}
_TABLE = {"table_header", "table_row"}
_FURTHEST = 24  # passages without a label inside one record: the patients' characteristics, a table
_COUNTING = {"n", "condition"}
"""Labels whose value may say how many took part."""
_OPENS = {"number", "registration", "reference"}


@dataclass(frozen=True, slots=True)
class _Line:
    """A line that is a label: the code of what it heads, its words, its value where that stands behind it, and whether a bracket does."""

    passage: int
    code: str
    label: Stretch
    value: Stretch | None
    aside: bool


def find_records(sheet: Sheet, grids: Iterable[Grid] = ()) -> list[TableRow]:
    """The records of a page, in order, as the rows of a table that stands on its side; `grids`: what stands in other tables of studies is none."""
    tabled = {index for grid in grids if grid.of_studies for index in range(grid.first, grid.last + 1)}
    labels = list(_lines(sheet, tabled))
    counted = sum(line is not None and line.code == "n" and line.value is not None for line in labels)
    many = counted >= _FEWEST_OF_MANY
    runs = list(_runs(labels, _FEWEST_AMONG if many else _FEWEST_LABELS))
    records: list[TableRow] = []
    for lines in runs:
        fewest = _fewest(lines, among=bool(records)) if many else _FEWEST_LABELS
        record = _record(sheet, lines, fewest, _is_repeated(lines, runs, fewest))
        records += [record] if record is not None else []
    return records


def _fewest(lines: list[_Line], *, among: bool) -> int:
    """How many labels make a record where many are counted; `among`: one stands above it."""
    return min(_FEWEST_OF_MANY, max(_FEWEST_AMONG, len({line.code for line in lines}))) if among else _FEWEST_OF_MANY


def _lines(sheet: Sheet, tabled: Collection[int]) -> Iterator[_Line | None]:
    """The label lines of a page; None for a line drawn across it."""
    for index, passage in enumerate(sheet.page.passages):
        if index in tabled:
            continue
        words = sheet.text[passage.view_start : passage.view_end]
        if passage.kind == "boilerplate" and not re.search(r"\w", words):
            yield None
            continue
        line = _label(sheet, index, words)
        if line is not None:
            yield line


def _label(sheet: Sheet, index: int, words: str) -> _Line | None:
    prose = len(words) > _LABEL_REACH and ":" not in words[:_LABEL_REACH]
    match = None if prose else _LABEL.match(words)
    if match is None or len(match["label"]) > _LONGEST_LABEL:
        return None
    label = match["label"].strip()
    code = next((r.code for r in possible_rules("record_labels", label) if r.regex.fullmatch(label)), None)
    if code is None:
        return None
    start = sheet.page.passages[index].view_start
    value = Stretch(start + match.start("value"), start + match.end("value"), index) if match["value"] else None
    words_of_label = Stretch(start + match.start("label"), start + match.end("label"), index)
    return _Line(index, code, words_of_label, value, match["aside"] is not None)


def _runs(lines: list[_Line | None], fewest: int) -> Iterator[list[_Line]]:
    """The label lines of one record each."""
    run: list[_Line] = []
    for line in lines:
        if line is None or (run and _begins_next(run, line, fewest)):
            yield run
            run = []
        if line is not None:
            run.append(line)
    yield run


def _begins_next(run: list[_Line], line: _Line, fewest: int) -> bool:
    """A label that names a study, or that the record began with, has been there before, or stands too far away to be of the same."""
    return (
        line.passage - run[-1].passage > _FURTHEST
        or (line.code in _OPENS and any(line.code == known.code for known in run))
        or (line.code == run[0].code and len({known.code for known in run}) >= fewest)
    )


def _is_repeated(lines: list[_Line], runs: list[list[_Line]], fewest: int) -> bool:
    """'国家:… / 人数:22 / 细胞:… / 结果:…', and the same labels again: studies lined up without a registry's numbers."""
    codes = {line.code for line in lines}
    alike = [run for run in runs if len(codes & {line.code for line in run}) >= fewest]
    valued = {line.code for line in lines if line.value}
    return bool(_COUNTING & valued) and len(alike) > 1 and len(valued) >= fewest


def _record(sheet: Sheet, lines: list[_Line], fewest: int, repeated: bool) -> TableRow | None:
    """The study of a record; None where its labels are too few, or it has no registry number and is not one of several alike."""
    codes = {line.code for line in lines if line.code not in {"number", "field"}}
    if len(codes) < fewest or not codes & ({"registration", *_COUNTING} if repeated else {"registration", "n"}):
        return None
    cells: dict[str, Stretch] = {}
    heads: dict[str, Stretch] = {}
    for line in lines:
        value = line.value or _below(sheet, line)
        if value is not None and line.code not in cells:
            cells[line.code], heads[line.code] = value, line.label
    titled = _is_titled(sheet, lines[0]) if repeated else False
    first, last = lines[0].passage - titled, _last(sheet, lines[-1])
    if titled:
        cells.setdefault("reference", sheet.whole(first))
    start, end = sheet.page.passages[first].view_start, sheet.page.passages[last].view_end
    told = {cell.passage for cell in cells.values()} | {line.passage for line in lines if line.aside}
    bare = {line.passage for line in lines} - told
    sentences = [
        s
        for s in inside(sheet.sentences, start, end)
        if s.passage in told or (s.passage not in bare and sheet.passage(s).kind not in _NO_PROSE)
    ]
    numbers = list(dict.fromkeys(m.labels[0] for s in sentences for m in inside(sheet.registrations, s.start, s.end)))
    known = len(numbers) == 1 or (not numbers and (repeated or len(codes) >= _FEWEST_UNNUMBERED))
    if not sentences or not known:
        return None
    total = _total(sheet, cells.get("n")) or _told_beside(sheet, cells)
    if total is None and not numbers:
        return None
    account = Account(sentences, total=total, registrations=numbers)
    return TableRow(account, cells, {c: sheet.text[h.start : h.end] for c, h in heads.items()}, heads)


def _is_titled(sheet: Sheet, line: _Line) -> bool:
    """'Le Blanc等,2008,Lancet' over '例数:55', '细胞:…': the line above a record's first label says whose study it is."""
    if line.passage == 0 or sheet.page.passages[line.passage - 1].kind in _NO_PROSE:
        return False
    title = sheet.whole(line.passage - 1)
    words = sheet.text[title.start : title.end]
    return len(words) <= _LONGEST_TITLE and _label(sheet, title.passage, words) is None and "。" not in words


def _told_beside(sheet: Sheet, cells: dict[str, Stretch]) -> Total | None:
    """'疾患:SLE 16例': the count where no label of its own has it."""
    told = [cells[code] for code in ("condition", "reference") if code in cells]
    return next(
        (count for cell in told if (count := total_in(sheet, cell) or count_of(sheet, cell, counted=True))), None
    )


def _below(sheet: Sheet, line: _Line) -> Stretch | None:
    """The value on the line below a label, if that is no label itself."""
    if line.passage + 1 >= len(sheet.page.passages):
        return None
    passage = sheet.page.passages[line.passage + 1]
    words = sheet.text[passage.view_start : passage.view_end]
    if _label(sheet, line.passage + 1, words) is not None or not words.strip():
        return None
    return sheet.whole(line.passage + 1)


def _last(sheet: Sheet, line: _Line) -> int:
    """The passage that the last label's value ends in; a table below it is the record's too."""
    last = line.passage + (line.value is None and line.passage + 1 < len(sheet.page.passages))
    while last + 1 < len(sheet.page.passages) and sheet.page.passages[last + 1].kind in _TABLE:
        last += 1
    return last


def _total(sheet: Sheet, cell: Stretch | None) -> Total | None:
    """The count under '样本量': what leads the value, else what stands for all in it, or the arms together."""
    if cell is None:
        return None
    return count_of(sheet, cell) or total_in(sheet, cell) or arms_together(sheet, cell, ("people", "plain"))
