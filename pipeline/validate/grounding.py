"""The grounding gate: every value is read again from its own quote before it may be published.

A row whose quote is not what stands in the document, or does not hold the number, the code or the polarity of the value, is refused.
A refused field of a report or an arm is blanked there; a refused result, event or fact goes as a whole. Nothing is repaired here; how a
quote is read again is `pipeline.validate.rereading`.
"""

import json
from collections import defaultdict
from collections.abc import Mapping, Sequence

from pipeline.extract.mentions.registries import registration_in
from pipeline.reasons import Reason
from pipeline.records import Row
from pipeline.schemas.keys import identity
from pipeline.validate.fact_rereading import fault_of_fact, holds_field
from pipeline.validate.quotes import Quotes
from pipeline.validate.rereading import fault_of_result, holds, holds_direction, holds_event

_WHOLE_ROW = {"results", "adverse_events", "registrations", "facts"}
_LISTED = {"reports": "conditions", "arms": "routes"}
_READ_AGAIN = frozenset({"results", "adverse_events", "facts"})  # rows with a quote of their own
_TOGETHER = ({"dose_min", "dose_max", "dose_unit"}, {"n_infusions_min", "n_infusions_max"})

Owner = tuple[str, str | None]


def check(rows: Mapping[str, Sequence[Row]], text: str) -> tuple[dict[str, list[Row]], list[Row]]:
    """Part a document's rows into those that their quotes hold and those that they do not.

    `rows`: by table. Returns the rows that go on, and `quarantine` rows (without `seen_at`) for the others.
    """
    vouched = {row["entity"] for row in rows.get("provenance", ())}
    owners = {_owner(table, row): row for table in rows if table in vouched for row in rows[table]}
    quotes = Quotes(row["quote"] for told in rows.values() for row in told if row.get("quote"))
    refused: list[Row] = []
    faults: dict[Owner, set[str]] = defaultdict(set)
    vouching: list[Row] = []
    for row in rows.get("provenance", ()):
        reason = _fault(row, text, quotes, owners.get((row["entity"], row["entity_id"]), {}))
        if reason is None:
            vouching.append(row)
        else:
            faults[row["entity"], row["entity_id"]].add(row["field"])
            refused.append(_quarantined("provenance", f"{row['entity_id']}.{row['field']}", row, reason))
    labels = _labels(vouching)
    kept: dict[str, list[Row]] = {}
    for table in rows:
        if table != "provenance":
            kept[table] = _checked(table, rows[table], text, quotes, faults, labels, refused)
    for table in kept.keys() & _LISTED.keys():
        places: dict[str, list[Row]] = defaultdict(list)
        for row in vouching:
            if row["entity"] == table and row["field"] == _LISTED[table]:
                places[row["entity_id"]].append(row)
        kept[table] = [_with_vouched_codes(table, row, places, quotes, refused) for row in kept[table]]
    kept["provenance"] = _with_its_row(vouching, kept, owners, refused)
    return kept, refused


def _owner(table: str, row: Row) -> Owner:
    """The row that provenance of it names."""
    return table, identity(table, row)


def _labels(vouching: Sequence[Row]) -> dict[Owner, str]:
    """The words that say what a figure is ('有效率(%)' over a column, '(中位数)' behind all) or what there was none of, by the row."""
    labelling = ("tables.", "results.median_behind")
    told = (row for row in vouching if row["field"] in {"statistic", "event"} and row["rule"].startswith(labelling))
    return {(row["entity"], row["entity_id"]): row["quote"] for row in told}


def _checked(
    table: str,
    table_rows: Sequence[Row],
    text: str,
    quotes: Quotes,
    faults: Mapping[Owner, set[str]],
    labels: Mapping[Owner, str],
    refused: list[Row],
) -> list[Row]:
    """A table's rows that go on; the others are added to `refused`."""
    if table not in _READ_AGAIN and all(faulty != table for faulty, _ in faults):
        return list(table_rows)
    kept: list[Row] = []
    for row in table_rows:
        owner = _owner(table, row)
        at_fault = faults.get(owner, set())
        reason = _row_fault(table, row, text, quotes, labels.get(owner, ""))
        if reason is None and at_fault and table in _WHOLE_ROW:
            reason = Reason.QUOTE_LACKS_VALUE.sentence(min(at_fault))
        if reason:
            refused.append(_quarantined(table, owner[1], row, reason))
        else:
            kept.append(_blanked(row, at_fault) if table in {"reports", "arms"} else row)
    return kept


