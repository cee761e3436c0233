"""Parts the rows of a table into accepted and refused ones, each refused row with a sentence that says why.

The rules themselves are the models of `pipeline.schemas`; whether a quote holds its value is judged elsewhere. Every
frame here has a `doc_id`, also where the table has no such column: a refused row must be traceable to its document.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import pandas as pd
import pandera.pandas as pa

from pipeline.reasons import Reason
from pipeline.records import Row
from pipeline.schemas.keys import KEYS, identity
from pipeline.schemas.registry import READ_TABLES, Model, parents

# pandera's names of its checks, in plain words. A rule over several columns comes with its own sentence.
_PLAIN = {
    "not_nullable": "is missing",
    "multiple_fields_uniqueness": "stands there twice",
    "isin": "is not one of the allowed words",
    "code_of": "is not in the vocabulary",
    "codes_of": "is not a list of different codes of the vocabulary",
    "str_contains": "is blank",
    "str_matches": "is not of the required form",
    "greater_than_or_equal_to": "is too small",
    "less_than_or_equal_to": "is too large",
}


@dataclass(frozen=True, slots=True)
class Split:
    """`accepted`: the rows that keep every rule, typed. `refused`: quarantine rows, without `seen_at`."""

    accepted: pd.DataFrame
    refused: tuple[Row, ...]


def split(table: str, rows: pd.DataFrame) -> Split:
    """Part the rows of one table that reading gives. `rows`: its columns, and `doc_id`; any index."""
    return split_by(READ_TABLES[table], table, rows)


def split_by(model: Model, table: str, rows: pd.DataFrame) -> Split:
    """Part the rows of `table` by the rules of `model`.

    A row whose key stands there already is refused; the first one stays. Raises SchemaErrors where a column is missing
    or of a wrong type: rows come typed from the store, so that is a fault of the code and of no row.
    """
    schema = model.to_schema()
    schema.report_duplicates = "exclude_first"
    rows = rows.reset_index(drop=True)
    checked = rows if "doc_id" in schema.columns else rows.drop(columns="doc_id")
    try:
        accepted = schema.validate(checked, lazy=True)
        faults: dict[int, str] = {}
    except pa.errors.SchemaErrors as error:
        if error.failure_cases["index"].isna().any():
            raise
        faults = _first_faults(error.failure_cases)
        accepted = schema.validate(checked.drop(index=list(faults)), lazy=True)
    accepted = accepted.assign(doc_id=rows["doc_id"].loc[accepted.index]).reset_index(drop=True)
    contents = _contents(rows.loc[sorted(faults)])
    refused = (_refusal(table, row, Reason.SCHEMA, faults[place]) for place, row in contents.items())
    return Split(accepted, tuple(refused))


def split_all(frames: Mapping[str, pd.DataFrame]) -> dict[str, Split]:
    """Part the rows of all tables that reading gives, parents first: a row goes where the row it belongs to went.

    `frames` must hold whole documents: a child whose parent is not among them counts as an orphan.
    """
    done: dict[str, Split] = {}
    for table in READ_TABLES:
        part = split(table, frames[table])
        orphaned = _orphaned(table, part.accepted, done)
        lost = _contents(part.accepted[orphaned.notna()])
        refused = [_refusal(table, row, Reason.ORPHAN, str(orphaned[place])) for place, row in lost.items()]
        kept = part.accepted[orphaned.isna()].reset_index(drop=True)
        done[table] = Split(kept, (*part.refused, *refused))
    return done


def _first_faults(cases: pd.DataFrame) -> dict[int, str]:
    """The first fault of each row in plain words; a fault of one column goes before one between columns."""
    cases = cases.sort_values("schema_context", kind="stable")
    faults: dict[int, str] = {}
    for place, column, check in zip(cases["index"], cases["column"], cases["check"], strict=True):
        faults.setdefault(int(place), _fault(str(column), str(check)))
    return faults


def _fault(column: str, check: str) -> str:
    plain = _PLAIN.get(check.partition("(")[0])
    return check if plain is None else f"{column} {plain}"


def _orphaned(table: str, rows: pd.DataFrame, done: Mapping[str, Split]) -> "pd.Series[Any]":
    """For each row the table of a parent that was not accepted; NA where all parents stand."""
    known = {parent: _identities(parent, part.accepted) for parent, part in done.items()}
    lost = pd.Series(pd.NA, index=rows.index, dtype="object")
    for column, parent in parents(READ_TABLES[table]).items():
        if parent in known:
            lost = lost.mask(rows[column].notna() & ~rows[column].isin(known[parent]) & lost.isna(), parent)
    if table == "provenance":  # its parent is a row of the table that it names
        for parent, identities in known.items():
            lost = lost.mask((rows["entity"] == parent) & ~rows["entity_id"].isin(identities) & lost.isna(), parent)
    return lost


def _identities(table: str, rows: pd.DataFrame) -> "pd.Series[str]":
    """`keys.identity` of all rows of a table that has a key."""
    columns = KEYS[table]
    found = rows[columns[0]]
    for column in columns[1:]:
        found = found + "/" + rows[column]
    return found


def _refusal(table: str, row: Row, reason: Reason, detail: str) -> Row:
    return {
        "doc_id": row["doc_id"],
        "entity": table,
        "entity_id": identity(table, row),
        "reason": reason.sentence(detail),
        "row": json.dumps(row, ensure_ascii=False),
    }


def _contents(rows: pd.DataFrame) -> dict[int, Row]:
    """The rows as JSON knows them, by their place."""
    records = rows.to_dict(orient="records")
    cells = ({str(name): _plain(value) for name, value in record.items()} for record in records)
    return dict(zip(rows.index, cells, strict=True))


def _plain(value: Any) -> Any:
    """A cell as JSON knows it."""
    if isinstance(value, list):
        return value
    if pd.isna(value):
        return None
    return value.isoformat() if isinstance(value, date) else value
