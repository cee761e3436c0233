"""Reads a quote again, by itself: does it hold this number, this code, this sign, this denial? One question, one answer.

What becomes of a row whose quote fails is decided in `pipeline.validate.grounding`.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from itertools import combinations

from pipeline.extract.fields.intervals import interval_days
from pipeline.extract.fields.schedules import schedules
from pipeline.extract.findings import zeros
from pipeline.extract.findings.directions import direction_of
from pipeline.extract.findings.values import DAYS_A_MONTH
from pipeline.extract.mentions.event_places import complaints_at_places
from pipeline.extract.mentions.phases import phase_code
from pipeline.extract.mentions.quantities import find_quantities
from pipeline.extract.mentions.quantity import POINTS, Quantity
from pipeline.lexicon.load import TermHit, matcher
from pipeline.records import Row
from pipeline.validate.quotes import Quote, read_again

_NUMBERS = {
    "n_enrolled", "n_studies", "year", "follow_up_min_months", "follow_up_max_months", "follow_up_mean_months", "patient_age_years",
    "dose_min", "dose_max", "n_infusions_min", "n_infusions_max", "value", "dispersion", "denominator", "timepoint_months", "p_value", "n",
}  # fmt: skip
_KIND_OF_FIELD: Mapping[str, str] = {
    "conditions": "condition", "cell_type": "cell_type", "cell_source": "cell_source", "donor": "donor", "routes": "route", "species": "species",
    "study_type": "study_type", "outcome": "outcome", "direction": "direction",
}  # fmt: skip
# One patient, what stands before an arrow, what is told before all later values: no figure says so.
_BY_PLACE = {"design.story", "results.arrow_start", "results.first"}
_BEFORE = re.compile(
    r"前|0|pre|BL|收案|入组|納入|纳入|登録|开始|開始|初诊|初診|入院|起始|基线|背景|资料|ベースライン|baseline",
    re.IGNORECASE,
)
_MONTHS_OF_ONE = (1.0, 12.0, 1 / 4.348, 1 / 30.44)  # a year, a week, a day
_SHARE = re.compile(r"%|率|割合|百分比|percent", re.IGNORECASE)
_P_SIGN = re.compile(r"[<>=≤≥]")
_TO_STRICT = str.maketrans("≤≥", "<>")
_ONE = re.compile(r"单次|一次|只输|单剂|単回|一回|1回|[一1]针|仅1次|一度|single|首次|第1次|初回")
_DENIAL = re.compile(r"冇|未|无|無|没|不(?!良|适)|零|なし|なく|ない|なかった|せず|れず|めず|おらず|ません|ゼロ|皆無|0")
_DOWN_BY = re.compile(
    r"(?:降低|下降|减少|减低|减轻|缩小|缩短|减退|下调|回落|降|减|跌|掉|少|↓|-|減|低下|軽減|短縮|縮小|下がっ|増悪)(?!到|至|为|成)"
)
_UP_BY = re.compile(
    r"(?:升高|上升|增加|提高|提升|增长|增高|延长|升|增|多|↑|\+|上昇|増|延長|向上|上がっ)(?!到|至|为|成)"
)
_CHANGE = re.compile(r"改变量?|变化|変化|差值|改善|好转|进步|恢复")
_MEDIAN = re.compile(r"中位|中央値|median", re.IGNORECASE)


def holds(field: str, value: object, quote: Quote, rule: str) -> bool:
    """Whether a quote holds the value of a field that `rule` read there; True for fields that no quote can prove."""
    if field in _NUMBERS and isinstance(value, (int, float)):  # a union would be made anew at each call
        return _holds_number(quote, field, float(value), rule)
    if field == "interval_days":
        return value in {interval_days(quote.words), interval_days(quote.as_japanese)}
    if field == "p_operator" and rule == "tables.p_column":  # a column headed P gives the figure alone
        sign = _P_SIGN.search(quote.words)
        return (sign.group() if sign else "=").translate(_TO_STRICT) == value
    if field == "p_operator":
        return any(q.kind == "p" and q.sign == value for q in quote.quantities)
    if field == "dose_unit" and rule not in {"table.dose", "treatment.bare_dose"}:
        return any(q.kind == "dose" and q.unit == value for q in quote.quantities)
    if field == "phase":
        return phase_code(quote.words) == value
    kind = _KIND_OF_FIELD.get(field)
    if kind is None or not rule.startswith(f"{kind}."):
        return True
    codes = [hit.code for hit in quote.terms(kind) if hit.rule == rule]
    if field == "direction" or value is None:
        return bool(codes)  # 'improved' is rise or fall by the outcome: `holds_direction` reads both together
    return any(code in codes for code in value) if isinstance(value, list) else value in codes


def _holds_number(quote: Quote, field: str, value: float, rule: str) -> bool:
    if field in {"value", "dispersion"} and rule == "unit.days":  # a stay in hospital, told in days
        value /= DAYS_A_MONTH
    if rule in _BY_PLACE or (rule == zeros.RULE and value == 0 and _DENIAL.search(quote.words)):
        return True
    if rule == "population.arms":  # the arms of a comparison, counted together
        counts = [q.value for q in quote.quantities if q.kind in {"people", "animals", "plain", "fraction"}]
        counts += [q.of for q in quote.quantities if q.of is not None]  # '15/15' under '例数(T/C)'
        return any(same(value, one + other) for one, other in combinations(counts, 2))
    if rule == "treatment.schedule":
        told = (quote.words, quote.as_japanese)  # '2週間おきに計3回' is no schedule as Chinese
        return any(schedule.count == value for words in told for schedule in schedules(words, 0, len(words)))
    if rule == "tables.before":
        return value == 0.0 and bool(_BEFORE.search(quote.words))
    if rule == "tables.head_unit":  # '12' under '时间(周)'
        bare = re.findall(r"\d+(?:\.\d+)?", quote.words)
        return any(same(value, float(number) * months) for number in bare for months in _MONTHS_OF_ONE)
    if field == "timepoint_months" and value == 0.0:
        return bool(quote.terms("time_anchor")) or any(q.value == 0 for q in quote.quantities)
    if field.startswith("n_infusions") and value == 1 and _ONE.search(quote.words):
        return True
    if _is_among(abs(value), quote.quantities):
        return True
    # '12月' is a span of time only behind a word that says so
    return "月" in quote.printed and _is_among(abs(value), find_quantities(f"随访{quote.words}后"))


def _is_among(value: float, found: Iterable[Quantity]) -> bool:
    for q in found:
        if (
            same(value, q.value)
            or (q.high is not None and same(value, q.high))
            or (q.spread is not None and same(value, q.spread))
            or (q.of is not None and same(value, q.of))
        ):
            return True
    return False


def same(value: float, figure: float) -> bool:
    """Whether two readings of one figure are equal (months are rounded to two places)."""
    apart = abs(value - figure)
    return apart <= 0.005 + 1e-9 or apart <= 1e-6 * abs(figure) + 1e-9


def fault_of_result(row: Row, quote: Quote, label: str = "") -> str | None:
    """The part of a result that its quote does not hold: 'value', 'unit', 'statistic' or 'outcome'; None where all is held.

    `label`: the words of a table's head or row from which the kind of figure was read.
    """
    figures = _figures_of(row, quote, label)
    if row["dispersion"] is not None:
        figures = [q for q in figures if _has_spread(quote, q, row["dispersion"])]
    if row["denominator"] is not None:
        of = row["denominator"]  # '13/22', or '22例中13例'
        figures = [q for q in figures if q.of == of or any(w.value == of for w in quote.quantities)]
    if not figures:
        return "value"
    if row["unit"] and not any(_unit_fits(row["unit"], q) for q in figures):
        return "unit"
    if not _statistic_fits(row, quote, label):
        return "statistic"
    if not row["value"] or not matcher("negation").find(quote.words):
        return None  # most quotes: nothing is denied, whatever is named
    named = [hit for hit in quote.terms("outcome") if hit.code == row["outcome"]]
    return "outcome" if named and all(is_denied(quote, hit) for hit in named) else None


def _has_spread(quote: Quote, quantity: Quantity, spread: float) -> bool:
    """'14.2±3.1', or '14.2(3.1)' in a table of means with their spread in brackets."""
    if quantity.spread is not None:
        return same(spread, quantity.spread)
    behind = next((q for q in quote.quantities if q.start > quantity.start), None)
    return (
        behind is not None
        and same(spread, behind.value)
        and quote.words[quantity.end : behind.start].strip() == "("
        and quote.words.startswith(")", behind.end)
    )


def _figures_of(row: Row, quote: Quote, label: str) -> list[Quantity]:
    """The quantities of a row's quote that are its value. The upper end of a range is one: '2.6から3.2' ends a quote before its に."""
    told = quote.quantities
    if row["unit"] == "d":  # spans of time are read in months; a stay in hospital is given in days
        told = tuple(_in_days(q) if q.kind == "time" else q for q in told)
    value = abs(row["value"])
    if value == 0 and row["statistic"] == "count" and _DENIAL.search(quote.words):
        return [Quantity(0, len(quote.words), "people", 0.0, zeros.RULE)]
    return [
        q
        for q in told
        if (same(value, q.value) or (q.high is not None and same(value, q.high)))
        and _is_of_kind(
            row["statistic"], q, label if value else f"{label} {quote.printed}"
        )  # '死亡率移植组3%,对照组为0'
    ]


