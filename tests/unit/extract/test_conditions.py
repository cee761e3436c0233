"""Which conditions an account's patients had."""

from pipeline.extract.conditions import read_conditions
from pipeline.extract.sheet import Stretch
from tests.unit.extract.cases import Case, account_of, cases, sheet_of


@cases("conditions")
def test_the_conditions_of_an_account(case: Case) -> None:
    sheet = sheet_of(case["text"])
    found = read_conditions(sheet, account_of(sheet, story=case.get("story", False)))
    assert [one.value for one in found] == case["conditions"]


def test_the_cell_of_a_table_row_comes_first() -> None:
    sheet = sheet_of("类风湿关节炎 纳入32例狼疮患者,输注脐带细胞。")
    cell = Stretch(0, len("类风湿关节炎"), 0)
    assert [one.value for one in read_conditions(sheet, account_of(sheet), cell)] == ["RA", "SLE"]


def test_a_condition_keeps_its_words_and_its_rule() -> None:
    sheet = sheet_of("纳入32例硬皮病患者,输注脐带细胞。硬皮病很少见。")
    (found,) = read_conditions(sheet, account_of(sheet))
    assert sheet.text[found.start : found.end] == "硬皮病"
    assert found.start < 10
    assert found.rule.startswith("condition.")
