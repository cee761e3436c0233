"""The journal that an account names."""

from pipeline.extract.fields.journal import read_journal
from tests.unit.extract.cases import Case, account_of, cases, sheet_of


@cases("fields/journal")
def test_the_journal_of_an_account(case: Case) -> None:
    sheet = sheet_of(case["text"])
    found = read_journal(sheet, account_of(sheet))
    assert (found and found.value) == case["journal"]
