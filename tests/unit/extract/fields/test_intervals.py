"""How many days lie between infusions."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.extract.fields.intervals import interval_days, read_interval
from tests.unit.extract.cases import Case, account_of, cases, near, sheet_of


@cases("fields/intervals")
def test_the_interval_of_an_account(case: Case) -> None:
    sheet = sheet_of(case["text"])
    found = read_interval(sheet, account_of(sheet))
    if case["days"] is None:
        assert found is None
    else:
        assert found is not None
        assert found.value == near(case["days"])
        span = sheet.page.view.span(found.start, found.end)
        assert case["text"][span.start : span.end] == case["words"]


@given(st.integers(1, 60), st.sampled_from([("天", 1.0), ("周", 7.0), ("个月", 30.44)]))
def test_days_are_the_number_times_the_unit(number: int, unit: tuple[str, float]) -> None:
    assert interval_days(f"每{number}{unit[0]}") == pytest.approx(number * unit[1], abs=0.006)
    assert interval_days(f"间隔{number}{unit[0]}") == interval_days(f"每{number}{unit[0]}")


@pytest.mark.parametrize("words", ["", "多次", "四次", "40例"])
def test_words_without_a_span_name_no_days(words: str) -> None:
    assert interval_days(words) is None
