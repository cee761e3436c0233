"""The labels of a paper's parts, and what they open."""

from pipeline.extract.accounts import parts
from tests.unit.extract.cases import Case, cases, sheet_of


@cases("accounts/parts")
def test_the_part_of_a_paper_that_a_label_begins(case: Case) -> None:
    sheet = sheet_of(case["text"])
    first = sheet.sentences.items[0]
    assert parts.part_of(sheet, first) == case["part"]
    assert parts.opens_paper(sheet, first) is case["opens"]


def test_a_paper_speaks_of_its_own_patients_in_the_discussion() -> None:
    sheet = sheet_of("本研究没有设盲。国外的研究则设了盲。")
    assert [parts.names_itself(sheet, s) for s in sheet.sentences] == [True, False]
