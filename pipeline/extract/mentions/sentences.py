"""Where sentences and clauses of a page begin and end.

A sentence ends at its full stop, a row of a table also at each sign between its cells; a clause ends at a comma, in Japanese also at a 、 behind
a predicate. What they say is for others.
"""

import re
from collections.abc import Iterator

from pipeline.extract.mentions.places import Places, inside
from pipeline.extract.mentions.timing import TimePoint
from pipeline.normalize.columns import split_cells
from pipeline.records import Passage, record

_SENTENCE_END = re.compile(
    r"[。!?;]+[)」』\"”]?|(?<=[一-鿿)%\]])\.(?=\s?[一-鿿ぁ-ヿ(]|$)|(?<=\))\.(?=[%A-Z])|(?<=[ぁ-ヿ])\.(?!$)|(?<=\))\.(?=\d)"
)
_SENTENCE_MARKS = re.compile(r"[。!?;.]")  # to look for one character is many times faster than to look for such an end
_CLAUSE_SIGNS = frozenset("。!?;:")
_CLAUSE_END = re.compile(r"(?<!\d),|,(?!\d{3}(?!\d))|(?<=[一-鿿)%\]])\.(?=\s?[一-鿿ぁ-ヿ(])|(?<=[ぁ-ヿ])\.")
# What a Japanese clause ends with before its 、: '低下し、', '変わらず、', '高く、', '増えたが、'; but not 'において、', 'により、', 'それぞれ、'
_PREDICATE_END = re.compile(
    r"(?:し|り|く|ず|れ|め|増え|ものの|けれども?|ところ|一方で?|て|[0-9%例名人点)]で)$|(?:[ただるいん]|せん)が$"
)
_BRACKET = 24  # how long a bracket behind a predicate may be
_NO_PREDICATE = re.compile(
    r"(?:より|あたり|つまり|ぞれ|まず|必ず|ため|(?:おい|つい|とっ|対し|とし|よっ|比べ|わたっ|従っ|加え|併せ|あわせ|そし|した?がっ|初め|はじめ|続い|改め)て"
    r"|しばらく|おそらく|同じく|もし|ただし|しかし|よく|全く|まったく)$"
)
_CLAUSE_MARKS = re.compile(r"[(),、。!?;:.]")


@record
class Stretch:
    """[start, end) of the view: a sentence or a clause. `passage`: the ordinal's index of the passage it lies in."""

    start: int
    end: int
    passage: int


def clauses_of(text: str, sentence: Stretch, points: Places[TimePoint]) -> Iterator[Stretch]:
    """A sentence cut at its commas and colons; those in brackets and in rows of times ('術後1,3,6か月') are left alone."""
    start, depth = sentence.start, 0
    rows = [point for point in inside(points, sentence.start, sentence.end) if len(point.months) > 1]
    for match in _CLAUSE_MARKS.finditer(text, sentence.start, sentence.end):
        place = match.start()
        mark = text[place]
        if mark == "(":
            depth += 1
        elif mark == ")":
            depth = max(0, depth - 1)
        elif depth or (rows and any(row.start < place < row.end for row in rows)):
            continue
        elif _says_it(text, place) if mark == "、" else mark in _CLAUSE_SIGNS or _CLAUSE_END.match(text, place):
            yield Stretch(start, place, sentence.passage)
            start = place + 1
    yield Stretch(start, sentence.end, sentence.passage)


def _says_it(text: str, comma: int) -> bool:
    """Whether what stands before a 、 is a predicate: such a comma ends a clause, all others only part what is told in a row."""
    end = comma
    if text[comma - 1] == ")":  # '改善し(P<0.01)、'
        end = max(text.rfind("(", max(0, comma - _BRACKET), comma), 0)
    if not end or not "ぁ" <= text[end - 1] <= "ん":
        return False
    before = text[max(0, end - 6) : end]
    return bool(_PREDICATE_END.search(before)) and not _NO_PREDICATE.search(before)


def sentences_of(text: str, passage: Passage, index: int) -> list[Stretch]:
    """A passage cut at its sentence ends, a row of a table also at the signs between its cells."""
    if passage.kind != "table_row":
        return _cut(text, passage.view_start, passage.view_end, index)
    cells = split_cells(text[passage.view_start : passage.view_end]) or [(0, passage.view_end - passage.view_start)]
    places = [(passage.view_start + start, passage.view_start + end) for start, end in cells if end > start]
    return [sentence for start, end in places for sentence in _cut(text, start, end, index)]


def _cut(text: str, first: int, last: int, index: int) -> list[Stretch]:
    """The sentences of [first, last); an end inside a short bracket is none: '(0、1、3个月。下同)'."""
    found, start, behind = [], first, 0
    for mark in _SENTENCE_MARKS.finditer(text, first, last):
        match = _SENTENCE_END.match(text, mark.start(), last) if mark.start() >= behind else None
        if match is None:
            continue
        behind = match.end()
        opened = text.rfind("(", start, match.start())
        if (
            opened >= 0
            and text.find(")", opened, match.start()) < 0
            and text.find(")", match.end(), match.end() + 60) >= 0
        ):
            continue
        found.append(Stretch(start, match.end(), index))
        start = match.end()
    if text[start:last].strip():
        found.append(Stretch(start, last, index))
    return found