def _in_days(quantity: Quantity) -> Quantity:
    spread = quantity.spread and round(quantity.spread * DAYS_A_MONTH, 2)
    return replace(quantity, value=round(quantity.value * DAYS_A_MONTH, 2), spread=spread, unit="d")


def _is_of_kind(statistic: str, quantity: Quantity, label: str) -> bool:
    if statistic == "percent":
        return quantity.kind == "percent" or (quantity.kind == "plain" and bool(_SHARE.search(label)))
    if statistic == "count":
        return (
            quantity.kind in {"people", "animals", "fraction", "plain", "times"} or quantity.rule == "unit.cells"
        )  # 16个
    return True


def _statistic_fits(row: Row, quote: Quote, label: str) -> bool:
    """A change has a word or a sign of its direction; a median has its word."""
    change = row["statistic"] in {"mean_change", "percent_change"}
    if not change and (row["value"] < 0 or row["statistic"] != "median"):
        return bool(row["value"] >= 0)
    words = read_again(f"{label} {quote.printed}").words if label else quote.words
    if not change:
        return bool(_MEDIAN.search(words))
    by = _DOWN_BY if row["value"] < 0 else _UP_BY
    return bool(by.search(words) or _CHANGE.search(words))


def _unit_fits(unit: str, quantity: Quantity) -> bool:
    """A unit printed in the quote must be the row's; '24小时尿蛋白 2.2g' makes g a g/(24.h)."""
    if quantity.rule == POINTS and unit == "%":
        return True
    return quantity.unit is None or quantity.unit == unit or unit == f"{quantity.unit}/(24.h)" or unit == "{patients}"


