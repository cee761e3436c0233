"""Tables whose cells are parted by a sign that prose uses too: a comma, a stroke, '、' or ';'.

'指标,治疗前,6个月' over 'SLEDAI,14.2,6.3' is a table because the head names columns and every line below it falls into as many cells,
a label and figures. The sign also stands inside cells ('mg/L', '12/20(60%)', '1,240', '(分,x±s)'); then it parts nothing.
"""

import re
from collections.abc import Sequence

from pipeline.normalize.columns import (
    BY_BLANK,
    FEWEST_COLUMNS,
    KNOWN_SHARE,
    LONGEST_HEAD_CELL,
    VALUE,
    WEAK,
    Place,
    column_code,
    names_outcome,
    sign_of,
    trimmed,
)

_KEPT = {  # where a sign stands inside a cell
    ",": re.compile(r"(?<=\d),(?=\d{3}(?!\d))"),
    "/": re.compile(
        r"(?<=[A-Za-zμ])/(?=[A-Za-z]|24 ?h)|(?<=[\d例名人])\s?/\s?(?=\d+\s?(?:例|名|人)?\s?\()|(?<=[\d例名人])/(?=\d+(?:例|名|人))"
    ),
    "、": re.compile(r"(?!)"),
    ";": re.compile(r"(?!)"),
}
_LONGEST_LINE = 200
_LONGEST_CELL = 60
_MOST_WORDS = 3  # a cell of more words is prose
_SENTENCE = re.compile(r"[。!?]")
_FIGURE = re.compile(
    r"[<>≤≥=+↑↓-]?\s?[pP]?\s?[<>=]?\s?-?\d+(?:\.\d+)?(?![\d.]*[\u3400-\u9fff]{3})|[-—–/~]*$|NS|n\.s\.", re.IGNORECASE
)
_WORD = re.compile(r"[^\W\d]")
_FEWEST_FIGURES = 0.6  # of the cells behind the label


def common_sign(head: str, row: str) -> str | None:
    """The sign that parts a head and the row below it into as many cells; None where they are no table parted so."""
    if max(len(head), len(row)) > _LONGEST_LINE:
        return None
    signs = [sign for sign in _KEPT if head.count(sign) >= FEWEST_COLUMNS - 1 and sign in row]
    if not signs or sign_of(head) not in {None, "  "} or _SENTENCE.search(head):
        return None
    for sign in signs:
        cells = split_common(head, sign)
        words = [head[start:end] for start, end in cells]
        if _names_columns(words) and _is_row(row, sign, len(words)):
            return sign
    return None


def split_common(text: str, sign: str) -> list[Place]:
    """The places of all cells that a sign parts."""
    return _split(text, _places(text, sign))


def cells_between(text: str, sign: str, width: int) -> list[Place] | None:
    """The places of the `width` cells that a sign parts, empty ones included; None where it does not part a line into so many."""
    places = _places(text, sign)
    if len(places) + 1 > width:
        inner = {text.index(sign, m.start()) for m in _KEPT[sign].finditer(text)}
        places = [place for place in places if place not in inner]
    return _split(text, places) if len(places) + 1 == width else None


def rows_below(lines: Sequence[str], index: int) -> int:
    """How many lines below the one at `index` are rows of the table that it heads; 0 where it heads none."""
    sign = common_sign(lines[index], lines[index + 1]) if index + 1 < len(lines) else None
    if sign is None:
        return 0
    width = len(split_common(lines[index], sign))
    rows = 0
    while index + 1 + rows < len(lines) and _is_row(lines[index + 1 + rows], sign, width):
        rows += 1
    return rows


def _places(text: str, sign: str) -> list[int]:
    """Where a sign stands outside brackets; the colon behind a label parts it from the first figure: 'VAS:68/41/33'."""
    places: list[int] = []
    depth = 0
    for at, character in enumerate(text):
        if character in "([":
            depth += 1
        elif character in ")]":
            depth = max(0, depth - 1)
        elif depth == 0 and (character == sign or (character == ":" and not places)):
            places.append(at)
    return places


def _split(text: str, places: Sequence[int]) -> list[Place]:
    edges = [0, *(edge for place in places for edge in (place, place + 1)), len(text)]
    return [trimmed(text, start, end) for start, end in zip(edges[::2], edges[1::2], strict=True)]


def _names_columns(words: Sequence[str]) -> bool:
    if (
        len(words) < FEWEST_COLUMNS
        or not all(words)
        or any(len(w) > LONGEST_HEAD_CELL or VALUE.search(w) for w in words)
    ):
        return False
    known = [column_code(word) not in WEAK or names_outcome(word) for word in words]
    return sum(known[1:]) >= max(2, KNOWN_SHARE * (len(words) - 1))


def _is_row(line: str, sign: str, width: int) -> bool:
    """A label and figures: as many cells as the head has."""
    if len(line) > _LONGEST_LINE or _SENTENCE.search(line):
        return False
    cells = cells_between(line, sign, width)
    if cells is None:
        return False
    words = [line[start:end] for start, end in cells]
    if not words[0] or any(len(w) > _LONGEST_CELL or len(BY_BLANK.findall(w)) > _MOST_WORDS for w in words[1:]):
        return False
    told = [word for word in words[1:] if word]
    figures = sum(_FIGURE.match(word) is not None for word in told)
    labels = sum(column_code(word) in {"group", "time"} or names_outcome(word) for word in told)
    return figures > 0 and figures + labels >= _FEWEST_FIGURES * len(told) and _WORD.search(words[0]) is not None
