"""The grounding gate: what was read stands; whatever a row says beyond its own quote is refused with a plain reason.

Pages of invented studies are read, then one thing is bent: a digit, a sign, a unit, a word of the text itself.
"""

import copy
import json
import re
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from pipeline.extract.page import extract_page
from pipeline.records import Row
from pipeline.validate.grounding import check
from tests.unit.extract.cases import CASES, laws, page_of, pages

Tables = dict[str, list[Row]]

PAGES = pages()
NAMES = sorted(PAGES)
STUDY = "2018年,某某医院的试验纳入40例狼疮患者,输注脐带间充质干细胞。"
TOLD_TOGETHER = ({"dose_min", "dose_max", "dose_unit"}, {"n_infusions_min", "n_infusions_max"})
OWNERS = {"reports": "report_id", "arms": "arm_id", "results": "result_id", "adverse_events": "adverse_event_id"}


def read(name: str) -> tuple[str, Tables]:
    """The text of a page and what is read from it, before the gate."""
    page = page_of(PAGES[name])
    return page.document.text, extract_page(page)


READ = {name: read(name) for name in NAMES}


def fresh(name: str) -> tuple[str, Tables]:
    text, rows = READ[name]
    return text, copy.deepcopy(rows)


def result(rows: Tables, outcome: str, **told: Any) -> Row:
    """The only result of an outcome that says so."""
    (row,) = [r for r in rows["results"] if r["outcome"] == outcome and all(r[key] == x for key, x in told.items())]
    return row


def event(rows: Tables, code: str) -> Row:
    (row,) = [r for r in rows["adverse_events"] if r["event"] == code]
    return row


def reasons(refused: list[Row], entity: str, entity_id: str) -> set[str]:
    return {row["reason"] for row in refused if (row["entity"], row["entity_id"]) == (entity, entity_id)}


def inserted(text: str, rows: Tables, place: int, words: str) -> str:
    """The document with words put in at a place, and every row's offsets and quotes moved along with it."""
    bent = text[:place] + words + text[place:]
    for of_table in rows.values():
        for row in of_table:
            if "char_start" in row:
                row["char_start"] += len(words) if row["char_start"] >= place else 0
                row["char_end"] += len(words) if row["char_end"] > place else 0
            if "quote" in row:
                row["quote"] = bent[row["char_start"] : row["char_end"]]
    return bent


@pytest.mark.parametrize("name", NAMES)
def test_what_was_read_stands(name: str) -> None:
    text, rows = fresh(name)
    kept, refused = check(rows, text)
    assert refused == []
    assert kept == rows


@pytest.mark.parametrize("module", sorted(path.stem for path in CASES.glob("*.yaml") if path.stem != "pages"))
def test_what_the_laws_read_stands(module: str) -> None:
    """The text of every case, alone and behind the opening of a study, gives no row that the gate refuses."""
    texts = [str(case["text"]) for of_law in laws(module).values() for case in of_law if case["text"]]
    for text in [*texts, *(STUDY + text for text in texts)]:
        page = page_of(text)
        assert check(extract_page(page), page.document.text)[1] == []


Bend = Callable[[Row], None]


def put(**fields: Any) -> Bend:
    return lambda row: row.update(fields)


def shift(start: int, end: int) -> Bend:
    return lambda row: row.update(char_start=row["char_start"] + start, char_end=row["char_end"] + end)


