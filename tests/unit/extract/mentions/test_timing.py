"""Which spans of time are points of a study, in months after treatment."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.unit.extract.cases import Case, cases, near, sheet_of


@cases("mentions/timing")
def test_time_points(case: Case) -> None:
    found = sheet_of(case["text"]).time_points
    assert [list(point.months) for point in found] == [[near(month) for month in point] for point in case["points"]]


def test_a_point_knows_its_words_and_whether_a_word_of_its_own_tells_it() -> None:
    sheet = sheet_of("治疗前评分为13分,治疗后6个月时为5分。")
    told = [(sheet.text[point.start : point.end], point.anchored, point.rule) for point in sheet.time_points]
    assert told == [("治疗前", True, "time_anchor.baseline"), ("6个月", False, "unit.months")]


@given(st.lists(st.integers(1, 60), min_size=2, max_size=5, unique=True).map(sorted))
def test_times_in_a_row_give_back_their_months(months: list[int]) -> None:
    (point,) = sheet_of(f"治疗后{'、'.join(map(str, months))}个月评分均下降。").time_points
    assert point.months == pytest.approx(months)
