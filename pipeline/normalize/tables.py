"""Tables that were flattened to text: which lines are heads and which are rows.

A table lies in the text one row a line, its cells parted by a sign (bars, tabs, wide blanks) or by single blanks, or one cell a line.
The cells of one line are
`pipeline.normalize.columns`; what they mean is not read here.
"""

import re
from collections import Counter
from collections.abc import Callable, Sequence
from functools import lru_cache

from pipeline.lexicon.page_rules import PageRule, possible_rules
from pipeline.normalize import common_signs, legends
from pipeline.normalize.columns import (
    BY_BLANK,
    FEWEST_COLUMNS,
    HEAD,
    LONGEST_HEAD_CELL,
    LONGEST_SIGNED_CELL,
    NOTE_LINE,
    ROW,
    RULE,
    VALUE,
    WEAK,
    Column,
    column_code,
    header_columns,
    names_outcome,
    sign_of,
    split_cells,
)
from pipeline.normalize.standing_tables import BODY_END, SENTENCE, STUDY_COLUMNS, standing_parts

_RESULT_LIKE = {"time", "group", "item", "change", "p"}
_OVER = {"group", "time"}  # what an upper line of a head names
_FIRST_COLUMNS = {"item", "reference", "number", "person", "adverse_events"}
_MOST_HEAD_LINES = 3
_LONGEST_NOTE = 80
_MOST_ROWS = 0.6
_RULED = re.compile(r"[\s|+:=_┌┬┐├┼┤└┴┘━┏┓┗┛┳┻╋\u2500-\u257f-]{3,}")
_FIGURE = re.compile(r"[<>≤≥+↑↓-]?\s?\d+(?:\.\d+)?\s?(?:[±%(/→]|$|[*#△▲†‡]|例|名|人|分)")
_DAYS = re.compile(r"\d{1,3}(?:\.\d+)?\s?(?:日|天|点|分|m|回|次)")
_NUMBERED = re.compile(r"(?:表|Table)\s?[\dA-Z一二三四五六七八九十]{1,3}(?:[-.]\d{1,2})?[、.:)\s]", re.IGNORECASE)
_P_ROW = re.compile(r"(?:[PpFtTZ]|[χxX]\s?[²2])(?:\s?[值値])?(?:\s+[<>=]?\s?\d[\d.]*){1,8}")


def table_parts(
    lines: Sequence[str], serves_site: Callable[[int], object], head_rules: Callable[[int], Sequence[PageRule]]
) -> list[str | None]:
    """Which part of a table each line is, None for most.

    `serves_site`: whether a line is the site's own, not the page's; `head_rules`: those of `table_headers` that can match in a line.
    """
    parts: list[str | None] = [None] * len(lines)
    index = 0
    while index < len(lines):
        found = _signed(lines, index)
        if not found and "。" not in lines[index] and (rules := head_rules(index)):  # a head is no sentence
            found = _unsigned(lines, index, serves_site, rules)
        parts[index : index + len(found)] = found
        index += max(1, len(found))
    return parts


def _unsigned(
    lines: Sequence[str], index: int, serves_site: Callable[[int], object], rules: Sequence[PageRule]
) -> list[str | None]:
    """The parts of a table without a sign of its own between its cells, from its first line on."""
    rows = common_signs.rows_below(lines, index)
    named = {rule.code for rule in rules} - WEAK
    if not rows and not named:
        return []  # tables of any other kind have a column that their head names
    if not rows and named & _OVER:
        rows = legends.rows_below(lines, index)
    if rows:
        return [HEAD, *[ROW] * rows]
    return standing_parts(lines, index, serves_site, rules) or _blank_parted(lines, index)


# --- cells parted by a sign -----------------------------------------------------------------------------------------------------