@pytest.mark.parametrize(
    ("name", "outcome", "told", "bend", "reason"),
    [
        # a digit of a value
        ("one_arm_hans", "SLEDAI", {}, put(value=4.3), "The quote does not hold the value of value."),
        ("one_arm_hans", "complete_remission", {"value": 13}, put(value=18.0), "The quote does not hold the value of value."),
        ("one_arm_hans", "complete_remission", {"value": 32.5}, put(value=35.2), "The quote does not hold the value of value."),
        ("two_arms_hant", "response", {"value": 80}, put(value=88.0), "The quote does not hold the value of value."),
        ("one_arm_ja", "SLEDAI", {"value": 4.2}, put(value=42.0), "The quote does not hold the value of value."),
        ("table_mixed", "response", {}, put(value=8.0), "The quote does not hold the value of value."),
        ("animals_hans", "IgG", {"value": 9.8}, put(value=6.1), "The quote does not hold the value of value."),
        # of a spread
        ("one_arm_hans", "SLEDAI", {}, put(dispersion=1.7), "The quote does not hold the value of value."),
        ("one_arm_hans", "proteinuria_24h", {"value": 2.24}, put(dispersion=0.62), "The quote does not hold the value of value."),
        # of a denominator
        ("one_arm_hans", "relapse", {}, put(denominator=48), "The quote does not hold the value of value."),
        ("one_arm_hans", "complete_remission", {"value": 13}, put(denominator=40), "The quote does not hold the value of value."),
        # a count for a share, a share for a count
        ("one_arm_hans", "complete_remission", {"value": 13}, put(statistic="percent", unit="%"), "The quote does not hold the value of value."),
        ("one_arm_hans", "complete_remission", {"value": 32.5}, put(statistic="count", unit="{patients}"), "The quote does not hold the value of value."),
        ("one_arm_ja", "remission", {"value": 75}, put(statistic="count", unit="{patients}"), "The quote does not hold the value of value."),
        # another unit
        ("one_arm_hans", "proteinuria_24h", {"value": 2.24}, put(unit="mg"), "The quote does not hold the value of unit."),
        ("one_arm_hans", "proteinuria_24h", {"value": 1.1}, put(unit="mg/(24.h)"), "The quote does not hold the value of unit."),
        ("animals_hans", "IgG", {"value": 6.1}, put(unit="g/L"), "The quote does not hold the value of unit."),
        ("two_arms_hant", "DAS28", {"value": 3.2}, put(unit="%"), "The quote does not hold the value of unit."),
        # the other way
        ("one_arm_hans", "C4", {}, put(direction="decrease"), "The quote says the opposite of the value of direction."),
        ("one_arm_hans", "creatinine", {}, put(direction="decrease"), "The quote says the opposite of the value of direction."),
        ("two_arms_hant", "ESR", {}, put(direction="increase"), "The quote says the opposite of the value of direction."),
        ("two_arms_hant", "ESR", {}, put(direction="no_change"), "The quote says the opposite of the value of direction."),
        ("one_arm_ja", "C3", {}, put(direction="decrease"), "The quote says the opposite of the value of direction."),
        ("story_hans", "rash", {}, put(direction="increase"), "The quote says the opposite of the value of direction."),
        # another place
        ("one_arm_hans", "SLEDAI", {}, shift(1, 1), "The quote is not what stands at its place in the document."),
        ("one_arm_hans", "SLEDAI", {}, shift(0, 1), "The quote is not what stands at its place in the document."),
        ("two_arms_hant", "ESR", {}, shift(-1, 0), "The quote is not what stands at its place in the document."),
        ("one_arm_ja", "C3", {}, put(quote="補體C3は上昇"), "The quote is not what stands at its place in the document."),
        ("one_arm_ja", "C3", {}, put(quote="", char_start=0, char_end=0), "The quote is not what stands at its place in the document."),
        # a time, a P value that the page does not give
        ("one_arm_hans", "SLEDAI", {}, put(timepoint_months=8.0), "The quote does not hold the value of timepoint_months."),
        ("one_arm_ja", "SLEDAI", {"value": 4.2}, put(p_value=0.3), "The quote does not hold the value of p_value."),
        ("two_arms_hant", "DAS28", {"value": 4.4}, put(timepoint_months=2.0), "The quote does not hold the value of timepoint_months."),
    ],
)  # fmt: skip
def test_a_result_that_its_quote_does_not_hold_is_refused(
    name: str, outcome: str, told: dict[str, Any], bend: Bend, reason: str
) -> None:
    text, rows = fresh(name)
    row = result(rows, outcome, **told)
    bend(row)
    kept, refused = check(rows, text)
    assert row["result_id"] not in {r["result_id"] for r in kept["results"]}
    assert reasons(refused, "results", row["result_id"]) == {reason}
    assert len(kept["results"]) == len(rows["results"]) - 1
    assert kept["adverse_events"] == rows["adverse_events"]


