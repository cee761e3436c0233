"""Which count of a sentence stands for all of a study."""

from hypothesis import given
from hypothesis import strategies as st

from pipeline.extract.accounts.population import total_in
from tests.unit.extract.cases import Case, cases, sheet_of


@cases("accounts/population")
def test_the_total_of_a_sentence(case: Case) -> None:
    sheet = sheet_of(case["text"])
    found = total_in(sheet, sheet.sentences.items[0])
    assert (found and found.quantity.value) == case["total"]
    if "strength" in case and found is not None:
        assert found.strength == case["strength"]


@given(st.integers(2, 1949))
def test_any_count_of_enrolled_patients_is_a_total_and_no_count_of_a_part_is(n: int) -> None:
    sheet = sheet_of(f"本试验共纳入{n}例狼疮患者,予脐带间充质干细胞。其中{n}例复发。")
    first, second = sheet.sentences
    total = total_in(sheet, first)
    assert total is not None
    assert (total.quantity.value, total.quantity.kind, total.strength) == (n, "people", 2)
    assert total_in(sheet, second) is None
