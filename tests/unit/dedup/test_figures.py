"""Figures are the same whatever words and units they were told in."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.dedup.figures import denominator_of, figure_of

Row = dict[str, Any]
ONE_ARM = [{"arm_id": "a", "n": None}]
TWO_ARMS = [{"arm_id": "a", "n": 12}, {"arm_id": "b", "n": None}]


def result(outcome: str, statistic: str, value: float, **more: Any) -> Row:
    return {"outcome": outcome, "statistic": statistic, "value": value, **more}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (result("overall_survival", "percent", 84.0), result("mortality", "percent", 16.0)),
        (result("remission", "count", 13, denominator=40), result("remission", "percent", 32.5)),
        (result("overall_survival", "count", 68, denominator=81), result("overall_survival", "percent", 84.0)),
        (
            result("proteinuria_24h", "mean", 2.24, unit="g/(24.h)"),
            result("proteinuria_24h", "mean", 2240.0, unit="mg/(24.h)"),
        ),
        (result("proteinuria_24h", "mean", 2505.0), result("proteinuria_24h", "mean", 2.505, unit="g/(24.h)")),
        (result("albumin", "mean", 2.6, unit="g/dL"), result("albumin", "median", 26.0, unit="g/L")),
    ],
)
def test_one_figure_told_two_ways_is_one(one: Row, other: Row) -> None:
    assert figure_of(one, ONE_ARM, None) == figure_of(other, ONE_ARM, None)


def test_other_times_values_and_kinds_stay_apart() -> None:
    told = [
        result("remission", "percent", 50.0, timepoint_months=12.0),
        result("remission", "percent", 50.0, timepoint_months=48.0),
        result("remission", "percent", 51.0, timepoint_months=12.0),
        result("remission", "count", 50.0, timepoint_months=12.0),
        result("ESR", "mean", 50.0, timepoint_months=12.0),
        result("ESR", "mean_change", 50.0, timepoint_months=12.0),
    ]
    assert len({figure_of(row, ONE_ARM, None) for row in told}) == len(told)


def test_a_direction_alone_is_no_figure() -> None:
    assert figure_of({"outcome": "ESR", "statistic": None, "value": None, "direction": "decrease"}, [], 9) is None


@pytest.mark.parametrize(
    ("row", "arms", "expected"),
    [
        (result("x", "count", 3, denominator=15, arm_id="a"), TWO_ARMS, 15),
        (result("x", "count", 3, arm_id="a"), TWO_ARMS, 12),
        (result("x", "count", 3, arm_id="b"), TWO_ARMS, None),
        (result("x", "count", 3), TWO_ARMS, None),
        (result("x", "count", 3), ONE_ARM, 20),
        (result("x", "count", 3), [], 20),
    ],
)
def test_a_share_is_of_the_closest_known_group(row: Row, arms: list[Row], expected: int | None) -> None:
    assert denominator_of(row, arms, 20) == expected


@given(n=st.integers(1, 500), data=st.data())
def test_survivors_and_deaths_of_one_group_are_one_figure(n: int, data: st.DataObject) -> None:
    survivors = data.draw(st.integers(0, n))
    alive = figure_of(result("overall_survival", "count", survivors, denominator=n), [], None)
    dead = figure_of(result("mortality", "count", n - survivors, denominator=n), [], None)
    assert alive == dead
