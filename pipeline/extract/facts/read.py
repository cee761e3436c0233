"""What a page states beside studies: how common a disease is, how many were treated so far, what was approved, patented,
recommended and published, what a treatment costs.

Here is where facts are looked for and what rows they make; the laws stand in `fact_figures`, `fact_names` and `fact_prices`.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace

from pipeline.extract.facts.figures import VOLUME, cumulative_experience, epidemiology, research_volume
from pipeline.extract.facts.names import guideline, patent, product_approval
from pipeline.extract.facts.place import FactFound, Place
from pipeline.extract.facts.prices import listed_price, price, price_lists
from pipeline.extract.mentions.found import Found
from pipeline.extract.mentions.places import inside
from pipeline.extract.mentions.sentences import Stretch
from pipeline.extract.mentions.sheet import Sheet
from pipeline.records import Row, Span

Law = Callable[[Place], Iterator[FactFound]]
# The disease's frequency, the world's experience and price lists are told in the midst of studies too; they belong to none.
_IN_STUDIES: tuple[Law, ...] = (epidemiology, cumulative_experience, listed_price)
# A heading states nothing but what a line of a price list does: it may be one, alone on its line.
_IN_HEADINGS: tuple[Law, ...] = (listed_price,)
_LAWS: tuple[Law, ...] = (
    epidemiology,
    cumulative_experience,
    research_volume,
    product_approval,
    patent,
    guideline,
    price,
)
# Without one of these words a law finds nothing; most pages have none of them.
_WORDS: Mapping[Law, str | tuple[str, ...]] = {
    cumulative_experience: "so_far",
    research_volume: VOLUME,
    product_approval: "approval",
    patent: "patent",
    guideline: "guideline",
    price: "currency",
    listed_price: "currency",
}
_PASSED_OVER = {"reference", "boilerplate", "table_header"}
_FIELDS = ("subject", "value_min", "value_max", "unit", "region", "year")


def read_facts(sheet: Sheet, told: Sequence[Stretch]) -> list[FactFound]:
    """The facts of a page, in order of place, no two beginning at one place.

    `told`: the sentences of the sheet that belong to accounts of studies.
    """
    words = sheet.terms["fact_word"]
    of_studies = set(told)
    lists = price_lists(sheet, words)
    possible = {
        laws: [law for law in laws if law not in _WORDS or words.has(_WORDS[law], 0, len(sheet.text))]
        for laws in (_IN_HEADINGS, _IN_STUDIES, _LAWS)
    }
    found: list[FactFound] = []
    for sentence in sheet.sentences:
        kind = sheet.passage(sentence).kind
        if kind in _PASSED_OVER:
            continue
        start, end = sentence.start, sentence.end
        if not inside(words, start, end) and not inside(sheet.quantities, start, end):
            continue  # every fact has a figure or a word of its kind
        place = Place(sheet, words, sentence, sentence in of_studies, sentence.passage in lists)
        for law in possible[_IN_HEADINGS if kind == "heading" else _IN_STUDIES if place.told else _LAWS]:
            found += law(place)
    return _apart(found)


def _apart(found: Sequence[FactFound]) -> list[FactFound]:
    """Of facts that begin with the same words, the later begins with the next of its own, so that each has its own place."""
    taken: set[int] = set()
    kept: list[FactFound] = []
    for fact in found:
        own = (fact.region, fact.year, fact.value_min, fact.subject)
        starts = [fact.start, *sorted(part.start for part in own if part and fact.start < part.start < fact.end)]
        free = [start for start in starts if start not in taken and start <= _core(fact).start]
        if free:
            taken.add(free[0])
            kept.append(replace(fact, start=free[0]))
    return sorted(kept, key=lambda fact: fact.start)


def _core(fact: FactFound) -> Found:
    """What a fact's quote must hold: its figure, else its year, else its name."""
    return fact.value_min or fact.year or fact.subject


def fact_rows(sheet: Sheet, facts: Sequence[FactFound]) -> list[Row]:
    """Rows of the table `facts`."""
    doc_id = sheet.page.document.doc_id
    rows: list[Row] = []
    for fact in facts:
        values = {name: found.value if (found := getattr(fact, name)) else None for name in _FIELDS}
        place = _place(sheet, fact.start, fact.end)
        rows.append({"fact_id": _fact_id(sheet, fact), "doc_id": doc_id, "kind": fact.kind.value} | values | place)
    return rows


def fact_provenance(sheet: Sheet, facts: Sequence[FactFound]) -> list[Row]:
    """Rows of the table `provenance`: each stated field of a fact with the words it was read from."""
    doc_id = sheet.page.document.doc_id
    rows: list[Row] = []
    for fact in facts:
        for name in ("kind", *_FIELDS):
            found: Found | None = getattr(fact, name)
            if found is not None:
                rows.append(
                    {"entity": "facts", "entity_id": _fact_id(sheet, fact), "field": name, "doc_id": doc_id}
                    | _place(sheet, found.start, found.end)
                    | {"rule": found.rule}
                )
    return rows


def _fact_id(sheet: Sheet, fact: FactFound) -> str:
    return f"{sheet.page.document.doc_id}#f{_span(sheet, fact.start, fact.end).start}"


def _place(sheet: Sheet, start: int, end: int) -> Row:
    span = _span(sheet, start, end)
    return {"quote": sheet.page.document.text[span.start : span.end], "char_start": span.start, "char_end": span.end}


def _span(sheet: Sheet, start: int, end: int) -> Span:
    """The document's slice; with the bracket before it where it closes one: '(20-70)/10万'."""
    opened = sheet.text[start - 1 : start] == "("
    opened &= sheet.text.count(")", start, end) > sheet.text.count("(", start, end)
    return sheet.page.view.span(start - int(opened), end)
