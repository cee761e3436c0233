"""Where running text cites entries of a reference list: '[3]', '[1,2]', '[3-5,7]', and '3)' raised behind a word.

The entries themselves are `pipeline.extract.citations`; which report a mark belongs to is decided with the reports.
"""

import re
from collections.abc import Collection

_NUMBERS = r"[1-9]\d{0,2}(?:\s*[-–~～,、,;,，;]\s*[1-9]\d{0,2})*"
_BRACKETED = re.compile(rf"[\[［〔]\s*(?P<labels>{_NUMBERS})\s*[\]］〕]")
# Japanese journals write '…である3)': a closing bracket that nothing opened, behind a word and before the sentence goes on.
_RAISED = re.compile(rf"(?<=[぀-ヿ一-鿿A-Za-z%％)）])(?P<labels>{_NUMBERS})[)）]")
_PART = re.compile(r"(?P<first>\d+)(?:\s*[-–~～]\s*(?P<last>\d+))?")
_WIDEST_RANGE = 30  # wider than that, '[20-75]' is a range of something measured

CitationMark = tuple[int, int, list[str]]


def find_citation_marks(text: str, labels: Collection[str] = ()) -> list[CitationMark]:
    """The marks of a text in order: (start, end, labels), ranges written out. Offsets are those of `text`.

    `labels`: those of the page's reference list. Raised numbers count only where the text has no bracketed mark and one
    of the numbers leads to a reference: else '(10例中5)' would cite. What opens a line is a label, not a mark.
    """
    marks = _marks(_BRACKETED, text)
    if marks or not labels:
        return marks
    raised = [mark for mark in _marks(_RAISED, text) if not _in_brackets(text, mark[0])]
    return raised if any(label in labels for *_, told in raised for label in told) else []


def _marks(pattern: re.Pattern[str], text: str) -> list[CitationMark]:
    marks = []
    for match in pattern.finditer(text):
        told = _written_out(match["labels"])
        line = text.rfind("\n", 0, match.start()) + 1
        if told and text[line : match.start()].strip():
            marks.append((match.start(), match.end(), told))
    return marks


def _written_out(told: str) -> list[str]:
    """'1,3-5' is 1, 3, 4, 5; empty where a range is too long to be one."""
    labels: list[str] = []
    for part in _PART.finditer(told):
        first, last = int(part["first"]), int(part["last"] or part["first"])
        if not first <= last <= first + _WIDEST_RANGE:
            return []
        labels.extend(str(number) for number in range(first, last + 1))
    return labels


def _in_brackets(text: str, start: int) -> bool:
    """Whether a bracket before this place is still open; what closes none is a raised mark's own."""
    open_brackets = 0
    for character in text[text.rfind("\n", 0, start) + 1 : start]:
        if character in "(（":
            open_brackets += 1
        elif character in ")）" and open_brackets:
            open_brackets -= 1
    return open_brackets > 0
