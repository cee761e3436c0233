"""What a plain text page says of itself at its head and foot: title, publisher, date, address.

Conservative: None wherever the page leaves room for doubt.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from pipeline.lexicon.page_rules import page_rules

_HEAD_LINES = 14
_FOOT_LINES = 8
_LONGEST_TITLE = 90
_SHORTEST_TITLE = 8
_FIRST_YEAR = 1990
_NUMBER = re.compile(r"\d+")
_FULL_WIDTH = {**{code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}, 0x3000: 0x20}


@dataclass(frozen=True, slots=True)
class Metadata:
    """What a page says of itself; None where it does not, or not clearly."""

    title: str | None = None
    publisher: str | None = None
    published_on: date | None = None
    source_url: str | None = None


def read_metadata(text: str) -> Metadata:
    """The metadata of a plain text page."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    head, foot = lines[:_HEAD_LINES], lines[max(_HEAD_LINES, len(lines) - _FOOT_LINES) :]
    return Metadata(_title(head), _labelled("publisher", [*head, *foot]), _date(head), _labelled("url", head + foot))


def _title(head: Sequence[str]) -> str | None:
    """The first line of the head that names an illness or a therapy and is neither navigation nor a sentence."""
    for line in head:
        folded = line.translate(_FULL_WIDTH)
        if len(folded) > _LONGEST_TITLE and "。" in folded:
            return None  # the text has begun
        fits = _SHORTEST_TITLE <= len(folded) <= _LONGEST_TITLE
        if fits and _is("topic", folded) and not _is("not_title", folded):
            return line
    return None


def _is(code: str, line: str) -> bool:
    return any(rule.regex.search(line) for rule in page_rules("metadata") if rule.code == code)


def _labelled(code: str, lines: Sequence[str]) -> str | None:
    """What stands behind a label, in the first line that has it."""
    for line in lines:
        for rule in page_rules("metadata"):
            match = rule.regex.search(line.translate(_FULL_WIDTH)) if rule.code == code else None
            if match is not None:
                return match["value"].strip() or None
    return None


def _date(head: Sequence[str]) -> date | None:
    """The day that a line of the head names as the page's: behind a label, before a clock time, or alone."""
    for line in head:
        folded = line.translate(_FULL_WIDTH)
        for rule in page_rules("metadata"):
            match = rule.regex.search(folded) if rule.code == "dated" else None
            found = None if match is None else _day(next(filter(None, match.groupdict().values())))
            if found is not None:
                return found
    return None


def _day(written: str) -> date | None:
    """A written day, where the calendar has it and the web had begun."""
    year, month, day = map(int, _NUMBER.findall(written))
    if year < _FIRST_YEAR:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None
