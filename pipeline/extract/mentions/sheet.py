"""Everything that stands on a page, found once: terms, quantities, time points, citation marks, registry numbers.

Layer one of reading. A `Sheet` is in coordinates of the matching view; it knows sentences and clauses but nothing of
reports: attaching is for the modules that read it.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass, field, replace
from functools import update_wrapper
from itertools import chain
from operator import attrgetter
from typing import Any, Concatenate, Generic, ParamSpec, Protocol, TypeVar

from pipeline.extract.mentions.citation_marks import find_citation_marks
from pipeline.extract.mentions.defined_names import conditions_named, groups_named, outcomes_named
from pipeline.extract.mentions.event_places import complaints_at_places
from pipeline.extract.mentions.quantities import find_quantities
from pipeline.extract.mentions.quantity import Quantity
from pipeline.extract.mentions.registries import find_registrations
from pipeline.extract.mentions.timing import TimePoint, find_time_points
from pipeline.lexicon.load import TermHit, all_terms
from pipeline.normalize.columns import split_cells
from pipeline.records import Page, Passage, record

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


_CODE_OF, _KIND_OF, _START_OF = attrgetter("code"), attrgetter("kind"), attrgetter("start")


Codes = str | tuple[str, ...]


class Placed(Protocol):
    """Anything with a place in the view."""

    @property
    def start(self) -> int: ...

    @property
    def end(self) -> int: ...


P = TypeVar("P", bound=Placed)


class Places(Generic[P]):
    """Things in order of place, no two at one, with their starts apart: a page is asked thousands of times what stands where."""

    __slots__ = ("items", "starts")

    def __init__(self, items: Iterable[P]) -> None:
        self.items = list(items)
        self.starts = [item.start for item in self.items]

    def __iter__(self) -> Iterator[P]:
        return iter(self.items)


class CodedPlaces(Places[P]):
    """Things that a code tells apart: terms by theirs, quantities by their kind."""

    __slots__ = ("_asked", "_by_code", "_code")

    def __init__(self, items: Iterable[P], code: Callable[[P], str]) -> None:
        super().__init__(items)
        self._code = code
        self._by_code: dict[str, list[P]] = {}  # filled when first asked for
        self._asked: dict[
            Codes, Places[P]
        ] = {}  # those of the codes that were asked for: the same few, sentence by sentence

    def coded(self, codes: Codes, start: int, end: int) -> list[P]:
        """Those of these codes that begin in [start, end), in order."""
        places = self._asked.get(codes) or self._of(codes)
        starts = places.starts  # from here as in `inside`
        first = bisect_left(starts, start)
        if first == len(starts) or starts[first] >= end:
            return []
        return places.items[first : bisect_left(starts, end, first)]

    def has(self, codes: Codes, start: int, end: int) -> bool:
        """Whether one of these codes begins in [start, end)."""
        starts = (self._asked.get(codes) or self._of(codes)).starts
        first = bisect_left(starts, start)
        return first < len(starts) and starts[first] < end

    def _of(self, codes: Codes) -> Places[P]:
        """All of these codes."""
        if not self._by_code:
            for item in self.items:
                self._by_code.setdefault(self._code(item), []).append(item)
        told = [self._by_code.get(code, []) for code in ((codes,) if isinstance(codes, str) else codes)]
        items = told[0] if len(told) == 1 else sorted(chain.from_iterable(told), key=_START_OF)
        places = self._asked[codes] = Places(items)
        return places


def inside(items: Places[P], start: int, end: int) -> list[P]:
    """Those of an ordered list that begin in [start, end)."""
    starts = items.starts
    first = bisect_left(starts, start)
    if first == len(starts) or starts[first] >= end:
        return []
    return items.items[first : bisect_left(starts, end, first)]


@record
class Stretch:
    """[start, end) of the view: a sentence or a clause. `passage`: the ordinal's index of the passage it lies in."""

    start: int
    end: int
    passage: int


