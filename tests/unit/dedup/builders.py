"""Small frames and accounts to fold and to check, with what a test does not care about filled in."""

from typing import Any

import pandas as pd

from pipeline.dedup.account import Account

Row = dict[str, Any]


def report(doc_id: str, start: int = 0, end: int = 100, **told: Any) -> Row:
    """A row of reports without its study_id."""
    blank: Row = {"study_type": "single_arm_trial", "species": "human", "conditions": ["SLE"], "n_enrolled": None}
    return {"report_id": f"{doc_id}#{start}", "doc_id": doc_id, "char_start": start, "char_end": end, **blank, **told}


def result(report_id: str, outcome: str, value: float | None, statistic: str | None = "percent", **told: Any) -> Row:
    place = {"char_start": 0, "char_end": 1, "quote": f"{value:g}" if value is not None else ""}
    names = {"result_id": f"{report_id}/{outcome}/{value}", "report_id": report_id, "outcome": outcome, "arm_id": None}
    return {**names, "statistic": statistic, "value": value, **place, **told}


def arm(report_id: str, name: str = "a", **told: Any) -> Row:
    blank = {"role": "intervention", "n": None, "routes": []}
    return {"arm_id": f"{report_id}/{name}", "report_id": report_id, **blank, **told}


def frames(**rows: list[Row]) -> dict[str, pd.DataFrame]:
    return {name: pd.DataFrame(entries) for name, entries in rows.items()}


def account(
    text: str = "", *, arms: list[Row] | None = None, results: list[Row] | None = None, doc_id: str = "a", **told: Any
) -> Account:
    """An account that is its whole document."""
    return Account(report(doc_id, 0, len(text), **told), arms or [], results or [], {}, text)


def passages(doc_id: str, text: str, language: str = "zh-Hans", **kinds: str) -> list[Row]:
    """Every line a paragraph; `kinds`: the kind of line 0 as `line0`, and so on."""
    rows: list[Row] = []
    start = 0
    for ordinal, line in enumerate(text.splitlines(keepends=True)):
        kind = kinds.get(f"line{ordinal}", "paragraph")
        place = {"char_start": start, "char_end": start + len(line)}
        rows.append(
            {"doc_id": doc_id, "ordinal": ordinal, "kind": kind, "language": language, "text_normalized": line, **place}
        )
        start += len(line)
    return rows
