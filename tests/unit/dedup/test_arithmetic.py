"""Sums that don't add up are flagged; those that may add up, in any way the report allows, are not."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.dedup.account import Account
from pipeline.dedup.arithmetic import percent_fits, share_fits, sums

Row = dict[str, Any]


def account(
    text: str = "", *, n: int | None = None, arms: list[Row] | None = None, results: list[Row] | None = None
) -> Account:
    place = {"char_start": 0, "char_end": len(text)}
    report = {"report_id": "a#0", "doc_id": "a", "study_type": "cohort", "n_enrolled": n, **place}
    return Account(report, arms or [], results or [], {}, text)


def told(statistic: str, value: float, start: int, outcome: str = "remission", **more: Any) -> Row:
    quote = f"{value:g}"
    place = {"char_start": start, "char_end": start + len(quote), "quote": quote}
    return {"outcome": outcome, "statistic": statistic, "value": value, "arm_id": None, **place, **more}


@pytest.mark.parametrize(
    ("count", "n", "percent", "fits"),
    [
        (28, 81, "35", True),  # rounded
        (28, 81, "34", True),  # cut off
        (28, 81, "33", False),
        (5, 6, "83", True),
        (1, 8, "12.5", True),
        (1, 8, "13", True),  # half up
        (1, 8, "12", True),  # half to even
        (213, 425, "59", False),
        (41, 40, "100", False),
    ],
)
def test_a_share_fits_rounded_or_cut_off(count: int, n: int, percent: str, fits: bool) -> None:
    assert share_fits(count, n, percent) is fits


@given(n=st.integers(1, 400), decimals=st.integers(0, 2), data=st.data())
def test_every_true_share_fits(n: int, decimals: int, data: st.DataObject) -> None:
    count = data.draw(st.integers(0, n))
    percent = f"{100 * count / n:.{decimals}f}"
    assert share_fits(count, n, percent)
    assert percent_fits(n, percent)


def test_no_third_of_forty_is_the_sixth_part_but_a_known_group_may_be() -> None:
    assert not percent_fits(40, "16.7")
    alone = account(n=40, results=[told("percent", 16.7, 0)])
    assert [flag.kind for flag in sums(alone)] == ["arithmetic"]
    responders = [told("count", 13, 50, "major_clinical_response"), told("count", 11, 70, "partial_clinical_response")]
    assert sums(account(n=40, results=[told("percent", 16.7, 0), *responders])) == []


def test_a_count_beside_a_percentage_that_it_is_not() -> None:
    flags = sums(account(n=425, results=[told("count", 213, 10), told("percent", 59, 15)]))
    assert [(flag.start, flag.end, flag.detail) for flag in flags] == [(10, 17, "213 of 425 is 50.1 %, not 59 %.")]
    assert sums(account(n=425, results=[told("count", 213, 10), told("percent", 50.1, 15)])) == []


def test_where_the_size_of_the_group_is_unknown_nothing_is_said() -> None:
    arms = [{"arm_id": "x", "n": None, "role": "intervention"}, {"arm_id": "y", "n": None, "role": "comparator"}]
    results = [told("count", 9, 0, arm_id="x"), told("percent", 75, 3, arm_id="x")]
    assert sums(account(n=18, arms=arms, results=results)) == []


def test_a_printed_fraction_is_checked_as_it_stands() -> None:
    text = "共有3人复发,占20%(1/15);另有3/24(12.5%)好转。"
    flags = sums(account(text))
    assert [text[flag.start : flag.end] for flag in flags] == ["20%(1/15"]


@pytest.mark.parametrize(
    ("sizes", "n", "flagged"),
    [((39, 42), 81, False), ((39, 42), 82, True), ((39, 43), 81, True), ((16, 16), 48, False), ((20,), 21, False)],
)
def test_arms_must_make_the_whole_unless_one_was_not_read(sizes: tuple[int, ...], n: int, flagged: bool) -> None:
    arms = [{"arm_id": str(i), "n": size, "role": "intervention"} for i, size in enumerate(sizes)]
    assert bool(sums(account(n=n, arms=arms))) is flagged
