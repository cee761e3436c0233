"""Reads the quotes of a fact again, by themselves: does this one hold the figure, the unit, the country, the year, the name?

Studies, arms, results and events are read again in `pipeline.validate.rereading`; what becomes of a fact whose quote fails
is decided in `pipeline.validate.grounding`.
"""

import math
import re

from pipeline.extract.facts.figures import POPULATION
from pipeline.records import Row
from pipeline.validate.quotes import Quote
from pipeline.validate.rereading import holds

_FIGURES = ("value_min", "value_max")
_PER_CENT = re.compile(r"[%％‰成割]|百分之|パーセント")
_POPULATION = re.compile("|".join(sorted(POPULATION, key=len, reverse=True)))
_KIND_WORDS = {
    "epidemiology": {"rate", "ill", "patient_number", "newly_ill", "bearer"},
    "cumulative_experience": {"so_far"},
    "research_volume": {"volume", "issued"},
    "product_approval": {"approval"},
    "patent": {"patent"},
    "guideline": {"guideline"},
    "price": {"price", "package", "each", "currency"},
}
_OPEN = {"CN", "JP", "CNY", "JPY", "TWD", "HKD"}  # what '国内' and '元' may mean, by the page that says so
_COUNTED = {"{patients}": ("people", "plain"), "{studies}": ("studies",), "{papers}": ("studies", "plain")}


def holds_field(field: str, value: object, unit: str | None, quote: Quote, rule: str) -> bool:
    """Whether a quote holds the value of a fact's field that `rule` read there. `unit`: that of the fact's figures."""
    if field in _FIGURES:
        return isinstance(value, float) and _holds_figure(value, unit, quote)
    if field == "unit":
        return _holds_unit(unit, quote)
    if field == "region":
        return any(
            _may_be_of(hit.attributes.get("region"), value) for hit in quote.terms("fact_word") if hit.rule == rule
        )
    if field == "subject":
        return _holds_subject(str(value), quote, rule)
    if field == "kind":
        return rule == "facts.of_so_many" or any(
            hit.rule == rule and hit.code in _KIND_WORDS[str(value)] for hit in quote.terms("fact_word")
        )
    return holds(field, value, quote, rule)


def fault_of_fact(row: Row, quote: Quote) -> str | None:
    """The part of a fact that its own quote does not hold: its figures, else its year, else its name; None where it holds it."""
    if row["value_min"] is not None:
        return next((field for field in _FIGURES if not _holds_figure(row[field], row["unit"], quote)), None)
    if row["year"] is not None:
        return None if holds("year", row["year"], quote, "") else "year"
    named = _bare(row["subject"]) in _bare(quote.printed) or any(
        hit.code == row["subject"] for hit in quote.terms("condition")
    )
    return None if named else "subject"


def _holds_figure(value: float, unit: str | None, quote: Quote) -> bool:
    """A rate is printed of any population ('每1000人中2人', '3.5‰') and kept of one: the quote must name what it was of."""
    words = quote.words
    for quantity in quote.quantities:
        factor = 1.0
        if unit == "/100000":
            factor = 1e5 / _population(words, quantity.number_end)
        elif unit == "%" and "‰" in words:
            factor = 0.1
        if any(
            figure is not None and math.isclose(value, figure * factor, rel_tol=1e-9)
            for figure in (quantity.value, quantity.high)
        ):
            return True
    return False


def _population(words: str, offset: int) -> float:
    """The population named first behind a figure ('5/10万'), else last before it ('每10万人中5人'); infinite where none is."""
    found = list(_POPULATION.finditer(words))
    behind = [match for match in found if match.start() >= offset]
    nearest = behind[:1] or found[-1:]
    return POPULATION[nearest[0].group()] if nearest else math.inf


def _holds_unit(unit: str | None, quote: Quote) -> bool:
    if unit == "%":
        return bool(_PER_CENT.search(quote.words))
    if unit == "/100000":
        return bool(_POPULATION.search(quote.words))
    if unit in _COUNTED:
        kinds = _COUNTED[unit]
        return any(q.kind in kinds for q in quote.quantities)
    return any(
        _may_be_of(hit.attributes.get("currency"), unit) for hit in quote.terms("fact_word") if hit.code == "currency"
    )


def _may_be_of(told: object, value: object) -> bool:
    return value in _OPEN if told is None else told == value


def _holds_subject(value: str, quote: Quote, rule: str) -> bool:
    """A code by the words of its rule; a name letter for letter."""
    kind = rule.partition(".")[0]
    if kind in {"condition", "cell_type", "cell_source"} and any(
        hit.code == value for hit in quote.terms(kind) if hit.rule == rule
    ):
        return True
    return _bare(value) in _bare(quote.printed)


def _bare(words: str) -> str:
    """Words without the spaces and line breaks that a page may have put between them."""
    return "".join(words.split())
