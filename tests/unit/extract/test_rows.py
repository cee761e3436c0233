"""Rows have their tables' shape, hold their own words, and say where each field was read."""

from collections import Counter
from typing import Any

import pandas as pd
import pytest

from pipeline.extract.page import extract_page
from pipeline.records import Row
from pipeline.schemas.registry import READ_TABLES, key
from pipeline.validate.split import split
from tests.unit.extract.cases import page_of, pages

PAGES = pages()
OWNERS = {"reports": "report_id", "arms": "arm_id", "results": "result_id", "adverse_events": "adverse_event_id"}
# What a row is, and where it stands: not read from words of its own.
NOT_READ = {*OWNERS.values(), "doc_id", "char_start", "char_end", "quote", "role", "outcome_text"}

named = pytest.mark.parametrize("name", sorted(PAGES))


def read(name: str) -> tuple[str, dict[str, list[Row]]]:
    page = page_of(PAGES[name])
    return page.document.text, extract_page(page)


def told(value: Any) -> bool:
    return value is not None and value != []


@named
def test_a_row_has_exactly_the_columns_of_its_table(name: str) -> None:
    _, rows = read(name)
    assert set(rows) == set(READ_TABLES) - {"documents", "passages"}
    for table, of_table in rows.items():
        columns = set(READ_TABLES[table].to_schema().columns)
        assert [set(row) ^ columns for row in of_table if set(row) != columns] == []


@named
def test_a_row_keeps_the_rules_of_its_table(name: str) -> None:
    _, rows = read(name)
    for table, of_table in rows.items():
        columns = list(READ_TABLES[table].to_schema().columns)
        frame = pd.DataFrame(
            [{"doc_id": "page.txt", **row} for row in of_table], columns=[*{"doc_id": 0, **dict.fromkeys(columns)}]
        )
        assert [row["reason"] for row in split(table, frame).refused] == []


@named
def test_a_quote_is_its_slice_of_the_document(name: str) -> None:
    text, rows = read(name)
    quoted = [row for of_table in rows.values() for row in of_table if "quote" in row]
    assert quoted
    assert [row for row in quoted if text[row["char_start"] : row["char_end"]] != row["quote"]] == []


@named
def test_every_field_that_was_read_says_where(name: str) -> None:
    _, rows = read(name)
    places = Counter((row["entity"], row["entity_id"], row["field"]) for row in rows["provenance"])
    for table, key_column in OWNERS.items():
        for row in rows[table]:
            fields = [field for field, value in row.items() if told(value) and field not in NOT_READ]
            assert [field for field in fields if (table, row[key_column], field) not in places] == []
    for row in rows["registrations"]:
        assert ("registrations", f"{row['report_id']}/{row['registration_id']}", "registration_id") in places


@named
def test_a_place_is_told_only_of_a_field_that_holds_something(name: str) -> None:
    _, rows = read(name)
    owners = {(table, row[column]): row for table, column in OWNERS.items() for row in rows[table]}
    for place in rows["provenance"]:
        if place["entity"] in OWNERS:
            assert told(owners[place["entity"], place["entity_id"]][place["field"]])
        assert place["rule"]


@named
def test_keys_are_unique_and_children_have_their_report(name: str) -> None:
    _, rows = read(name)
    for table, of_table in rows.items():
        unique = key(READ_TABLES[table])
        keys = [tuple(row[column] for column in unique) for row in of_table]
        assert not unique or len(keys) == len(set(keys))
    reports = {row["report_id"] for row in rows["reports"]}
    arms = {row["arm_id"] for row in rows["arms"]}
    for table in ("arms", "results", "adverse_events", "registrations", "report_citations"):
        assert {row["report_id"] for row in rows[table]} <= reports
    assert {row["arm_id"] for row in rows["results"] if row["arm_id"]} <= arms


def test_a_controlled_trial_has_two_arms_and_its_results_theirs() -> None:
    _, rows = read("two_arms_hant")
    assert [(arm["role"], arm["cell_source"], arm["dose_min"]) for arm in rows["arms"]] == [
        ("intervention", "umbilical_cord", 4e7),
        ("comparator", None, None),
    ]
    intervention, comparator = (arm["arm_id"] for arm in rows["arms"])
    rates = [
        (r["arm_id"], r["value"], r["p_operator"], r["p_value"]) for r in rows["results"] if r["statistic"] == "percent"
    ]
    assert rates == [(intervention, 80, "<", 0.05), (comparator, 55, None, None)]


def test_a_quote_that_closes_a_bracket_holds_its_opening() -> None:
    page = page_of("2018年,某某医院的试验纳入40例狼疮患者,输注脐带间充质干细胞(2~3)×10^7个。6个月时SLEDAI评分下降。")
    (dose,) = [row for row in extract_page(page)["provenance"] if row["field"] == "dose_min"]
    assert dose["quote"] == "(2~3)×10^7个"
