"""What the laws of facts ask of a sentence: which words it says, and whose figure, where and when it is.

A subject, a region or a year holds for a figure where it stands before it in its sentence; only a subject may be taken from
what the paragraph or its heading is about. What a figure means is not here.
"""

import re
from collections.abc import Sequence

from pipeline.extract.mentions.found import Found
from pipeline.extract.mentions.places import CodedPlaces, Codes, inside
from pipeline.extract.mentions.quantity import Quantity
from pipeline.extract.mentions.sentences import Stretch
from pipeline.extract.mentions.sheet import Sheet
from pipeline.lexicon.load import TermHit
from pipeline.records import record

_HOME = {"zh-Hans": "CN", "ja": "JP"}  # whose '国内' it is; a page in Traditional Chinese may be from several places
_PASSAGES_BACK = 4
_DATE_WORDS = 4  # '截至…底'
_RANGE = re.compile(r"[人元円]? ?[-~至到] ?(?:NT\$|[$¥])?")


@record
class FactFound:
    """A fact with the words of each of its fields; [start, end) of the view holds its figure and, where near, its words."""

    kind: Found
    subject: Found
    start: int
    end: int
    value_min: Found | None = None
    value_max: Found | None = None
    unit: Found | None = None
    region: Found | None = None
    year: Found | None = None


@record
class Figure:
    """A figure at [start, end) of the view, in `unit`."""

    start: int
    end: int
    low: float
    high: float
    unit: str | None
    rule: str


