"""How many patients each arm had."""

from hypothesis import given
from hypothesis import strategies as st

from pipeline.extract.fields.arm_sizes import read_arm_sizes
from tests.unit.extract.cases import Case, account_of, cases, sheet_of


@cases("fields/arm_sizes")
def test_the_sizes_of_the_arms(case: Case) -> None:
    sheet = sheet_of(case["text"])
    sizes = read_arm_sizes(sheet, account_of(sheet))
    assert {group: found.value for group, found in sizes.items()} == case["sizes"]


@given(st.integers(2, 400), st.integers(2, 400), st.integers(2, 900))
def test_sizes_are_read_where_they_add_up_and_nowhere_else(treated: int, control: int, total: int) -> None:
    sheet = sheet_of(f"共纳入{total}例狼疮患者,治疗组{treated}例,对照组{control}例。")
    told = {group: found.value for group, found in read_arm_sizes(sheet, account_of(sheet)).items()}
    assert told == ({"treatment": treated, "control": control} if treated + control == total else {})