@record
class Mark:
    """A citation mark '[3]' with the labels that it points to, or a registry number (one label)."""

    start: int
    end: int
    labels: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """All mentions of a page, each kind in order of place."""

    page: Page
    text: str
    terms: dict[str, CodedPlaces[TermHit]]
    quantities: CodedPlaces[Quantity]
    time_points: Places[TimePoint]
    citations: Places[Mark]
    registrations: Places[Mark]
    sentences: Places[Stretch]
    _clauses: dict[int, Places[Stretch]] = field(
        default_factory=dict, compare=False, repr=False
    )  # of sentences asked for
    _clause_at: dict[int, Stretch] = field(default_factory=dict, compare=False, repr=False)  # by the places asked for
    _answers: dict[tuple[Any, ...], Any] = field(default_factory=dict, compare=False, repr=False)  # see `remembered`
    told_apart: frozenset[int] = (
        frozenset()
    )  # where stretches begin that were cut off because they tell of a study of their own

    def within(self, kind: str, start: int, end: int) -> list[TermHit]:
        """Terms of a kind that begin in [start, end)."""
        places = self.terms[kind]  # as `inside` does it: a call less, a thousand times a page
        starts = places.starts
        first = bisect_left(starts, start)
        if first == len(starts) or starts[first] >= end:
            return []
        return places.items[first : bisect_left(starts, end, first)]

    def codes(self, kind: str, start: int, end: int) -> list[str]:
        """The codes of a kind's terms in [start, end), in order of first mention."""
        return list(dict.fromkeys(hit.code for hit in self.within(kind, start, end)))

    def has(self, kind: str, codes: Codes, start: int, end: int) -> bool:
        """Whether a term of one of these codes begins in [start, end)."""
        return self.terms[kind].has(codes, start, end)

    def numbers(self, kinds: Codes, start: int, end: int) -> list[Quantity]:
        """Quantities of these kinds that begin in [start, end)."""
        return self.quantities.coded(kinds, start, end)

    def clause(self, offset: int) -> Stretch:
        """The clause around a place: from comma to comma within its sentence; brackets are not looked into."""
        clause = self._clause_at.get(offset)
        if clause is None:
            sentence = self.sentence(offset)
            clauses = self._clauses.get(sentence.start)
            if clauses is None:
                clauses = self._clauses[sentence.start] = Places(_clauses(self.text, sentence, self.time_points))
            clause = clauses.items[
                max(0, bisect_right(clauses.starts, offset) - 1)
            ]  # the mark behind a clause is its own
            self._clause_at[offset] = clause
        return clause

    def sentence(self, offset: int) -> Stretch:
        """The sentence around a place (the one before it, between sentences)."""
        return self.sentences.items[max(0, bisect_right(self.sentences.starts, offset) - 1)]

    def whole(self, index: int) -> Stretch:
        """The whole of the passage that stands at `index`."""
        passage = self.page.passages[index]
        return Stretch(passage.view_start, passage.view_end, index)

    def passage(self, stretch: Stretch) -> Passage:
        return self.page.passages[stretch.passage]

    def cut(self, sentences: Iterable[Stretch], told_apart: Collection[int]) -> "Sheet":
        """The same page with other sentences: what was asked of the former ones is forgotten."""
        places = Places(sentences)
        return replace(
            self, sentences=places, told_apart=frozenset(told_apart), _clauses={}, _clause_at={}, _answers={}
        )


Placing = TypeVar("Placing", bound=Placed)
Asked = ParamSpec("Asked")
Answer = TypeVar("Answer")


def remembered(
    read: Callable[Concatenate[Sheet, Placing, Asked], Answer],
) -> Callable[Concatenate[Sheet, Placing, Asked], Answer]:
    """For what many laws ask of one place: it is read once a page. Nobody may change the answer."""

    def ask(sheet: Sheet, place: Placing, /, *asked: Asked.args, **named: Asked.kwargs) -> Answer:
        question = (read, place.start, place.end, *asked, *named.values())
        answers = sheet._answers
        if question in answers:
            told: Answer = answers[question]
            return told
        answer = answers[question] = read(sheet, place, *asked, **named)
        return answer

    update_wrapper(ask, read)
    return ask


_CLAUSE_MARKS = re.compile(r"[(),、。!?;:.]")


def read_sheet(page: Page, labels: Collection[str] = ()) -> Sheet:
    """Find every mention of a page. `labels`: those of the entries of its reference list."""
    text = page.view.text
    found = all_terms().find(text)
    terms = {kind: found.get(kind, []) for kind in all_terms().kinds}
    terms |= {
        "adverse_event": complaints_at_places(text, terms["adverse_event"]),
        "outcome": outcomes_named(text, terms["outcome"]),
        "group": groups_named(text, terms["group"], terms["cell_type"] + terms["cell_source"]),
        "condition": conditions_named(text, terms["condition"]),
    }
    quantities = find_quantities(text)
    none: CodedPlaces[TermHit] = CodedPlaces((), _CODE_OF)  # of most kinds of terms
    return Sheet(
        page=page,
        text=text,
        terms={kind: CodedPlaces(hits, _CODE_OF) if hits else none for kind, hits in terms.items()},
        quantities=CodedPlaces(quantities, _KIND_OF),
        time_points=Places(find_time_points(text, quantities, terms["time_anchor"], terms["outcome"])),
        citations=Places(Mark(start, end, tuple(labels)) for start, end, labels in find_citation_marks(text, labels)),
        registrations=Places(Mark(start, end, (number,)) for start, end, number in find_registrations(text)),
        sentences=Places(
            sentence for index, passage in enumerate(page.passages) for sentence in _sentences(text, passage, index)
        ),
    )


def _clauses(text: str, sentence: Stretch, points: Places[TimePoint]) -> Iterator[Stretch]:
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


def _sentences(text: str, passage: Passage, index: int) -> list[Stretch]:
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