@record
class Place:
    """A sentence with the page's fact words. `told`: it belongs to the account of a study; `listed`: to a price list."""

    sheet: Sheet
    words: CodedPlaces[TermHit]
    sentence: Stretch
    told: bool
    listed: bool

    @property
    def language(self) -> str:
        return self.sheet.passage(self.sentence).language

    def said(self, codes: Codes, start: int, end: int) -> list[TermHit]:
        """Fact words of these codes that begin in [start, end)."""
        return self.words.coded(codes, start, end)

    def reach(self, offset: int) -> Stretch:
        """The clause around a place, with the one before it where a colon joins them: '患病率:0.1%'."""
        clause = self.sheet.clause(offset)
        if clause.start > self.sentence.start and self.sheet.text[clause.start - 1] == ":":
            return Stretch(self.sheet.clause(clause.start - 1).start, clause.end, clause.passage)
        return clause

    def figure(self, quantity: Quantity, unit: str | None, per: float = 1.0) -> Figure:
        """A quantity, for each `per` of its unit, as a figure; with the one behind it where a dash makes them a range: '6/10万~16/10万'."""
        high, end = quantity.value if quantity.high is None else quantity.high, quantity.end
        behind = inside(self.sheet.quantities, quantity.end, quantity.end + 7)
        if quantity.high is None and behind and _RANGE.fullmatch(self.sheet.text, quantity.end, behind[0].start):
            high, end = max(high, behind[0].value), max(end, behind[0].end)
        return Figure(quantity.start, end, quantity.value / per, high / per, unit, quantity.rule)

    def is_upper_end(self, quantity: Quantity) -> bool:
        """The figure behind a dash: it belongs to the range of the one before it."""
        before = [q for q in inside(self.sheet.quantities, self.sentence.start, quantity.start) if q.kind != "date"]
        return bool(before) and bool(_RANGE.fullmatch(self.sheet.text, before[-1].end, quantity.start))

    def source(self, start: int, end: int) -> str:
        """The document's own words behind [start, end) of the view, on one line."""
        span = self.sheet.page.view.span(start, end)
        return " ".join(self.sheet.page.document.text[span.start : span.end].split())

    def named(self, hit: TermHit) -> Found:
        """A condition or a kind of cell as a subject: its code, or the page's word where no code fits."""
        value = self.source(hit.start, hit.end) if hit.code == "other" else hit.code
        return Found(value, hit.start, hit.end, hit.rule)

    def subject(self, kinds: Sequence[str], start: int, end: int) -> Found | None:
        """What a figure at [start, end) is about: the nearest before it in its clause, else the only one of the sentence."""
        clause = self.reach(start)
        for kind in kinds:
            before = self.sheet.within(kind, clause.start, start)
            if before:
                return self.named(before[-1])
        for kind in kinds:
            only = self._only(self.sheet.within(kind, self.sentence.start, start)) or self._only(
                self.sheet.within(kind, end, clause.end)
            )
            if only:
                return only
        return None

    def topic(self) -> Found | None:
        """The one condition that the paragraph spoke of so far, else that of the nearest heading or paragraph above it."""
        passages = self.sheet.page.passages
        start = self.sentence.start
        for index in range(self.sentence.passage, max(-1, self.sentence.passage - _PASSAGES_BACK), -1):
            said = self.sheet.within("condition", passages[index].view_start, start)
            if said:
                return self._only([hit for hit in said if not hit.attributes.get("often_background")] or said)
            start = passages[index].view_start
        return None

    def _only(self, hits: Sequence[TermHit]) -> Found | None:
        named = [self.named(hit) for hit in hits]
        return named[0] if len({found.value for found in named}) == 1 else None

    def cells(self, stretch: Stretch) -> list[TermHit]:
        """Every word for cells in a stretch, in order."""
        hits = [
            hit for kind in ("cell_type", "cell_source") for hit in self.sheet.within(kind, stretch.start, stretch.end)
        ]
        return sorted([*hits, *self.said("cells", stretch.start, stretch.end)], key=lambda hit: (hit.start, -hit.end))

    def region(self, offset: int, codes: Codes = "region") -> Found | None:
        """The country named last before a place in the sentence; None where it is '国内' of a place that the page leaves open."""
        hits = self.said(codes, self.sentence.start, offset)
        if not hits:
            return None
        value = hits[-1].attributes.get("region") or _HOME.get(self.language)
        return Found(value, hits[-1].start, hits[-1].end, hits[-1].rule) if value else None

    def somewhere(self, offset: int) -> bool:
        """Any country, or the world, is named before a place in the sentence."""
        return bool(self.said("region", self.sentence.start, offset))

    def year(self, offset: int) -> Found | None:
        """The year named last before a place in its clause, else in a clause that is all date: '2022年1月5日,…'."""
        years = self.sheet.numbers(("year", "date"), self.reach(offset).start, offset)
        if not years:
            dated = self.sheet.numbers(("year", "date"), self.sentence.start, offset)
            years = [q for q in dated if _length(self.sheet.clause(q.start)) - (q.end - q.start) <= _DATE_WORDS]
        if not years:
            return None
        return Found(int(years[-1].value), years[-1].start, years[-1].end, years[-1].rule)

    def fact(
        self,
        kind: str,
        word: TermHit | Found,
        subject: Found,
        figure: Figure | None,
        region: Found | None,
        year: Found | None,
    ) -> FactFound:
        """A fact; it is quoted from its first to its last word in the clause of its figure, its year where it has no other figure."""
        core = figure or word
        low = high = unit = None
        if figure:
            low = Found(figure.low, figure.start, figure.end, figure.rule)
            high = Found(figure.high, figure.start, figure.end, figure.rule)
            unit = Found(figure.unit, figure.start, figure.end, figure.rule) if figure.unit else None
        reach = self.reach(core.start)
        parts = [part for part in (word, subject, region, year) if part and reach.start <= part.start < reach.end]
        parts += [year] if year and figure is None else []
        start = min(part.start for part in (core, *parts))
        end = max(part.end for part in (core, *parts))
        return FactFound(
            Found(kind, word.start, word.end, word.rule), subject, start, end, low, high, unit, region, year
        )


def _length(stretch: Stretch) -> int:
    return stretch.end - stretch.start