def _signed(lines: Sequence[str], index: int) -> list[str | None]:
    """The parts of a table whose cells a sign parts, from its first line on; none where the lines are no table."""
    sign = sign_of(lines[index])
    if sign is None or len(lines[index]) > 400:
        return []
    words = _words(lines[index]) or ()
    if _is_caption(lines, index) or any(map(_stands_in_no_head, words)) or _is_measured(words):
        return []  # most lines of a body: told before the block is gone through, for a table of n rows has n of them
    block: list[Sequence[str] | None] = []  # None: a line drawn between rows
    for at, line in enumerate(lines[index:], index):
        if block and _RULED.fullmatch(line):
            block.append(None)
            continue
        cells = _words(line) if sign_of(line) == sign else None
        below_head = len(block) > 1 or (len(block) == 1 and _heads_figures(block[0]))
        if cells is None and len(block) > 1 and _is_note(block, lines, at, sign):
            cells = (line,)
        if cells is None and below_head and _is_block_label(line.strip("| ")) and _goes_on(lines, at, sign):
            cells = (line,)
        words = cells or ()
        upper = (
            not block and len(words) > 1 and all(column_code(word) in _OVER or names_outcome(word) for word in words)
        )
        label = len(words) == 1 and below_head
        tested = len(block) > 1 and _P_ROW.fullmatch(line) is not None  # 'P  0.017': one test for the whole table
        narrow = sign == "  " and len(words) < FEWEST_COLUMNS and not (upper or label or tested)
        if cells is None or narrow or (len(block) > 1 and _begins_next(words)):
            break
        block.append(words)
    while block and block[-1] is None:
        block.pop()
    rows = [cells for cells in block if cells is not None]
    heads = _heads(block)
    if len(rows) <= heads or not _is_grid(rows, heads, None in block):
        return []
    body = next(i for i in range(len(block)) if sum(cells is not None for cells in block[: i + 1]) > heads)
    return [RULE if cells is None else HEAD if i < body else ROW for i, cells in enumerate(block)]


@lru_cache(maxsize=4096)
def _words(line: str) -> tuple[str, ...] | None:
    """The words of each cell that a sign parts; None where no sign parts any."""
    cells = split_cells(line)
    return None if cells is None else tuple(line[start:end] for start, end in cells)


def _is_note(block: Sequence[Sequence[str] | None], lines: Sequence[str], at: int, sign: str) -> bool:
    """A line that says more of the row above, between rows or behind the last of rows that all have one."""
    if not NOTE_LINE.match(lines[at]) or len(lines[at]) > _LONGEST_NOTE:
        return False
    noted = any(cells is not None and len(cells) == 1 and NOTE_LINE.match(cells[0]) for cells in block)
    of_studies = len({column_code(cell) for cell in block[0] or ()} & STUDY_COLUMNS) >= FEWEST_COLUMNS
    return of_studies and (noted or _goes_on(lines, at, sign))


def _begins_next(words: Sequence[str]) -> bool:
    """'指标 | 治疗前 | 3个月' right below a body: the head of the next table, all of whose columns are known."""
    if (
        len(words) < FEWEST_COLUMNS
        or not all(words)
        or any(map(_stands_in_no_head, words))
        or any(map(_FIGURE.match, words))
    ):
        return False
    codes = [column_code(word) for word in words]
    return codes[0] in _FIRST_COLUMNS and all(
        code not in WEAK or names_outcome(word) for code, word in zip(codes, words, strict=True)
    )


def _heads_figures(cells: Sequence[str] | None) -> bool:
    """'投与前  1か月  3か月', '治疗组  对照组  P': a head that leaves the labels' column unnamed; a line below it may head rows at once."""
    return cells is not None and len(cells) > 1 and all(column_code(cell) in _OVER | {"p"} for cell in cells if cell)


def _stands_in_no_head(cell: str) -> bool:
    return len(cell) > LONGEST_SIGNED_CELL or VALUE.search(cell) is not None


def _is_measured(cells: Sequence[str]) -> bool:
    """'人工呼吸器なし日数(中央値)  20日  11日': an outcome with its figures heads no table."""
    return len(cells) > 1 and names_outcome(cells[0]) and all(map(_DAYS.fullmatch, cells[1:]))


def _heads(block: Sequence[Sequence[str] | None]) -> int:
    """How many rows are the head: those above a line drawn below the first, and those that go on with it ('治疗前 治疗后' below the line)."""
    first_rule = next((i for i, cells in enumerate(block) if cells is None), 0)
    rows = [cells for cells in block if cells is not None]
    heads = first_rule if 0 < first_rule <= _MOST_HEAD_LINES else 1
    while heads < min(_MOST_HEAD_LINES, len(rows)) and _is_lower_head(rows[heads]):
        heads += 1
    return heads


def _is_lower_head(cells: Sequence[str]) -> bool:
    """A second line of a head names times, groups or measures under the first: '治疗前 治疗后 治疗前 治疗后'."""
    told = [cell for cell in cells if cell]
    codes = [column_code(cell) for cell in told]
    known = sum(code in {"time", "group", "change", "p", "unit", "n", "item"} for code in codes)
    if told and (
        not cells[0] or codes[0] in {"item", "time", "group"}
    ):  # '| | SLEDAI | CRP | SLEDAI | CRP |' below groups
        known += sum(code in WEAK and names_outcome(cell) for code, cell in zip(codes, told, strict=True))
    return len(told) > 1 and known >= 0.7 * len(told) and not any(map(VALUE.search, told))