@pytest.mark.parametrize(
    ("name", "outcome", "told", "before", "negation"),
    [
        ("one_arm_hans", "relapse", {}, "复发", "未"),
        ("one_arm_hans", "C4", {}, "升高", "未见"),
        ("two_arms_hant", "ESR", {}, "下降", "沒有"),
        ("story_hans", "proteinuria", {}, "下降", "未"),
        ("story_hans", "rash", {}, "消退", "没有"),
    ],
)
def test_a_result_that_its_quote_denies_is_refused(
    name: str, outcome: str, told: dict[str, Any], before: str, negation: str
) -> None:
    text, rows = fresh(name)
    row = result(rows, outcome, **told)
    text = inserted(text, rows, text.index(before, row["char_start"]), negation)
    assert negation in row["quote"]
    kept, refused = check(rows, text)
    assert row["result_id"] not in {r["result_id"] for r in kept["results"]}
    assert any(
        reason.startswith("The quote says the opposite") for reason in reasons(refused, "results", row["result_id"])
    )


@pytest.mark.parametrize(
    ("name", "code", "bend", "reason"),
    [
        ("one_arm_hans", "fever", put(event="rash"), "The quote does not hold the value of event."),
        ("one_arm_hans", "fever", put(event="none"), "The quote does not hold the value of event."),
        ("one_arm_hans", "headache", put(event="fever"), "The quote does not hold the value of event."),
        ("one_arm_hans", "fever", put(n=14), "The quote does not hold the value of n."),
        ("one_arm_ja", "fever", put(n=3), "The quote does not hold the value of n."),
        ("two_arms_hant", "none", put(event="fever"), "The quote does not hold the value of event."),
        ("story_hans", "none", put(event="infection"), "The quote does not hold the value of event."),
        ("one_arm_ja", "fever", shift(2, 0), "The quote is not what stands at its place in the document."),
    ],
)
def test_an_event_that_its_quote_does_not_tell_is_refused(name: str, code: str, bend: Bend, reason: str) -> None:
    text, rows = fresh(name)
    row = event(rows, code)
    bend(row)
    kept, refused = check(rows, text)
    assert row["adverse_event_id"] not in {r["adverse_event_id"] for r in kept["adverse_events"]}
    assert reasons(refused, "adverse_events", row["adverse_event_id"]) == {reason}
    assert kept["results"] == rows["results"]


def test_an_event_that_its_quote_denies_is_refused() -> None:
    text, rows = fresh("one_arm_hans")
    row = event(rows, "fever")
    text = inserted(text, rows, text.index("发热"), "未见")
    _, refused = check(rows, text)
    assert reasons(refused, "adverse_events", row["adverse_event_id"]) == {
        "The quote says the opposite of the value of event."
    }


def test_no_events_is_refused_where_the_quote_denies_none() -> None:
    page = page_of("SLE患者12名を対象に臍帯由来間葉系幹細胞を投与した。有害事象は認められなかった。")
    text, rows = page.document.text, extract_page(page)
    row = event(rows, "none")
    assert check(rows, text)[1] == []
    row.update(char_end=row["char_start"] + len("有害事象"), quote="有害事象")
    _, refused = check(rows, text)
    assert reasons(refused, "adverse_events", row["adverse_event_id"]) == {
        "The quote does not hold the value of event."
    }


@pytest.mark.parametrize(
    ("name", "table", "field", "value"),
    [
        ("one_arm_hans", "reports", "n_enrolled", 46),
        ("one_arm_hans", "reports", "year", 2013),
        ("one_arm_hans", "reports", "follow_up_max_months", 18.0),
        ("one_arm_ja", "reports", "follow_up_max_months", 2.0),
        ("story_hans", "reports", "patient_age_years", 43.0),
        ("table_mixed", "reports", "n_enrolled", 151),
        ("one_arm_hans", "arms", "dose_min", 1e5),
        ("two_arms_hant", "arms", "dose_max", 4e8),
        ("one_arm_hans", "arms", "n_infusions_max", 3),
        ("story_hans", "arms", "n_infusions_min", 5),
        ("table_mixed", "arms", "dose_max", 4e6),
    ],
)
def test_a_field_that_its_quote_does_not_hold_is_blanked_with_those_told_with_it(
    name: str, table: str, field: str, value: float
) -> None:
    text, rows = fresh(name)
    row = rows[table][0]
    blank = {name: None for group in TOLD_TOGETHER if field in group for name in group} | {field: None}
    row[field] = value
    kept, refused = check(rows, text)
    assert kept[table][0] == row | blank
    fault, *companions = refused
    assert (fault["entity"], fault["entity_id"]) == ("provenance", f"{row[OWNERS[table]]}.{field}")
    assert fault["reason"] == f"The quote does not hold the value of {field}."
    assert {r["entity_id"] for r in companions} <= {f"{row[OWNERS[table]]}.{blanked}" for blanked in blank}
    told = {(p["entity_id"], p["field"]) for p in kept["provenance"]}
    assert not told & {(row[OWNERS[table]], blanked) for blanked in blank}


