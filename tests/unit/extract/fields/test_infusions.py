"""How many infusions each patient was to have."""

from pipeline.extract.fields.infusions import infusions_of_cell, read_infusions
from tests.unit.extract.cases import Case, account_of, cases, sheet_of


@cases("fields/infusions")
def test_the_infusions_of_an_account(case: Case) -> None:
    sheet = sheet_of(case["text"])
    found = read_infusions(sheet, account_of(sheet))
    assert (found and [end.value for end in found]) == case["infusions"]


def test_a_column_of_infusions_needs_no_word_for_them() -> None:
    sheet = sheet_of("2~3")
    cell = sheet.sentence(0)
    assert infusions_of_cell(sheet, cell, False) is None
    found = infusions_of_cell(sheet, cell, True)
    assert found is not None
    assert [end.value for end in found] == [2, 3]
