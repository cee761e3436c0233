"""Where a person is introduced, and where nobody is."""

from pipeline.extract.accounts import persons
from tests.unit.extract.cases import Case, cases, sheet_of


@cases("accounts/persons")
def test_a_sentence_gives_its_signals(case: Case) -> None:
    sheet = sheet_of(case["text"])
    told = {name: value for name, value in case.items() if name != "text"}
    assert {name: bool(getattr(persons, name)(sheet, sheet.sentences.items[0])) for name in told} == told