def test_a_code_whose_words_are_not_in_the_quote_is_blanked() -> None:
    text, rows = fresh("one_arm_hans")
    (place,) = [p for p in rows["provenance"] if p["field"] == "cell_source"]
    start = text.index("随访")
    place.update(char_start=start, char_end=start + 2, quote="随访")
    kept, (refused,) = check(rows, text)
    assert kept["arms"][0]["cell_source"] is None
    assert refused["reason"] == "The quote does not hold the value of cell_source."


@pytest.mark.parametrize(
    ("table", "field", "value"),
    [
        ("arms", "cell_source", "adipose"),
        ("arms", "donor", "autologous"),
        ("arms", "dose_unit", "cells"),
        ("reports", "phase", "4"),
    ],
)
def test_a_code_that_is_not_its_rules_is_blanked(table: str, field: str, value: str) -> None:
    text, rows = fresh("one_arm_hans")
    row = next(row for row in rows[table] if row[field] not in {None, value})
    row[field] = value
    kept, refused = check(rows, text)
    assert kept[table][0][field] is None
    assert f"The quote does not hold the value of {field}." in {r["reason"] for r in refused}


@pytest.mark.parametrize(
    ("table", "field", "code"), [("reports", "conditions", "RA"), ("arms", "routes", "intrathecal")]
)
def test_a_code_of_a_list_that_no_words_name_leaves_it(table: str, field: str, code: str) -> None:
    text, rows = fresh("one_arm_hans")
    row = rows[table][0]
    told = list(row[field])
    row[field] = [*told, code]
    kept, (refused,) = check(rows, text)
    assert told
    assert kept[table][0][field] == told
    assert (refused["doc_id"], refused["entity"]) == ("page.txt", table)
    assert refused["entity_id"] == f"{row[OWNERS[table]]}.{field}"
    assert json.loads(refused["row"])[field] == [code]


def test_a_code_of_a_list_goes_with_its_quote() -> None:
    text, rows = fresh("one_arm_hans")
    told = list(rows["reports"][0]["conditions"])
    place = next(p for p in rows["provenance"] if p["field"] == "conditions")
    start = text.index("随访")
    place.update(char_start=start, char_end=start + 2, quote="随访")
    kept, refused = check(rows, text)
    assert len(kept["reports"][0]["conditions"]) == len(told) - 1
    assert {r["reason"] for r in refused} == {"The quote does not hold the value of conditions."}


@pytest.mark.parametrize(
    "tamper",
    [
        {"outcome": "creatinine"},
        {"p_operator": ">"},
        {"statistic": "median"},
        {"statistic": "mean_change", "value": -99.0},
    ],
)
def test_a_result_with_another_outcome_sign_or_statistic_is_refused(tamper: dict[str, object]) -> None:
    text, rows = fresh("one_arm_hans")
    row = next(r for r in rows["results"] if r["statistic"] == "mean" and r["p_operator"] == "<")
    tamper = tamper | ({"value": -row["value"]} if "value" in tamper else {})
    row.update(tamper)
    kept, refused = check(rows, text)
    assert row["result_id"] not in {r["result_id"] for r in kept["results"]}
    assert refused


