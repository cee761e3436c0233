"""Tables that were flattened to one cell a line: where their heads end and where their bodies do.

Tables that lie in the text one row a line are `pipeline.normalize.tables`; which cells make a row is not read here.
"""

import re
from collections.abc import Callable, Sequence

from pipeline.lexicon.page_rules import PageRule
from pipeline.normalize.columns import (
    FEWEST_COLUMNS,
    HEAD,
    KNOWN_SHARE,
    LONGEST_HEAD_CELL,
    LONGEST_NAME,
    NAMES_COLUMN,
    OTHER,
    ROW,
    VALUE,
    WEAK,
    column_code,
    names_outcome,
)

STUDY_COLUMNS = {
    "n",
    "reference",
    "condition",
    "design",
    "cells",
    "dose",
    "infusions",
    "route",
    "follow_up",
    "year",
    "outcome",
}
"""Columns of which a table of results has none."""
_LONGEST_STANDING_HEAD = 24
_LONGEST_ITEM_HEAD = 4
_LONGEST_CELL = 150
_MOST_IN_STEP = 6  # columns
_ROWS_IN_STEP = 2
_FIGURE = re.compile(r"[<>≤≥+↑↓-]?\s?\d+(?:\.\d+)?\s?(?:[±%(/→]|$|[*#△▲†‡]|例|名|人|分|点)|[-—–―/]{1,2}$")
_BARE_NUMBER = re.compile(r"\d{1,3}")
_TOLD_IN = re.compile(r".{12}。.")  # '疼痛VASはいずれもP<0.01。6か月生存率': prose behind a table of figures
BODY_END = re.compile(r"^(?:注[::]|[*#△※]+\s?[P与p]|表\s*[\dA-Z一二三四]|読後|读后|图\s*\d|\d\.\d\s)|。$")
"""What closes the body of a table: a note, the next table's number, a sentence."""
SENTENCE = re.compile(r"[。!?]$")


def standing_head(lines: Sequence[str]) -> int:
    """How many of the first lines are the head of a table that gives each cell a line of its own; 0 for none."""
    last_strong, strong, unknown = 0, 0, 0
    before, named = "", set[str]()
    for index, line in enumerate(lines):
        code = column_code(line)
        if VALUE.search(line) or (index == 0 and code == "unit"):
            break  # '(mmHg)' over a time and figures goes on with the body
        if before == "follow_up" and code == "time" and re.search(r"\d", line):
            break  # '随访' over '12个月': a fact with its label
        before = code
        if code in named and not NAMES_COLUMN.fullmatch(line):
            break  # '组别' heads the names of groups: 'A组' behind it is one, and the body has begun
        named |= {code} & {"group", "time"} if NAMES_COLUMN.fullmatch(line) else set()
        if code not in WEAK or (index and code != OTHER and names_outcome(line)):
            last_strong, strong = index + 1, strong + 1
        elif index == 0 or len(line) > LONGEST_HEAD_CELL or SENTENCE.search(line):
            break
        elif code == OTHER and not _BARE_NUMBER.fullmatch(line):
            unknown += 1
            if unknown > max(1, strong // 3):
                break
    return last_strong if strong >= FEWEST_COLUMNS and strong >= KNOWN_SHARE * last_strong else 0


def _head_in_step(lines: Sequence[str]) -> int:
    """How many lines head a table whose columns have names of their own, by the step in which its labels come; 0 for none.

    '評価項目 / 第1相 / 第2相 / 28日奏効 / 13/14(92.9%) / 15/25(60.0%) / 24週生存 …': each label is followed by as many figures as there
    are columns.
    """
    if column_code(lines[0]) not in {"item", "group", "time"}:
        return 0
    for width in range(FEWEST_COLUMNS, _MOST_IN_STEP + 1):
        heads, body = lines[1:width], lines[width : width + _ROWS_IN_STEP * width]
        if len(body) < _ROWS_IN_STEP * width or any(len(h) > LONGEST_HEAD_CELL or VALUE.search(h) for h in heads):
            return 0
        rows = [body[at : at + width] for at in range(0, len(body), width)]
        if all(not _FIGURE.match(row[0]) and all(map(_FIGURE.match, row[1:])) for row in rows):
            return width
    return 0


def _begins_below(lines: Sequence[str], index: int) -> bool:
    """'結果(観察期間6か月)' or '12か月' over '項目': what heads the table's first column opens its head."""
    if column_code(lines[index]) in {"item", "group"}:
        return False
    return any(len(line) <= _LONGEST_ITEM_HEAD and column_code(line) == "item" for line in lines[index + 1 : index + 3])


def standing_parts(
    lines: Sequence[str], index: int, serves_site: Callable[[int], object], rules: Sequence[PageRule]
) -> list[str | None]:
    """The parts of a table that gives each cell a line of its own."""
    if len(lines[index]) > LONGEST_NAME:
        return []
    if not any(rule.code not in WEAK and rule.regex.fullmatch(lines[index]) for rule in rules):
        return []
    below = lines[index : index + _LONGEST_STANDING_HEAD]
    head = standing_head(below) or _head_in_step(below)
    if not head or _begins_below(lines, index):
        return []
    of_results = not STUDY_COLUMNS & {column_code(line) for line in lines[index : index + head]}
    parts: list[str | None] = [HEAD] * head
    for at in range(index + head, len(lines)):
        line = lines[at]
        site = len(line) > 4 and serves_site(at)  # a dash or a ditto mark fills a cell
        if (
            ends_standing_body(line)
            or (of_results and _TOLD_IN.search(line))
            or site
            or (parts[-1] == ROW and standing_head(lines[at : at + _LONGEST_STANDING_HEAD]))
        ):
            break
        parts.append(ROW)
    return parts if ROW in parts else []


def ends_standing_body(line: str) -> bool:
    """Whether a line closes the body of a table that gives each cell a line of its own."""
    return len(line) > _LONGEST_CELL or BODY_END.search(line) is not None
