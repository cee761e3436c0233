"""Facts at the gate: what a page states stands; whatever a fact says beyond its own quotes is refused as a whole."""

import copy
import re
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from pipeline.extract.page import extract_page
from pipeline.records import Row
from pipeline.validate.fact_rereading import holds_field
from pipeline.validate.grounding import check
from pipeline.validate.quotes import read_again
from tests.unit.extract.cases import laws, page_of

MODULES = ("facts/figures", "facts/names", "facts/place", "facts/prices")
TEXTS = [
    str(case["text"]) for module in MODULES for of_law in laws(module).values() for case in of_law if case["facts"]
]


def read(text: str) -> tuple[str, dict[str, list[Row]]]:
    page = page_of(text)
    return page.document.text, extract_page(page)


READ = [found for found in map(read, TEXTS) if found[1]["facts"]]


def judged(found: tuple[str, dict[str, list[Row]]], **bent: Any) -> tuple[list[Row], list[Row]]:
    """The facts that stand and the rows refused, after the first fact was bent."""
    text, rows = copy.deepcopy(found)
    rows["facts"][0].update(bent)
    kept, refused = check(rows, text)
    return kept["facts"], refused


def test_there_are_facts_of_every_kind_to_bend() -> None:
    kinds = {row["kind"] for _, rows in READ for row in rows["facts"]}
    assert kinds == {
        *("epidemiology", "cumulative_experience", "research_volume"),
        *("product_approval", "patent", "guideline", "price"),
    }


@pytest.mark.parametrize(
    ("text", "bent", "part"),
    [
        ("据调查,我国系统性红斑狼疮的患病率约为40~60/10万。", {"value_min": 4.0}, "value_min"),
        ("据调查,我国系统性红斑狼疮的患病率约为40~60/10万。", {"value_max": 600.0}, "value_max"),
        ("据调查,我国系统性红斑狼疮的患病率约为40~60/10万。", {"unit": "%"}, "unit"),
        ("据调查,我国系统性红斑狼疮的患病率约为40~60/10万。", {"subject": "RA"}, "subject"),
        ("据调查,我国系统性红斑狼疮的患病率约为40~60/10万。", {"kind": "price"}, "kind"),
        ("據統計,2019年美國乾癬的盛行率約占總人口的2%。", {"year": 2018}, "year"),
        ("據統計,2019年美國乾癬的盛行率約占總人口的2%。", {"region": "CA"}, "region"),
        ("据调查,某镇狼疮的患病率为0.8‰。", {"value_min": 0.8, "value_max": 0.8}, "value_min"),
        ("世界中で間葉系幹細胞の臨床試験が950件、登録されている。", {"unit": "{patients}"}, "unit"),
        ("厚生労働省は2018年に幹細胞製品ステミラック注を承認した。", {"subject": "テムセル"}, "subject"),
        ("脐带间充质干细胞回输每次费用3万元。", {"unit": "USD"}, "unit"),
        ("脐带间充质干细胞回输每次费用3万元。", {"value_min": 3.0, "value_max": 3.0}, "value_min"),
    ],
)
def test_a_fact_that_its_quotes_do_not_hold_is_refused_whole(text: str, bent: dict[str, Any], part: str) -> None:
    found = read(text)
    fact_id = found[1]["facts"][0]["fact_id"]
    kept, refused = judged(found, **bent)
    assert kept == []
    told = {row["reason"] for row in refused if row["entity_id"] in {fact_id, f"{fact_id}.{part}"}}
    assert f"The quote does not hold the value of {part}." in told
    assert {row["entity_id"] for row in refused if row["entity"] == "facts"} == {fact_id}


@pytest.mark.parametrize("found", READ, ids=lambda found: found[0][:24])
def test_a_fact_whose_quote_is_not_in_the_text_is_refused(found: tuple[str, dict[str, list[Row]]]) -> None:
    start = found[1]["facts"][0]["char_start"]
    kept, refused = judged(found, char_start=start + 1)
    assert len(kept) == len(found[1]["facts"]) - 1
    assert "The quote is not what stands at its place in the document." in {row["reason"] for row in refused}


@settings(deadline=None)
@given(st.sampled_from([found for found in READ if found[1]["facts"][0]["value_min"] is not None]), st.data())
def test_any_other_figure_is_refused(found: tuple[str, dict[str, list[Row]]], data: st.DataObject) -> None:
    fact = found[1]["facts"][0]
    value = data.draw(st.integers(1, 10**7).map(lambda n: n / 10))
    assume(all(abs(value - own) > 0.01 for own in (fact["value_min"], fact["value_max"])))
    kept, _ = judged(found, value_min=value, value_max=max(value, fact["value_max"]))
    assert fact["fact_id"] not in {row["fact_id"] for row in kept}


@settings(deadline=None)
@given(st.sampled_from([found for found in READ if re.search(r"\d", found[1]["facts"][0]["quote"])]), st.data())
def test_any_other_digit_in_the_text_is_noticed(found: tuple[str, dict[str, list[Row]]], data: st.DataObject) -> None:
    """The page is changed under the fact: the figure or the number that the changed digit belongs to no longer stands."""
    text, rows = copy.deepcopy(found)
    fact = rows["facts"][0]
    spans = [
        p for p in rows["provenance"] if p["entity_id"] == fact["fact_id"] and p["field"] in {"value_min", "subject"}
    ]
    places = [i for p in spans for i in range(p["char_start"], p["char_end"]) if text[i].isdecimal()]
    assume(places)
    at = data.draw(st.sampled_from(places))
    digit = data.draw(st.sampled_from("123456789").filter(lambda d: d != text[at]))
    assume(
        not re.match(r"[ ,]*(?:0[0 ]*|万|百万|千)", text[at + 1 :]) or text[at] != "1"
    )  # a population of another size
    bent = text[:at] + digit + text[at + 1 :]
    for of_table in rows.values():
        for row in of_table:
            if "quote" in row:
                row["quote"] = bent[row["char_start"] : row["char_end"]]
    kept, _ = check(rows, bent)
    assert fact["fact_id"] not in {row["fact_id"] for row in kept["facts"]}


@pytest.mark.parametrize(
    ("field", "value", "unit", "quote", "rule", "held"),
    [
        ("value_min", 200.0, "/100000", "每1000名新生儿中约有2", "facts.of_so_many", True),
        ("value_min", 2.0, "/100000", "每1000名新生儿中约有2", "facts.of_so_many", False),
        ("value_min", 0.35, "%", "3.5‰", "unit.percent", True),
        ("value_min", 2.5e6, "{patients}", "兩百五十萬", "quantity.plain", True),
        ("unit", "JPY", "JPY", "150万円", "", True),
        ("unit", "CNY", "CNY", "150万円", "", False),
        ("subject", "ZL202010123456.7", None, "ZL 2020 1 0123456.7", "facts.patent_number", True),
        ("subject", "ZL202010123456.8", None, "ZL 2020 1 0123456.7", "facts.patent_number", False),
        ("subject", "SLE", None, "紅斑性狼瘡", "condition.SLE", True),
        ("subject", "RA", None, "紅斑性狼瘡", "condition.SLE", False),
    ],
)
def test_a_quote_holds_a_field_or_not(
    field: str, value: object, unit: str | None, quote: str, rule: str, held: bool
) -> None:
    assert holds_field(field, value, unit, read_again(quote), rule) is held
