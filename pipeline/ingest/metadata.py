"""What a plain text page says of itself at its head and foot: title, publisher, date, address.

Conservative: None wherever the page leaves room for doubt.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from pipeline.lexicon.page_rules import PageRule, possible_rules, rules_by_line
from pipeline.records import record

_HEAD_LINES = 14
_FOOT_LINES = 8
_LONGEST_TITLE = 90
_SHORTEST_TITLE = 8
_FIRST_YEAR = 1990
_OPENING = "【「『[〔《<"  # '【健康某網/記者某某報導】' names the house within its bracket
_NUMBER = re.compile(r"\d+")
_CRUMB = re.compile(r"\s*(?:[>»›]|\s/\s|\s{2,})\s*")
_TITLE_LABEL = re.compile(
    r"^(?:(?:标题|標題|主旨|主題|主题|题目|題目|件名|題名|研究課題名(?:\(和文\))?)\s*:?\s*|•\s*)(?=\S)"
)
_REPUBLIC = 1911  # the year before the first one that Taiwan counts
_SITE_LINES = 3
_DATED = {"dated": 0, "dated_republic": _REPUBLIC}
_FULL_WIDTH = re.compile("[\uff01-\uff5e\u3000]")


@dataclass(frozen=True, slots=True)
class Metadata:
    """What a page says of itself; None where it does not, or not clearly."""

    title: str | None = None
    publisher: str | None = None
    published_on: date | None = None
    source_url: str | None = None


@record
class _Line:
    """A line of the head or the foot. `folded`: in half width; `rules`: those that can match in it."""

    written: str
    folded: str
    rules: Sequence[PageRule]


def read_metadata(text: str) -> Metadata:
    """The metadata of a plain text page."""
    written = [line.strip() for line in text.splitlines() if line.strip()]
    lines = _lines([*written[:_HEAD_LINES], *written[max(_HEAD_LINES, len(written) - _FOOT_LINES) :]])
    head, foot = lines[:_HEAD_LINES], lines[_HEAD_LINES:]
    publisher = _labelled("publisher", [*head, *foot]) or _labelled("site", [*head[:_SITE_LINES], *foot])
    return Metadata(_title(head), publisher, _date(head), _labelled("url", head + foot))


def _lines(written: Sequence[str]) -> list[_Line]:
    folded = [_FULL_WIDTH.sub(_half_width, line) for line in written]
    rules = rules_by_line(("metadata",), folded)
    return [
        _Line(line, half_width, possible["metadata"])
        for line, half_width, possible in zip(written, folded, rules, strict=True)
    ]


def _half_width(sign: re.Match[str]) -> str:
    return " " if sign[0] == "\u3000" else chr(ord(sign[0]) - 0xFEE0)


def _title(head: Sequence[_Line]) -> str | None:
    """The first line of the head that names an illness or a therapy and is neither navigation nor a sentence.

    Where no line is: the last step of a path ('某论坛 › 某版 › 标题'), or what stands before the byline on one line with it.
    """
    for line in head:
        if len(line.folded) > _LONGEST_TITLE and "。" in line.folded:
            break  # the text has begun
        if _may_be_title(line.folded, line.rules):
            first = _may_be_title(_CRUMB.split(line.folded)[0])
            return _TITLE_LABEL.sub("", _CRUMB.split(line.written)[0] if first else line.written)
    for line in head[:_SITE_LINES]:
        steps = _CRUMB.split(line.folded)
        fitting = [step for step in (steps[-1], steps[0]) if len(steps) > 1 and _may_be_title(step)]
        if fitting:
            return _TITLE_LABEL.sub("", fitting[0])
    return None


def _may_be_title(line: str, rules: Sequence[PageRule] | None = None) -> bool:
    """`rules`: those that can match in it, where they are known."""
    if not _SHORTEST_TITLE <= len(line) <= _LONGEST_TITLE:
        return False
    rules = possible_rules("metadata", line) if rules is None else rules
    return _is("topic", line, rules) and not _is("not_title", line, rules)


def _is(code: str, line: str, rules: Sequence[PageRule]) -> bool:
    return any(rule.regex.search(line) for rule in rules if rule.code == code)


def _labelled(code: str, lines: Sequence[_Line]) -> str | None:
    """What stands behind a label, in the first line that has it."""
    for line in lines:
        for rule in line.rules:
            match = rule.regex.search(line.folded) if rule.code == code else None
            if match is not None:
                return match["value"].strip().lstrip(_OPENING) or None
    return None


def _date(head: Sequence[_Line]) -> date | None:
    """The day that a line of the head names as the page's: behind a label, before a clock time, or alone."""
    for line in head:
        for rule in line.rules:
            match = rule.regex.search(line.folded) if rule.code in _DATED else None
            found = (
                None if match is None else _day(next(filter(None, match.groupdict().values())), _DATED[str(rule.code)])
            )
            if found is not None:
                return found
    return None


def _day(written: str, years_before: int) -> date | None:
    """A written day, where the calendar has it and the web had begun. `years_before`: those that its count leaves out."""
    year, month, day = map(int, _NUMBER.findall(written))
    if year + years_before < _FIRST_YEAR:
        return None
    try:
        return date(year + years_before, month, day)
    except ValueError:
        return None