def holds_direction(row: Row, quote: Quote) -> bool | None:
    """Whether a quote tells a row's direction of its outcome; None where it holds no word of direction at all."""
    outcomes = [hit for hit in quote.terms("outcome") if hit.code == row["outcome"]]
    words = quote.terms("direction")
    if not words:
        return None
    for word in words:
        code = "no_change" if word.code != "no_change" and is_denied(quote, word) else word.code
        if any(direction_of(outcome, code) == row["direction"] for outcome in outcomes):
            return True
        if not outcomes and code == row["direction"]:
            return True
    return False


def holds_event(row: Row, quote: Quote, label: str = "") -> bool | None:
    """Whether a quote tells of an event (or denies all); None where the event is named but denied. `label`: the head of its column."""
    named = sorted(
        quote.terms("adverse_event"), key=lambda hit: hit.start
    )  # as Chinese and as Japanese, in order of place
    hits = complaints_at_places(quote.words, named)
    if row["event"] == "none":
        return bool(hits or read_again(label).terms("adverse_event")) and bool(_DENIAL.search(quote.words))
    told = [hit for hit in hits if row["event"] in (hit.code, hit.attributes.get("elsewhere"))]
    if not told:
        return False
    return None if all(is_denied(quote, hit) for hit in told) else True


def is_denied(quote: Quote, hit: TermHit) -> bool:
    """Whether a negation stands right before a term of a quote."""
    before = [n for n in quote.chinese_terms("negation") if n.code == "pre" and hit.start - 6 <= n.start < hit.start]
    return bool(before) and not re.search(r"[,。;、]", quote.words[before[-1].end : hit.start])
