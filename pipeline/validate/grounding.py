"""The grounding gate: every value is read again from its own quote before it may be published.

A row whose quote is not what stands in the document, or does not hold the number, the code or the polarity of the value, is refused.
A refused field of a report or an arm is blanked there; a refused result or event goes as a whole. Nothing is repaired here.
"""

import json
import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import lru_cache

from pipeline.extract.directions import direction_of
from pipeline.extract.quantities import Quantity, find_quantities
from pipeline.lexicon.load import TermHit, matcher
from pipeline.normalize.script import to_simplified
from pipeline.normalize.view import clean
from pipeline.normalize.width import fold_width
from pipeline.reasons import Reason
from pipeline.records import Row

_NUMBERS = {
    "n_enrolled", "n_studies", "year", "follow_up_min_months", "follow_up_max_months", "follow_up_mean_months", "patient_age_years",
    "dose_min", "dose_max", "n_infusions_min", "n_infusions_max", "value", "dispersion", "denominator", "timepoint_months", "p_value", "n",
}  # fmt: skip
_KIND_OF_FIELD = {
    "conditions": "condition", "cell_type": "cell_type", "cell_source": "cell_source", "donor": "donor", "routes": "route", "species": "species",
    "study_type": "study_type", "outcome": "outcome", "direction": "direction",
}  # fmt: skip
_WHOLE_ROW = {"results", "adverse_events", "registrations"}
_KEY = {"reports": "report_id", "arms": "arm_id", "results": "result_id", "adverse_events": "adverse_event_id"}
_ONE = re.compile(r"单次|一次|只输|单剂|単回|一回|1回|一针|首次|第1次|初回")
_DENIAL = re.compile(r"未|无|無|没|不|零|なし|なく|ない|なかった|せず|れず|めず|ません|0")
_LISTED = {"conditions", "routes"}
_TOGETHER = ({"dose_min", "dose_max", "dose_unit"}, {"n_infusions_min", "n_infusions_max"})


def check(rows: Mapping[str, Sequence[Row]], text: str) -> tuple[dict[str, list[Row]], list[Row]]:
    """Part a document's rows into those that their quotes hold and those that they do not.

    `rows`: by table. Returns the rows that go on, and `quarantine` rows (without `seen_at`) for the others.
    """
    refused: list[Row] = []
    owners = {(table, row[key]): row for table, key in _KEY.items() for row in rows.get(table, ())}
    bad: dict[tuple[str, str], list[Row]] = defaultdict(list)
    for row in rows.get("provenance", ()):
        reason = _fault(row, text, owners.get((row["entity"], row["entity_id"]), {}).get(row["field"]))
        if reason:
            bad[row["entity"], row["entity_id"]].append(row)
            refused.append(_quarantined("provenance", f"{row['entity_id']}.{row['field']}", row, reason))
    kept: dict[str, list[Row]] = {}
    for table, table_rows in rows.items():
        kept[table] = []
        for row in table_rows:
            reason = _row_fault(table, row, text)
            faults = bad.get((table, row.get(_KEY.get(table, ""), "")), [])
            if reason is None and faults and table in _WHOLE_ROW:
                reason = Reason.QUOTE_LACKS_VALUE.sentence(faults[0]["field"])
            if reason:
                refused.append(_quarantined(table, row.get(_KEY.get(table, ""), None), row, reason))
            elif table != "provenance" or not _is_fault(row, bad):
                kept[table].append(_blanked(table, row, faults))
    return _without_orphans(kept, refused)


def _is_fault(row: Row, bad: Mapping[tuple[str, str], list[Row]]) -> bool:
    return any(fault is row for fault in bad.get((row["entity"], row["entity_id"]), ()))


def _fault(row: Row, text: str, value: object) -> str | None:
    """Why a provenance row does not hold; None where it does."""
    if not row["quote"] or text[row["char_start"] : row["char_end"]] != row["quote"]:
        return Reason.QUOTE_NOT_IN_TEXT.sentence()
    field, rule = row["field"], row["rule"]
    if (
        field in _NUMBERS
        and isinstance(value, int | float)
        and not _holds_number(row["quote"], field, float(value), rule)
    ):
        return Reason.QUOTE_LACKS_VALUE.sentence(field)
    kind = _KIND_OF_FIELD.get(field)
    if kind and rule.startswith(f"{kind}.") and rule not in {hit.rule for hit in _terms(kind, row["quote"])}:
        return Reason.QUOTE_LACKS_VALUE.sentence(field)
    return None


def _holds_number(quote: str, field: str, value: float, rule: str) -> bool:
    if rule in {"design.story", "results.arrow_start"}:
        return True  # one patient, and what stands before an arrow: counted by place, not by a figure
    if rule == "treatment.each_day":
        return sum(q.kind == "time" for q in _quantities(quote)) >= value
    if field == "timepoint_months" and value == 0.0:
        return bool(_terms("time_anchor", quote)) or any(q.value == 0 for q in _quantities(quote))
    if (
        rule == "unit.months_bare"
    ):  # '12月' is a span of time only by the words around it: here the figure alone is read again
        return bool(re.match(rf"{value:g}\s?月", _fold(quote)))
    if field.startswith("n_infusions") and value == 1 and _ONE.search(_fold(quote)):
        return True
    return any(
        _equal(abs(value), figure)
        for q in _quantities(quote)
        for figure in (q.value, q.high, q.spread, q.of)
        if figure is not None
    )


def _equal(value: float, figure: float) -> bool:
    return abs(value - figure) <= max(0.005, 1e-6 * abs(figure)) + 1e-9


