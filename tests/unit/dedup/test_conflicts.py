"""Reports of one study that give different values are flagged, each where it says so, with the likeliest cause."""

from typing import Any

import pytest

from pipeline.dedup.account import Account
from pipeline.dedup.conflicts import conflicts
from tests.unit.dedup.builders import account, arm, result

Row = dict[str, Any]


def two(a: Row | None, b: Row | None, **told: Any) -> list[Account]:
    """Accounts a and b of one result each."""
    return [
        account(doc_id=doc_id, results=[{**row, "report_id": f"{doc_id}#0"}] if row else [], **told)
        for doc_id, row in (("a", a), ("b", b))
    ]


def told(value: float, outcome: str = "HbA1c", statistic: str = "mean", **more: Any) -> Row:
    return result("", outcome, value, statistic, **{"timepoint_months": 12.0, **more})


def test_each_side_is_flagged_where_it_stands_with_both_values() -> None:
    a, b = two(told(8.6, char_start=3, char_end=6, unit="%"), told(8.8, char_start=10, char_end=13, unit="%"))
    assert [(flag.doc_id, flag.start, flag.end, flag.field, flag.detail) for flag in conflicts([a, b])] == [
        ("a", 3, 6, "HbA1c", "a gives 8.6 % for HbA1c at month 12, b gives 8.8 %."),
        ("b", 10, 13, "HbA1c", "b gives 8.8 % for HbA1c at month 12, a gives 8.6 %."),
    ]
    assert conflicts([b, a]) == conflicts([a, b])


@pytest.mark.parametrize(
    ("a", "b"),
    [
        (told(84.0, "overall_survival", "percent"), told(16.0, "mortality", "percent")),
        (told(34.0, "remission", "percent"), told(34.57, "remission", "percent")),  # cut off
        (told(35.0, "remission", "percent"), told(28, "remission", "count", denominator=81)),
        (told(2.24, "proteinuria_24h", unit="g/(24.h)"), told(2240.0, "proteinuria_24h", unit="mg/(24.h)")),
        (told(8.6), told(8.8, timepoint_months=6.0)),  # another time
        (told(3, "relapse", "count", denominator=24), told(3, "relapse", "count")),  # of how many is not said
        (told(5.0, "other"), told(6.0, "other")),
        (told(5.0), None),
    ],
)
def test_what_can_be_one_value_is_no_conflict(a: Row, b: Row | None) -> None:
    assert conflicts(two(a, b)) == []


@pytest.mark.parametrize(
    ("a", "b", "cause"),
    [
        (told(22, "remission", "count", denominator=68), told(22, "remission", "count", denominator=81), "denominator"),
        (told(34.0, "remission", "percent"), told(35.0, "remission", "percent"), "rounding"),
        (told(224.0, "CRP"), told(2.24, "CRP"), "unit"),
        (told(18.4), told(13.4), "typo"),
        (told(9, "remission", "count"), told(8, "remission", "count"), "unknown"),
    ],
)
def test_the_cause_is_sought(a: Row, b: Row, cause: str) -> None:
    assert {flag.cause for flag in conflicts(two(a, b))} == {cause}


def test_a_value_of_another_time_is_seen() -> None:
    a, b = two(told(4.7, timepoint_months=3.0), told(6.9, timepoint_months=3.0))
    b = Account(b.report, [], [*b.results, told(4.7, timepoint_months=6.0)], {}, "")
    assert {flag.cause for flag in conflicts([a, b])} == {"time_point"}


def test_groups_are_compared_each_with_its_own() -> None:
    def with_groups(doc_id: str, treated: float, control: float) -> Account:
        arms = [arm(f"{doc_id}#0", "t"), arm(f"{doc_id}#0", "c", role="comparator")]
        results = [told(treated, arm_id=arms[0]["arm_id"]), told(control, arm_id=arms[1]["arm_id"])]
        return account(doc_id=doc_id, arms=arms, results=results)

    assert conflicts([with_groups("a", 7.5, 8.6), with_groups("b", 7.5, 8.6)]) == []
    assert len(conflicts([with_groups("a", 7.5, 8.6), with_groups("b", 8.6, 7.5)])) == 4


def test_designs_and_sources_that_exclude_each_other() -> None:
    a = account(doc_id="a", study_type="cohort", arms=[arm("a#0", cell_source="bone_marrow")])
    b = account(doc_id="b", study_type="unspecified", arms=[arm("b#0", cell_source="adipose")])
    assert [(flag.doc_id, flag.field, flag.cause) for flag in conflicts([a, b])] == [
        ("a", "cell_sources", "contradiction"),
        ("b", "cell_sources", "contradiction"),
    ]


def test_a_report_that_names_fewer_sources_contradicts_none() -> None:
    both = [arm("a#0", "x", cell_source="bone_marrow"), arm("a#0", "y", cell_source="adipose")]
    assert conflicts([account(arms=both), account(doc_id="b", arms=[arm("b#0", cell_source="adipose")])]) == []


def test_a_field_is_flagged_where_it_was_read() -> None:
    a = Account(account(n_enrolled=40).report, [], [], {"n_enrolled": (5, 8)}, "")
    flags = conflicts([a, account(doc_id="b", n_enrolled=38)])
    assert (flags[0].start, flags[0].end, flags[0].detail) == (5, 8, "a gives 40 for n_enrolled, b gives 38.")
