"""Tables that were flattened to text: which lines are heads, which are rows, and where the columns of a head stand.

A table lies in the text one row a line, or one cell a line. What the cells mean is not read here.
"""

import re
from collections.abc import Sequence

from pipeline.lexicon.page_rules import PageRule, possible_rules

Column = tuple[str, int, int]
"""A column of a head: its code (see `table_headers.yaml`; 'other' where unknown) and its place in the line."""

RESULT_COLUMNS = frozenset({"time", "group", "item"})
"""Columns of a table of one study's results; a table whose rows are studies has none of them."""

_OTHER = "other"
_WEAK = {"measure", _OTHER}  # any Latin word may be a measure: it makes no head by itself
_FEWEST_COLUMNS = 3
_LONGEST_HEAD_CELL = 16
_LONGEST_CELL = 150
_KNOWN_SHARE = 0.6
_BY_SIGN = re.compile(r"[^\t|]+")
_BY_WIDE_BLANK = re.compile(r"\S+(?: \S+)*")
_BY_BLANK = re.compile(r"\S+")
_BARE_NUMBER = re.compile(r"\d{1,3}")
_BODY_END = re.compile(r"^(?:注[::]|[*#△※]+\s?[P与p]|表\s*[\dA-Z一二三四]|読後|读后|图\s*\d|\d\.\d\s)|。$")


def header_columns(text: str) -> list[Column] | None:
    """The columns of a line that heads a table, left to right; None where the line is no such head."""
    words = text.replace("|", " ").split()
    if len(words) < _FEWEST_COLUMNS or len(max(words, key=len)) > _LONGEST_HEAD_CELL:
        return None  # prose: however it is cut, it has too few cells, or one that is too long
    for cells in (_cells(text, _BY_SIGN), _cells(text, _BY_WIDE_BLANK), _cells(text, _BY_BLANK)):
        if len(cells) < _FEWEST_COLUMNS or any(end - start > _LONGEST_HEAD_CELL for start, end in cells):
            continue
        columns = [(column_code(text[start:end]), start, end) for start, end in cells]
        known = sum(code not in _WEAK for code, _, _ in columns)
        if known >= _FEWEST_COLUMNS and known >= _KNOWN_SHARE * len(columns):
            return columns
    return None


def column_code(cell: str) -> str:
    """The code of a column by its name; 'other' where the name is not known."""
    for rule in possible_rules("table_headers", cell):
        if rule.code is not None and rule.regex.fullmatch(cell):
            return rule.code
    return _OTHER


def is_row(text: str, columns: int) -> bool:
    """Whether a line can be a row under a head of so many columns."""
    return len(_BY_BLANK.findall(text.replace("|", " "))) >= max(2, columns // 2)


def may_open_head(line: str, rules: Sequence[PageRule]) -> bool:
    """Whether a line names a column by one of these rules of `table_headers`, as the first line of a standing head does."""
    return any(rule.code not in _WEAK and rule.regex.fullmatch(line) for rule in rules)


def standing_head(lines: Sequence[str]) -> int:
    """How many of the first lines are the head of a table that gives each cell a line of its own; 0 for none."""
    last_strong, strong = 0, 0
    for index, line in enumerate(lines):
        code = column_code(line)
        if code not in _WEAK:
            last_strong, strong = index + 1, strong + 1
        elif index == 0 or (code == _OTHER and not _BARE_NUMBER.fullmatch(line)):
            break
    return last_strong if strong >= _FEWEST_COLUMNS else 0


def ends_standing_body(line: str) -> bool:
    """Whether a line closes the body of a table that gives each cell a line of its own."""
    return len(line) > _LONGEST_CELL or _BODY_END.search(line) is not None


def _cells(text: str, pattern: re.Pattern[str]) -> list[tuple[int, int]]:
    """The places of the cells, outer blanks left out."""
    cells = []
    for match in pattern.finditer(text):
        cell = match[0].strip()
        if cell:
            start = match.start() + match[0].index(cell)
            cells.append((start, start + len(cell)))
    return cells
