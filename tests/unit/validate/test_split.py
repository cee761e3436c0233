"""Every row is accepted or refused, never both and never lost, and a refusal says in plain words why."""

import json
from typing import Any

import pandas as pd
import pandera.pandas as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.schemas.registry import READ_TABLES
from pipeline.validate.split import Split, split, split_all
from tests.rows import rows_of


def frame(table: str, *bent: dict[str, Any]) -> pd.DataFrame:
    """The good row of a table, once for each of `bent`, changed by it."""
    return pd.DataFrame([{**rows_of()[table][0], "doc_id": "a.txt", **change} for change in bent])


def frames_of(*doc_ids: str) -> dict[str, pd.DataFrame]:
    read = {doc_id: rows_of(doc_id) for doc_id in doc_ids}
    return {
        table: pd.DataFrame([{**row, "doc_id": doc_id} for doc_id, rows in read.items() for row in rows[table]])
        for table in READ_TABLES
    }


def reasons(part: Split) -> list[str]:
    return [row["reason"] for row in part.refused]


def test_a_refused_row_names_column_and_fault_and_is_kept_whole() -> None:
    part = split("results", frame("results", {}, {"result_id": "r2", "outcome": "mood"}))
    assert list(part.accepted["result_id"]) == ["a.txt#0/result/0"]
    (refused,) = part.refused
    assert refused["reason"] == "The row breaks a rule of its table: outcome is not in the vocabulary."
    assert (refused["doc_id"], refused["entity"], refused["entity_id"]) == ("a.txt", "results", "r2")
    row = json.loads(refused["row"])
    assert (row["outcome"], row["value"], row["dispersion"]) == ("mood", 80.0, None)


@pytest.mark.parametrize(
    ("table", "bent", "detail"),
    [
        ("results", {"quote": None}, "quote is missing"),
        ("results", {"quote": " "}, "quote is blank"),
        ("reports", {"year": 1066}, "year is too small"),
        ("reports", {"conditions": ["FLU"]}, "conditions is not a list of different codes of the vocabulary"),
        ("arms", {"donor": "friend"}, "donor is not in the vocabulary"),
        ("arms", {"dose_max": 1.0}, "dose_min is at most dose_max"),
        ("registrations", {"registration_id": "NCT"}, "registration_id is not of the required form"),
    ],
)
def test_every_fault_has_its_words(table: str, bent: dict[str, Any], detail: str) -> None:
    assert reasons(split(table, frame(table, bent))) == [f"The row breaks a rule of its table: {detail}."]


def test_of_two_rows_with_one_key_the_first_stays() -> None:
    part = split("registrations", frame("registrations", {}, {}))
    assert len(part.accepted) == 1
    assert reasons(part) == ["The row breaks a rule of its table: report_id stands there twice."]
    assert part.refused[0]["entity_id"] == "a.txt#0/NCT00000000"


def test_a_row_that_breaks_several_rules_is_refused_once() -> None:
    part = split("results", frame("results", {"outcome": "mood", "value": 150.0, "quote": ""}))
    assert len(part.refused) == 1


def test_a_missing_column_is_our_fault_and_raises() -> None:
    with pytest.raises(pa.errors.SchemaErrors, match="quote"):
        split("results", frame("results", {}).drop(columns="quote"))


def test_a_mistyped_column_is_our_fault_and_raises() -> None:
    with pytest.raises(pa.errors.SchemaErrors, match="value"):
        split("results", frame("results", {}, {"value": "many"}))


def test_an_empty_frame_gives_an_empty_split() -> None:
    part = split("results", frame("results", {}).head(0))
    assert part.accepted.empty
    assert part.refused == ()


def test_accepted_rows_keep_their_document() -> None:
    assert list(split("arms", frame("arms", {})).accepted["doc_id"]) == ["a.txt"]


def test_what_hangs_on_a_refused_report_goes_with_it_and_nothing_else_does() -> None:
    frames = frames_of("a.txt", "b.txt")
    frames["reports"].loc[0, "n_enrolled"] = 0
    parts = split_all(frames)
    for table in ("reports", "arms", "results", "adverse_events", "registrations", "report_citations", "provenance"):
        assert list(parts[table].accepted["doc_id"]) == ["b.txt"], table
    for table in ("documents", "passages", "citations", "facts"):
        assert list(parts[table].accepted["doc_id"]) == ["a.txt", "b.txt"], table
    assert reasons(parts["arms"]) == ["The row belongs to a row that was itself refused: reports."]


def test_what_hangs_on_a_refused_document_goes_with_it() -> None:
    frames = frames_of("a.txt", "b.txt")
    frames["documents"].loc[1, "sha256"] = "none"
    parts = split_all(frames)
    for table, part in parts.items():
        assert set(part.accepted["doc_id"]) == {"a.txt"}, table
        assert [row["doc_id"] for row in part.refused] == ["b.txt"], table


def test_provenance_follows_the_row_that_it_tells_of_also_with_a_key_of_two_columns() -> None:
    frames = frames_of("a.txt")
    frames["provenance"]["entity"] = "registrations"
    frames["provenance"]["entity_id"] = "a.txt#0/NCT00000000"
    assert len(split_all(frames)["provenance"].accepted) == 1
    frames["registrations"]["registration_id"] = "?"
    assert reasons(split_all(frames)["provenance"]) == [
        "The row belongs to a row that was itself refused: registrations."
    ]


@settings(max_examples=20, deadline=None)
@given(st.lists(st.sampled_from(["good", "twice", "blank", "missing", "out of range"]), min_size=1, max_size=6))
def test_rows_are_conserved(kinds: list[str]) -> None:
    bends: dict[str, dict[str, Any]] = {
        "good": {},
        "twice": {"result_id": "same"},
        "blank": {"outcome_text": ""},
        "missing": {"quote": None},
        "out of range": {"p_operator": "<", "p_value": 2.0},
    }
    rows = [{"result_id": f"r{i}", **bends[kind]} for i, kind in enumerate(kinds)]
    part = split("results", frame("results", *rows))
    assert len(part.accepted) + len(part.refused) == len(kinds)
    assert len(part.accepted) == kinds.count("good") + min(1, kinds.count("twice"))
