"""Cuts a text into lines as their writer meant them: lines that a page's width broke are one again.

A line break that stands inside a line is taken out of the matching view later (`pipeline.normalize.dirt`).
"""

import re
import unicodedata
from functools import cache

from pipeline.records import Span

_LINE = re.compile(r"[^\n\r\v\f\x1c-\x1e\x85\u2028\u2029]+")
_BROKEN_POWER = re.compile(r"[×xX*]\s?10\^?$|[×xX*]\s?1$")
_POWER = re.compile(r"[-]?\d{1,2}(?!\d)")
_REST_OF_POWER = re.compile(r"0\d{1,2}(?!\d)")  # '5.0×1' and on the next line '07个'
_SENTENCE_END = re.compile(r"[。ꎮ!?!?;;ꎻ::…」』】]\s*$|[^\d]\.\s*$|\d-\d+\.\s*$")
_OPENS = re.compile(
    r"[\s\u3000㊀]{2,}|[【\[◆■▉●◎•·・▎▍※*#①-⑳]|[一二三四五六七八九十]、|表\s*\d|\d{1,2}(?:\.\d)*[.、\s㊀]\D|\d\.\D|[((]\d[))]"
)
_SET_APART = re.compile(r"\S[ \u3000㊀]{4,}\S")  # a date or a number pushed to the margin
_BROKEN_FIGURE = re.compile(r"\([^()]*\d$")  # '24例(68.5' and on the next line '7%)'
_REST_OF_FIGURE = re.compile(r"\d{1,2}%?\)")
_BROKEN_DECIMAL = re.compile(r"(?:[±~～]\s?|\([^()]*[^()\d.])\d{1,3}\.$")  # '(7.2±0.' and on the next line '8)%'
_DECIMALS = re.compile(r"\d{1,2}(?![\d.、])")
_OPEN_ROW = re.compile(r"\s*[||]\s*[^||\s]")  # '| SLEDAI | 14.2 |' and on the next line '6.3 |'
_REST_OF_ROW = re.compile(r"\s*[^||\s][^||\n]{0,80}[||](?:[^||\n]{0,80}[||]){0,12}\s*")
_ROW = re.compile(
    r"\s*[|｜].*[|｜]\s*|(?:[^|｜]*[|｜]){2,}[^|｜]*|(?:[^\t]*\t){2,}[^\t]*|\s*(?:\S+(?: \S+){0,12} {2,}){2,}\S.*"
)
"""A row of a table, its cells parted by bars, tabs or wide blanks: '| ABI | 0.4 | 0.6 |'."""
_NARROWEST, _WIDEST = 60, 110  # columns of a page that breaks its lines
_FEWEST_FULL_LINES = 5
_MOSTLY_WIDE = 1.4  # columns a character
_RAGGED = 16  # columns by which full lines differ: signs were full width when the page was set


def logical_lines(text: str) -> list[Span]:
    """The lines of `text` that hold anything, in order; a line may run over line breaks."""
    lines = [Span(match.start(), match.end()) for match in _LINE.finditer(text) if match[0].strip()]
    width = _page_width([text[line.start : line.end] for line in lines])
    joined: list[Span] = []
    set_line = ""  # the line as the page was set: a raised power that fell on a line of its own is part of it
    after_power = False
    for line in lines:
        written = text[line.start : line.end]
        adjacent = bool(joined) and text[joined[-1].end : line.start].count("\n") <= 1
        power = adjacent and _is_broken_power(set_line.rstrip(), written)
        row = adjacent and _OPEN_ROW.match(set_line) and _REST_OF_ROW.fullmatch(written)
        figure = adjacent and _BROKEN_DECIMAL.search(set_line) and _DECIMALS.match(written)
        if power or row or figure or (adjacent and after_power):
            set_line += written
            joined[-1] = Span(joined[-1].start, line.end)
        elif adjacent and width is not None and _goes_on(set_line, written, width):
            set_line = written
            joined[-1] = Span(joined[-1].start, line.end)
        else:
            set_line = written
            joined.append(line)
        after_power = bool(power) and _POWER.fullmatch(written.strip()) is not None
    return joined


def _is_broken_power(before: str, line: str) -> bool:
    """'1×10' and '6个/kg' on the next line; '5.0×1' and '07个'."""
    broken = _BROKEN_POWER.search(before)
    if broken is None:
        return False
    return (_POWER if "10" in broken[0] else _REST_OF_POWER).match(line) is not None


def _goes_on(before: str, line: str, width: int) -> bool:
    """Whether `line` continues the one before it on a page that breaks its lines at `width` columns."""
    if _ROW.fullmatch(line):
        return False  # rows end where their writer ended them, however long
    if _BROKEN_FIGURE.search(before) and _REST_OF_FIGURE.match(line):
        return True
    full = _columns(before) >= width - _RAGGED
    return full and not (_SENTENCE_END.search(before) or _SET_APART.search(before) or _OPENS.match(line))


def _page_width(lines: list[str]) -> int | None:
    """The columns at which the page breaks its lines; None where lines end where their writer ended them.

    A page that breaks its lines has none that is longer, but for references in Latin letters, and several that stop in the middle of a
    sentence close to it.
    """
    set_lines: list[tuple[str, int]] = []
    for line in sorted(lines, key=len, reverse=True):  # the first that is too wide tells: on most pages the longest
        columns = _columns(line)
        if not _is_han(line, columns):
            continue
        if columns > _WIDEST:
            return None
        set_lines.append((line, columns))
    widest = max((columns for _, columns in set_lines), default=0)
    if widest < _NARROWEST:
        return None
    full = sum(
        columns >= widest - _RAGGED and not _SENTENCE_END.search(line) and not _ROW.fullmatch(line)
        for line, columns in set_lines
    )
    return widest if full >= _FEWEST_FULL_LINES else None


def _is_han(line: str, columns: int) -> bool:
    """Written mostly in Chinese or Japanese, not in Latin letters."""
    return columns >= _MOSTLY_WIDE * len(line.rstrip())


def _columns(line: str) -> int:
    return sum(map(_column, line.rstrip()))


@cache
def _column(character: str) -> int:
    return 2 if unicodedata.east_asian_width(character) in "WFA" else 1
