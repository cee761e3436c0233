"""The year that an account names for its study."""

from pipeline.extract.fields.year import read_year
from tests.unit.extract.cases import Case, account_of, cases, sheet_of


@cases("fields/year")
def test_the_year_of_an_account(case: Case) -> None:
    sheet = sheet_of(case["text"])
    found = read_year(sheet, account_of(sheet))
    assert (found and found.value) == case["year"]
