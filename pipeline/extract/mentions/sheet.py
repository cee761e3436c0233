"""Everything that stands on a page, found once: terms, quantities, time points, citation marks, registry numbers.

Layer one of reading. A `Sheet` is in coordinates of the matching view; it knows sentences and clauses but nothing of
reports: attaching is for the modules that read it.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, field, replace
from functools import update_wrapper
from itertools import chain
from operator import attrgetter
from typing import Any, Concatenate, ParamSpec, TypeVar

from pipeline.extract.mentions.citation_marks import find_citation_marks
from pipeline.extract.mentions.defined_names import conditions_named, outcomes_named
from pipeline.extract.mentions.event_places import complaints_at_places
from pipeline.extract.mentions.group_names import groups_named
from pipeline.extract.mentions.places import CodedPlaces, Codes, Placed, Places
from pipeline.extract.mentions.quantities import find_quantities
from pipeline.extract.mentions.quantity import Quantity
from pipeline.extract.mentions.registries import find_registrations
from pipeline.extract.mentions.sentences import Stretch, clauses_of, sentences_of
from pipeline.extract.mentions.short_series import in_short_series
from pipeline.extract.mentions.timing import TimePoint, find_time_points
from pipeline.lexicon.load import TermHit, all_terms
from pipeline.records import Page, Passage, record

CELLS = ("cell_type", "cell_source")
"""The kinds of terms that name cells."""
_CODE_OF, _KIND_OF = attrgetter("code"), attrgetter("kind")


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
    _starts: dict[tuple[str, ...], list[int]] = field(
        default_factory=dict, compare=False, repr=False
    )  # where terms begin, by the kinds asked for together
    told_apart: frozenset[int] = (
        frozenset()
    )  # where stretches begin that were cut off because they tell of a study of their own

    def within(self, kind: str, start: int, end: int) -> list[TermHit]:
        """Terms of a kind that begin in [start, end)."""
        places = self.terms[kind]  # as `inside` does it: a call less, a thousand times a page
        starts = places.starts
        first = bisect_left(starts, start)
        if starts[first] >= end:
            return []
        return places.items[first : bisect_left(starts, end, first)]

    def codes(self, kind: str, start: int, end: int) -> list[str]:
        """The codes of a kind's terms in [start, end), in order of first mention."""
        return list(dict.fromkeys(hit.code for hit in self.within(kind, start, end)))

    def has(self, kind: str, codes: Codes, start: int, end: int) -> bool:
        """Whether a term of one of these codes begins in [start, end)."""
        return self.terms[kind].has(codes, start, end)

    def names(self, kinds: tuple[str, ...], start: int, end: int) -> bool:
        """Whether a term of one of these kinds begins in [start, end)."""
        starts = self._starts.get(kinds) or self._starts_of(kinds)
        return starts[bisect_left(starts, start)] < end

    def _starts_of(self, kinds: tuple[str, ...]) -> list[int]:
        starts = self._starts[kinds] = sorted(chain.from_iterable(self.terms[kind].starts for kind in kinds))
        return starts

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
                clauses = self._clauses[sentence.start] = Places(clauses_of(self.text, sentence, self.time_points))
            clause = clauses.items[
                max(0, bisect_right(clauses.starts, offset) - 1)
            ]  # the mark behind a clause is its own
            self._clause_at[offset] = clause
        return clause

    def sentence(self, offset: int) -> Stretch:
        """The sentence around a place (the one before it, between sentences)."""
        sentences = self.sentences
        return sentences.items[(bisect_right(sentences.starts, offset) or 1) - 1]

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


def _no_units(directions: list[TermHit], quantities: list[Quantity]) -> list[TermHit]:
    """Without those that are a quantity's unit: the 升 of '1升' is a litre, that of 'C3升' says which way."""
    units = {quantity.end for quantity in quantities}
    return [hit for hit in directions if hit.end not in units or hit.end - hit.start > 1]


def read_sheet(page: Page, labels: Collection[str] = ()) -> Sheet:
    """Find every mention of a page. `labels`: those of the entries of its reference list."""
    text = page.view.text
    found = all_terms().find(text)
    terms = {kind: found.get(kind, []) for kind in all_terms().kinds}
    terms |= {
        "adverse_event": complaints_at_places(text, terms["adverse_event"]),
        "outcome": in_short_series(text, outcomes_named(text, terms["outcome"])),
        "group": groups_named(text, terms["group"], terms["cell_type"] + terms["cell_source"]),
        "condition": conditions_named(text, terms["condition"]),
    }
    quantities = find_quantities(text)
    terms["direction"] = _no_units(terms["direction"], quantities)
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
            sentence for index, passage in enumerate(page.passages) for sentence in sentences_of(text, passage, index)
        ),
    )