def _row_fault(table: str, row: Row, text: str) -> str | None:
    """Why a result or an event is not what its own quote says; None where it is."""
    if table not in {"results", "adverse_events", "facts"}:
        return None
    if not row["quote"] or text[row["char_start"] : row["char_end"]] != row["quote"]:
        return Reason.QUOTE_NOT_IN_TEXT.sentence()
    if table == "adverse_events":
        return _event_fault(row)
    if table == "results":
        return _value_fault(row) if row["value"] is not None else _direction_fault(row)
    return None


def _value_fault(row: Row) -> str | None:
    figures = [q for q in _quantities(row["quote"]) if _equal(abs(row["value"]), q.value)]
    if row["statistic"] in {"percent", "percent_change"}:
        figures = [q for q in figures if q.kind == "percent"]
    elif row["statistic"] == "count":
        figures = [q for q in figures if q.kind in {"people", "animals", "fraction", "plain"}]
    if row["dispersion"] is not None:
        figures = [q for q in figures if q.spread is not None and _equal(row["dispersion"], q.spread)]
    if row["denominator"] is not None:
        figures = [q for q in figures if q.of == row["denominator"]]
    if not figures:
        return Reason.QUOTE_LACKS_VALUE.sentence("value")
    if row["unit"] and not any(_unit_fits(row["unit"], q) for q in figures):
        return Reason.QUOTE_LACKS_VALUE.sentence("unit")
    told = [hit for hit in _terms("outcome", row["quote"]) if hit.code == row["outcome"]]
    if told and all(_denied(row["quote"], hit) for hit in told):
        return Reason.QUOTE_NEGATED.sentence("outcome")
    return None


def _unit_fits(unit: str, quantity: Quantity) -> bool:
    """A unit printed in the quote must be the row's; '24小时尿蛋白 2.2g' makes g a g/(24.h)."""
    return quantity.unit is None or quantity.unit == unit or unit == f"{quantity.unit}/(24.h)" or unit == "{patients}"


def _direction_fault(row: Row) -> str | None:
    quote = row["quote"]
    outcomes = [hit for hit in _terms("outcome", quote) if hit.code == row["outcome"]]
    words = _terms("direction", quote)
    if not words:
        return Reason.QUOTE_LACKS_VALUE.sentence("direction")
    for word in words:
        code = "no_change" if word.code != "no_change" and _denied(quote, word) else word.code
        if any(direction_of(outcome, code) == row["direction"] for outcome in outcomes) or (
            not outcomes and code == row["direction"]
        ):
            return None
    return Reason.QUOTE_NEGATED.sentence("direction")


def _denied(quote: str, hit: TermHit) -> bool:
    """Whether a negation stands right before a term of a quote."""
    folded = _fold(quote)
    before = [n for n in matcher("negation").find(folded) if n.code == "pre" and hit.start - 6 <= n.start < hit.start]
    return bool(before) and not re.search(r"[,。;、]", folded[before[-1].end : hit.start])


def _event_fault(row: Row) -> str | None:
    hits = _terms("adverse_event", row["quote"])
    if row["event"] == "none":
        return None if hits and _DENIAL.search(_fold(row["quote"])) else Reason.QUOTE_LACKS_VALUE.sentence("event")
    told = [hit for hit in hits if hit.code == row["event"]]
    if not told:
        return Reason.QUOTE_LACKS_VALUE.sentence("event")
    return Reason.QUOTE_NEGATED.sentence("event") if all(_denied(row["quote"], hit) for hit in told) else None


@lru_cache(maxsize=4096)
def _fold(quote: str) -> str:
    return clean(to_simplified(fold_width(quote)), in_table=False)[0]


@lru_cache(maxsize=4096)
def _quantities(quote: str) -> tuple[Quantity, ...]:
    return tuple(find_quantities(_fold(quote)))


@lru_cache(maxsize=8192)
def _terms(kind: str, quote: str) -> tuple[TermHit, ...]:
    """Terms of a quote, in either script: what is Japanese must not be read as Chinese only."""
    width = clean(fold_width(quote), in_table=False)[0]
    found = matcher(kind).find(_fold(quote))
    return tuple(found) if _fold(quote) == width else (*found, *matcher(kind).find(width))


def _blanked(table: str, row: Row, faults: Sequence[Row]) -> Row:
    """A report or an arm without the fields whose quotes do not hold them."""
    if not faults or table not in {"reports", "arms"}:
        return row
    told = {fault["field"] for fault in faults} - _LISTED
    blanks: Row = dict.fromkeys(told | {field for group in _TOGETHER if told & group for field in group})
    if "study_type" in blanks:
        blanks["study_type"] = "unspecified"
    return row | blanks


def _without_orphans(kept: dict[str, list[Row]], refused: list[Row]) -> tuple[dict[str, list[Row]], list[Row]]:
    """Provenance of a row that was refused goes with it."""
    gone = {(row["entity"], row["entity_id"]) for row in refused if row["entity"] in _WHOLE_ROW}
    provenance = []
    for row in kept.get("provenance", []):
        if (row["entity"], row["entity_id"]) in gone:
            refused.append(
                _quarantined(
                    "provenance", f"{row['entity_id']}.{row['field']}", row, Reason.ORPHAN.sentence(row["entity_id"])
                )
            )
        else:
            provenance.append(row)
    return kept | {"provenance": provenance}, refused


def _quarantined(table: str, entity_id: str | None, row: Row, reason: str) -> Row:
    doc_id = row.get("doc_id") or str(row.get("report_id", "")).rsplit("#", 1)[0] or None
    return {
        "doc_id": doc_id,
        "entity": table,
        "entity_id": entity_id,
        "reason": reason,
        "row": json.dumps(row, ensure_ascii=False, sort_keys=True),
    }