def _fault(row: Row, text: str, quotes: Quotes, owner: Row) -> str | None:
    """Why a provenance row does not hold; None where it does."""
    if not row["quote"] or text[row["char_start"] : row["char_end"]] != row["quote"]:
        return Reason.QUOTE_NOT_IN_TEXT.sentence()
    quote = quotes[row["quote"]]
    if row["field"] == "registration_id":
        held = registration_in(quote.words) == owner.get("registration_id")
    elif row["entity"] == "facts":
        held = holds_field(row["field"], owner.get(row["field"]), owner.get("unit"), quote, row["rule"])
    else:
        held = holds(row["field"], owner.get(row["field"]), quote, row["rule"])
    return None if held else Reason.QUOTE_LACKS_VALUE.sentence(row["field"])


def _row_fault(table: str, row: Row, text: str, quotes: Quotes, label: str) -> str | None:
    """Why a result, an event or a fact is not what its own quote says, a result with its label; None where it is."""
    if table not in _READ_AGAIN:
        return None
    if not row["quote"] or text[row["char_start"] : row["char_end"]] != row["quote"]:
        return Reason.QUOTE_NOT_IN_TEXT.sentence()
    quote = quotes[row["quote"]]
    if table == "adverse_events":
        return _answer(holds_event(row, quote, label), "event", denied_is_none=True)
    if table == "facts":
        part = fault_of_fact(row, quote)
        return Reason.QUOTE_LACKS_VALUE.sentence(part) if part else None
    if row["value"] is None:
        return _answer(holds_direction(row, quote), "direction", denied_is_none=False)
    part = fault_of_result(row, quote, label)
    if part == "outcome":
        return Reason.QUOTE_NEGATED.sentence(part)
    return Reason.QUOTE_LACKS_VALUE.sentence(part) if part else None


def _answer(held: bool | None, part: str, *, denied_is_none: bool) -> str | None:
    """The sentence for what a quote answered: held, not told at all, or told the other way."""
    if held:
        return None
    told_otherwise = (held is None) == denied_is_none
    return (Reason.QUOTE_NEGATED if told_otherwise else Reason.QUOTE_LACKS_VALUE).sentence(part)


def _blanked(row: Row, at_fault: set[str]) -> Row:
    """A report or an arm without the fields whose quotes do not hold them; what is meaningless alone goes together."""
    told = at_fault - set(_LISTED.values())
    blanks: Row = dict.fromkeys(told | {field for group in _TOGETHER if told & group for field in group})
    if "study_type" in blanks:
        blanks["study_type"] = "unspecified"
    return row | blanks


def _with_vouched_codes(
    table: str, row: Row, places: Mapping[str, Sequence[Row]], quotes: Quotes, refused: list[Row]
) -> Row:
    """A row whose list holds only the codes that the words of some quote name; the other codes are added to `refused`.

    `places`: the provenance of the list, by the row that it is of.
    """
    field, owner = _LISTED[table], _owner(table, row)
    own = places.get(owner[1] or "", ())
    codes = row[field] or []
    kept = [code for code in codes if any(holds(field, code, quotes[place["quote"]], place["rule"]) for place in own)]
    if kept == codes:
        return row
    told = {"report_id": row["report_id"], field: [code for code in codes if code not in kept]}
    reason = Reason.QUOTE_LACKS_VALUE.sentence(field)
    refused.append(_quarantined(table, f"{owner[1]}.{field}", told, reason))
    return row | {field: kept}


def _with_its_row(
    vouching: Sequence[Row], kept: Mapping[str, Sequence[Row]], owners: Mapping[Owner, Row], refused: list[Row]
) -> list[Row]:
    """Provenance of rows and fields that go on; that of what was refused or blanked goes to quarantine with it."""
    vouched = {row["entity"] for row in vouching}
    standing = {_owner(table, row): row for table in kept if table in vouched for row in kept[table]}
    provenance = []
    for row in vouching:
        owner = (row["entity"], row["entity_id"])
        told = standing.get(owner)
        gone = owner in owners if told is None else told.get(row["field"], "") is None  # refused, or blanked
        if gone:
            reason = Reason.ORPHAN.sentence(row["entity_id"])
            refused.append(_quarantined("provenance", f"{row['entity_id']}.{row['field']}", row, reason))
        else:
            provenance.append(row)
    return provenance


def _quarantined(table: str, entity_id: str | None, row: Row, reason: str) -> Row:
    doc_id = row.get("doc_id") or str(row.get("report_id", "")).rsplit("#", 1)[0] or None
    told = json.dumps(row, ensure_ascii=False, sort_keys=True)
    return {"doc_id": doc_id, "entity": table, "entity_id": entity_id, "reason": reason, "row": told}
