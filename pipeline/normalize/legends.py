"""Lines of figures below a legend: '各指标变化(治疗前/3个月/6个月):' over 'SLEDAI 14.2/9.1/6.3'.

The legend lists times or groups and nothing else; each line below it names an outcome and gives as many figures.
"""

import re
from collections.abc import Sequence

from pipeline.normalize.columns import Place, column_code, names_outcome, trimmed

_LISTED = {"time", "group", "p"}
_SIGN = re.compile(r"\s?(?:/|→|->|、|;)\s?")
_BRACKET = re.compile(r"[^()。;]{0,30}\((?P<list>[^()。]{4,80})\)\s?:?")
_BEHIND_COLON = re.compile(r"[^()。;:]{2,20}:\s?(?P<list>[^()。:]{4,80})")
_FIGURE = r"(?:[Pp]\s?[=<>]\s?|[<>-])?\d+(?:\.\d+)?(?:\s?±\s?\d+(?:\.\d+)?)?\s?(?:%|\([\d.]{1,5}%?\))?(?:[A-Za-zμ/%]{1,8})?[*#△]{0,2}"
_ROW = re.compile(
    rf"[-•·・*]?\s?(?P<label>(?:24\s?(?:h|小时|時間))?[^\d\s][^。;]{{0,30}}?)\s?(?::|\s|(?<=\)))\s?(?P<list>{_FIGURE}(?:\s?(?:/|→|->|、|;)\s?{_FIGURE}){{1,7}})"
)
_LONGEST_LINE = 120


def listed(line: str) -> list[Place] | None:
    """The places of what a legend lists; None where a line is no legend."""
    if len(line) > _LONGEST_LINE:
        return None
    match = _BRACKET.fullmatch(line) or _BEHIND_COLON.fullmatch(line)
    start, end = match.span("list") if match else (0, len(line))
    if not _SIGN.search(line, start, end):
        return None
    places = _split(line, start, end)
    other = 0  # than P values
    for a, b in places:  # most lines are told from a legend by their first words
        code = column_code(line[a:b])
        if code not in _LISTED:
            return None
        other += code != "p"
    return places if other > 1 else None


def row_cells(line: str, figures: int) -> list[Place] | None:
    """The label of a line and its figures, so many; None where it has others."""
    match = _ROW.fullmatch(line) if len(line) <= _LONGEST_LINE else None
    if match is None or not names_outcome(match["label"]):
        return None
    places = _split(line, *match.span("list"))
    return [trimmed(line, *match.span("label")), *places] if len(places) == figures else None


def rows_below(lines: Sequence[str], index: int) -> int:
    """How many lines below the one at `index` go with it as their legend."""
    places = listed(lines[index])
    if places is None:
        return 0
    rows = 0
    while index + 1 + rows < len(lines) and row_cells(lines[index + 1 + rows], len(places)) is not None:
        rows += 1
    return rows


def _split(line: str, start: int, end: int) -> list[Place]:
    edges = [start, *(edge for m in _SIGN.finditer(line, start, end) for edge in m.span()), end]
    return [trimmed(line, a, b) for a, b in zip(edges[::2], edges[1::2], strict=True)]