def test_the_places_of_a_refused_row_go_with_it() -> None:
    text, rows = fresh("one_arm_hans")
    row = result(rows, "SLEDAI")
    row["value"] = 9.9
    kept, refused = check(rows, text)
    assert row["result_id"] not in {place["entity_id"] for place in kept["provenance"]}
    orphans = [r for r in refused if r["reason"].startswith("The row belongs to a row that was itself refused")]
    assert {json.loads(r["row"])["entity_id"] for r in orphans} == {row["result_id"]}


@pytest.mark.parametrize("name", NAMES)
def test_a_refusal_names_its_document_its_row_and_a_sentence(name: str) -> None:
    text, rows = fresh(name)
    for row in rows["results"]:
        row["char_start"] += 1
    _, refused = check(rows, text)
    assert len(refused) >= len(rows["results"])
    for row in refused:
        assert (row["doc_id"], row["entity"] in {"results", "provenance"}) == ("page.txt", True)
        assert re.fullmatch(r"[A-Z][^.]*\S.*\.", row["reason"])
        assert json.loads(row["row"])
        assert set(row) == {"doc_id", "entity", "entity_id", "reason", "row"}


def test_no_row_is_lost() -> None:
    """Each row is kept or refused, never both; a refused place of a field is refused once."""
    for name in NAMES:
        text, rows = fresh(name)
        for row in rows["results"][::2]:
            if row["value"] is not None:
                row["value"] += 1000
        kept, refused = check(rows, text)
        for table in rows:
            assert len(kept[table]) + sum(r["entity"] == table for r in refused) == len(rows[table])


WITH_VALUE = [
    (name, row["result_id"]) for name in NAMES for row in READ[name][1]["results"] if row["value"] is not None
]


@settings(deadline=None)
@given(st.sampled_from(WITH_VALUE), st.integers(0, 10**6).map(lambda n: n / 100) | st.integers(0, 10**6).map(float))
def test_any_other_figure_than_those_of_the_quote_is_refused(of: tuple[str, str], value: float) -> None:
    text, rows = fresh(of[0])
    (row,) = [r for r in rows["results"] if r["result_id"] == of[1]]
    printed = [float(figure) for figure in re.findall(r"\d+(?:\.\d+)?", row["quote"])]
    assume(all(abs(value - figure) > 0.01 for figure in printed))
    row["value"] = value
    kept, refused = check(rows, text)
    assert of[1] not in {r["result_id"] for r in kept["results"]}
    assert reasons(refused, "results", of[1]) == {"The quote does not hold the value of value."}


@settings(deadline=None)
@given(st.sampled_from(WITH_VALUE), st.data())
def test_any_other_digit_in_the_text_is_refused(of: tuple[str, str], data: st.DataObject) -> None:
    """The page itself is changed under the row: its words hold another figure than the row."""
    text, rows = fresh(of[0])
    (row,) = [r for r in rows["results"] if r["result_id"] == of[1]]
    figure = f"{row['value']:g}"
    place = text.rindex(figure, row["char_start"], row["char_end"] + len(figure))
    at = place + data.draw(st.integers(0, len(figure) - 1).filter(lambda i: figure[i] != "."))
    digit = data.draw(st.sampled_from("123456789").filter(lambda d: d != text[at]))
    bent = text[:at] + digit + text[at + 1 :]
    for of_table in rows.values():
        for other in of_table:
            if "quote" in other:
                other["quote"] = bent[other["char_start"] : other["char_end"]]
    kept, _ = check(rows, bent)
    assert of[1] not in {r["result_id"] for r in kept["results"]}


@settings(deadline=None)
@given(st.sampled_from(NAMES), st.data())
def test_any_shifted_quote_is_refused(name: str, data: st.DataObject) -> None:
    text, rows = fresh(name)
    assume(rows["results"])
    row = data.draw(st.sampled_from(rows["results"]))
    start, end = data.draw(st.tuples(st.integers(-9, 9), st.integers(-9, 9)).filter(any))
    row.update(char_start=max(0, row["char_start"] + start), char_end=row["char_end"] + end)
    assume(text[row["char_start"] : row["char_end"]] != row["quote"])
    _, refused = check(rows, text)
    assert reasons(refused, "results", row["result_id"]) == {
        "The quote is not what stands at its place in the document."
    }


def test_empty_tables_pass() -> None:
    assert check({}, "") == ({"provenance": []}, [])
