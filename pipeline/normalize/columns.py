"""What the cells of one line are: where they stand, and which columns they head.

Which lines belong to a table at all is `pipeline.normalize.tables`; what the cells of a body mean is not read here.
"""

import re
from collections.abc import Sequence
from functools import lru_cache

from pipeline.lexicon.load import all_terms
from pipeline.lexicon.page_rules import possible_rules

Column = tuple[str, int, int]
"""A column of a head: its code (see `table_headers.yaml`; 'other' where unknown) and its place in the line."""

Place = tuple[int, int]

HEAD, ROW, RULE = "head", "row", "rule"
"""Parts of a table: a line of its head, a row (or a cell of one), a line drawn between rows."""

OTHER = "other"
_MEASURED = {"outcome", "adverse_event"}  # kinds of terms that name what a figure is of
WEAK = {"measure", OTHER}  # any Latin word may be a measure: it makes no head by itself
FEWEST_COLUMNS = 3
LONGEST_HEAD_CELL = 16
LONGEST_SIGNED_CELL = 30
LONGEST_NAME = LONGEST_SIGNED_CELL + 10  # of a column
KNOWN_SHARE = 0.6
BY_BLANK = re.compile(r"\S+")
VALUE = re.compile(
    r"^(?:(?![组群])\D){0,4}\d+\s?(?:例|名|人)$|[×xX*]\s?10|\d亿|\d+\.\d|\d\s?±|\d\s?%(?!\s?(?:CI|置信|可信|信頼))|^[<>]\s?0?\.\d"
)  # what stands in a body, never in a head
_JOINED = re.compile(r"[与和及と・/、,,+&]")
_NAMES_OF_TWO = 2
_JOINT = {
    "condition", "design", "n", "patients", "cells", "dose", "infusions", "route", "follow_up", "year", "reference", "comparator", "registration",
}  # fmt: skip
NAMES_COLUMN = re.compile(
    r"组别?|分组|群|グループ|Groups?|(?:随访|观察)?(?:时间点?|时点|時点|時期)|Time", re.IGNORECASE
)
"""A head that names no group and no time itself: the cells below it do."""
NOTE_LINE = re.compile(
    r"[|\s]*(?:[※↳└→▸*]|(?:备?注|说明|备考|備考|補足|点评|简评|评语|解读|メモ|コメント|読み方|安全性|不良反应|不良事件|有害事象|副作用|[Nn]otes?)\s?[:】\])])"
)
"""A line below a row that says more of it: '※発熱1例', '说明:单中心'."""
# also behind the marks of significance: '34.2±3.6ab 36.5±10.1ab'
_BETWEEN_FIGURES = re.compile(
    r"(?:(?<=[\d)%*△▲#†‡])|(?<=\d[a-e])|(?<=\d[a-e][a-e])) (?=[-+<>]?\d+(?:\.\d+)?\s?(?:±|%| |$|[*(]))"
)
_LABEL_BEFORE = re.compile(r"[^\d\s](?:\S| (?! ))*?[^\s\d±<>=](?P<blank> )(?=\d+(?:\.\d+)?\s?±)")
_SIGNS = {"||": re.compile(r"\|\|"), "|": re.compile(r"\|"), "\t": re.compile(r"\t"), "  ": re.compile(r" {2,}")}


def split_cells(text: str) -> list[Place] | None:
    """The places of the cells that a sign parts, empty ones included, outer blanks left out; None where no sign parts any."""
    sign = next((sign for sign in _SIGNS if sign in text), None)
    if sign is None:
        return None
    edges = [0, *(edge for m in _SIGNS[sign].finditer(text) for edge in m.span()), len(text)]
    if sign == "  ":  # 'LVEF 42.1±6.0 48.9±6.6  42.5±5.8': one blank may part figures where more part groups
        inner = [m.span() for m in _BETWEEN_FIGURES.finditer(text)]
        label = _LABEL_BEFORE.match(text) if inner else None
        inner += [label.span("blank")] if label else []
        edges = sorted({*edges, *(edge for span in inner for edge in span)})
    cells = [trimmed(text, a, b) for a, b in zip(edges[::2], edges[1::2], strict=True)]
    if sign != "\t":  # '| a | b |': what stands outside the outer bars is no cell
        cells = cells[int(cells[0][0] == cells[0][1]) :]
        cells = cells[: len(cells) - int(bool(cells) and cells[-1][0] == cells[-1][1])]
    return cells if len(cells) > 1 else None


def trimmed(text: str, start: int, end: int) -> Place:
    """A place without the blanks around it."""
    cell = text[start:end]
    left = len(cell) - len(cell.lstrip())
    return (start + left, start + max(left, len(cell.rstrip())))


def sign_of(text: str) -> str | None:
    stripped = text.strip()
    for sign in _SIGNS:
        if sign in stripped:
            return sign
    return None


def header_columns(text: str) -> list[Column] | None:
    """The columns of a line that heads a table, left to right; None where the line is no such head."""
    by_blank = text.split()
    if len(by_blank) < FEWEST_COLUMNS or max(map(len, by_blank)) > LONGEST_HEAD_CELL:
        return None  # prose: however it is cut, it has too few cells, or one that is too long
    for cells in (split_cells(text), [m.span() for m in BY_BLANK.finditer(text)]):
        if not cells or len(cells) < FEWEST_COLUMNS:
            continue
        words = [text[start:end] for start, end in cells]
        if any(len(cell) > LONGEST_HEAD_CELL or VALUE.search(cell) for cell in words):
            continue
        codes = _known_codes(words)
        if codes is not None and not WEAK.issuperset(codes):
            return [(code, start, end) for code, (start, end) in zip(codes, cells, strict=True)]
    return None


def _known_codes(words: Sequence[str]) -> list[str] | None:
    """The codes of columns by their names; None as soon as too few of them are known."""
    may_be_unknown = len(words) - max(FEWEST_COLUMNS, KNOWN_SHARE * len(words))
    codes: list[str] = []
    for word in words:
        codes.append(column_code(word))
        may_be_unknown -= codes[-1] in WEAK and not names_outcome(word)
        if may_be_unknown < 0:
            return None
    return codes


@lru_cache(maxsize=4096)
def column_code(cell: str) -> str:
    """The code of a column by its name; 'other' where the name is not known."""
    if len(cell) > LONGEST_NAME:
        return OTHER
    return _code(cell) or _joint_code(cell) or OTHER


def _code(cell: str) -> str | None:
    return next((r.code for r in possible_rules("table_headers", cell) if r.code and r.regex.fullmatch(cell)), None)


def _joint_code(cell: str) -> str | None:
    """'设计与例数', '団体・年': a head of two names is called by the first, but for a count, which must be looked for beside what it counts."""
    parts = _JOINED.split(cell)
    if len(parts) != _NAMES_OF_TWO or any(part.isascii() and len(part) < 2 for part in parts):
        return None
    codes = [_code(part.strip()) for part in parts]
    if None in codes or not _JOINT.issuperset(codes):
        return None
    return "patients" if "n" in codes else codes[0]


@lru_cache(maxsize=4096)
def names_outcome(cell: str) -> bool:
    """Whether a cell names an outcome or an adverse event."""
    return not _MEASURED.isdisjoint(all_terms().find(cell))
