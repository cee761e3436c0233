"""How long a study watched its patients."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.extract.fields.follow_up import FollowUp, from_cell, read_follow_up
from pipeline.extract.mentions.sentences import Stretch
from tests.unit.extract.cases import Case, account_of, cases, near, sheet_of


def months(watched: FollowUp) -> dict[str, float]:
    told = {"least": watched.least, "most": watched.most, "mean": watched.mean}
    return {name: found.value for name, found in told.items() if found is not None}


@cases("fields/follow_up")
def test_the_follow_up_of_an_account(case: Case) -> None:
    sheet = sheet_of(case["text"])
    expected = {name: near(value) for name, value in case.items() if name != "text" and value is not None}
    assert months(read_follow_up(sheet, account_of(sheet))) == expected


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("12个月", {"most": 12.0}),
        ("3-36个月", {"least": 3.0, "most": 36.0}),
        ("平均17.2个月", {"mean": 17.2}),
        ("24±6个月", {"mean": 24.0}),
        ("48周", {"most": 11.04}),
    ],
)
def test_the_cell_of_a_table(cell: str, expected: dict[str, float]) -> None:
    sheet = sheet_of(cell)
    (span,) = sheet.numbers("time", 0, len(sheet.text))
    assert months(from_cell(sheet, Stretch(0, len(sheet.text), 0), span)) == expected


@given(st.integers(1, 200), st.sampled_from([("个月", 1.0), ("年", 12.0), ("ヶ月", 1.0)]))
def test_a_stated_length_gives_back_its_months(length: int, unit: tuple[str, float]) -> None:
    sheet = sheet_of(f"32例患者随访{length}{unit[0]}。")
    assert months(read_follow_up(sheet, account_of(sheet))) == {"most": near(length * unit[1])}