def _is_grid(rows: Sequence[Sequence[str]], heads: int, ruled: bool) -> bool:
    """Rows of one width under a head whose columns are known, or with figures beside what is measured."""
    width, often = Counter(map(len, rows)).most_common(1)[0]
    if often < 0.5 * sum(not (len(cells) == 1 and NOTE_LINE.match(cells[0])) for cells in rows):
        return False
    head = [cell for row in rows[:heads] for cell in row if cell]
    if any(map(_stands_in_no_head, head)):
        return False
    codes = [column_code(cell) for cell in head]
    if width < FEWEST_COLUMNS:  # '项目|内容' lists a study's facts: it reads better line by line
        return len(codes) > 1 and (
            codes[0] in {"time", "group", "adverse_events"}
            or codes[-1] in {"time", "group", "change"}
            or _tells_results(rows[heads:], most=True)
        )
    known = sum(code not in WEAK or names_outcome(cell) for code, cell in zip(codes, head, strict=True))
    labels = {column_code(row[0]) for row in rows}
    if "n" in labels and len(labels & STUDY_COLUMNS) >= FEWEST_COLUMNS:
        return True  # studies side by side: the first column says what each row tells of them
    return known >= 2 or (known >= 1 and ruled) or _tells_results(rows[heads:])


def _tells_results(rows: Sequence[Sequence[str]], *, most: bool = False) -> bool:
    """At least two rows are an outcome with figures beside it: then the head may name its columns as it likes. `most`: most rows are so."""
    told = sum(bool(row[0]) and names_outcome(row[0]) and any(map(_FIGURE.match, row[1:])) for row in rows)
    return told > 1 and (not most or told > _MOST_ROWS * len(rows))


# --- cells parted by blanks -----------------------------------------------------------------------------------------------------


def _blank_parted(lines: Sequence[str], index: int) -> list[str | None]:
    """The parts of a table whose head is known by its columns and whose rows have about as many words."""
    columns = None if _is_caption(lines, index) else header_columns(lines[index]) or _two_times(lines, index)
    if columns is None:
        return []
    results = bool(_RESULT_LIKE & {code for code, _, _ in columns})
    parts: list[str | None] = [HEAD]
    for line in lines[index + 1 :]:
        if ROW not in parts and (header_columns(line) or _is_lower_head(line.split())):
            parts.append(HEAD)
        elif is_row(line, len(columns), results) or (ROW in parts and results and _is_block_label(line)):
            parts.append(ROW)
        else:
            break
    return parts if ROW in parts else []  # '细胞那组 DAS28、HAQ 下降,周边血的 Treg 比例上升,' over prose


def _is_caption(lines: Sequence[str], index: int) -> bool:
    """'表一、两组 CDAI 变化' over a head of its own: a table's number and title, however like a head its words are."""
    if not _NUMBERED.match(lines[index]) or index + 1 == len(lines):
        return False
    return header_columns(lines[index + 1]) is not None


def _two_times(lines: Sequence[str], index: int) -> list[Column] | None:
    """'治疗前 治疗后' over 'mRSS 20.1±3.1 13.8±2.2': a head of two times or two groups, with as many figures below."""
    words = lines[index].split()
    if len(words) != 2 or not all(column_code(word) in _OVER for word in words) or index + 1 == len(lines):
        return None
    below = lines[index + 1].split()
    if len(below) != 3 or not names_outcome(below[0]) or not all(map(_FIGURE.match, below[1:])):
        return None
    return [(column_code(m[0]), *m.span()) for m in BY_BLANK.finditer(lines[index])]


def is_row(text: str, columns: int, results: bool = False) -> bool:
    """Whether a line can be a row under a head of so many columns; `results`: one with a figure in it, and no sentence."""
    words = len(BY_BLANK.findall(text.replace("|", " ")))
    if results and _P_ROW.fullmatch(text):
        return True
    if words < max(2, columns // 2) or any(
        r.regex.search(text) for r in possible_rules("headings", text) if r.code != "item"
    ):
        return False
    return not results or (not BODY_END.search(text) and bool(re.search(r"\d", text)))


def _is_block_label(line: str) -> bool:
    """A line that heads the rows below it: '治疗组', '6个月', 'SLEDAI评分'."""
    if len(line) > LONGEST_HEAD_CELL or VALUE.search(line) or SENTENCE.search(line) or BODY_END.search(line):
        return False
    return column_code(line.strip()) in {"group", "time"} or names_outcome(line)


def _goes_on(lines: Sequence[str], at: int, sign: str) -> bool:
    """Whether the line behind one has cells that a sign parts."""
    return at + 1 < len(lines) and sign_of(lines[at + 1]) == sign and split_cells(lines[at + 1]) is not None
