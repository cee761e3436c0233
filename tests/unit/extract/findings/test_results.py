"""Which figure belongs to which outcome, time and group."""

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from pipeline.extract.findings.results import read_results
from pipeline.extract.findings.settling import without_repeats
from pipeline.extract.mentions.found import ResultFound
from tests.unit.extract.cases import Case, account_of, cases, near, sheet_of


def told(result: ResultFound) -> dict[str, Any]:
    return {
        "outcome": result.outcome.code,
        "t": result.time and result.time.value,
        "stat": result.statistic,
        "value": result.value,
        "sd": result.figure.spread,
        "of": result.figure.of,
        "unit": result.unit,
        "group": result.group and result.group.value,
        "p": result.p and f"{result.p.sign}{result.p.value:g}",
    }


def read(text: str) -> list[ResultFound]:
    sheet = sheet_of(text)
    return read_results(sheet, account_of(sheet))


@cases("findings/results")
def test_the_results_of_an_account(case: Case) -> None:
    found = [told(result) for result in read(case["text"])]
    assert len(found) == len(case["results"]), found
    for result, keys in zip(found, case["results"], strict=True):
        expected = {key: near(x) if isinstance(x, float | int) else x for key, x in keys.items()}
        assert {key: result[key] for key in keys} == expected


def test_a_figure_told_twice_is_one_result() -> None:
    found = read("6个月时有效率为80%。如上所述,6个月时有效率为80%。12个月时有效率为80%。")
    assert [(told(r)["t"], r.value) for r in found] == [(6, 80), (12, 80)]
    assert without_repeats([*found, *found]) == found


@given(st.lists(st.integers(1, 99), min_size=2, max_size=5), st.data())
def test_figures_in_step_keep_their_order(values: list[int], data: st.DataObject) -> None:
    months = sorted(data.draw(st.sets(st.integers(1, 60), min_size=len(values), max_size=len(values))))
    times = "、".join(map(str, months))
    figures = "、".join(f"{value}%" for value in values)
    found = read(f"治疗后{times}个月,缓解率分别为{figures}。")
    assert [(r.time and r.time.value, r.value) for r in found] == list(zip(months, values, strict=True))


@given(st.integers(10, 999).map(lambda n: n / 10), st.integers(1, 99).map(lambda n: n / 10))
def test_a_value_and_its_spread_are_given_back(value: float, spread: float) -> None:
    (found,) = read(f"治疗后6个月SLEDAI评分为{value}±{spread}分。")
    assert (found.value, found.figure.spread, found.statistic) == (value, spread, "mean")
