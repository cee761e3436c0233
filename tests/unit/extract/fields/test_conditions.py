"""Which conditions an account's patients had."""

from pipeline.extract.accounts.find import find_accounts
from pipeline.extract.fields.conditions import read_conditions
from pipeline.extract.mentions.sentences import Stretch
from tests.unit.extract.cases import Case, account_of, cases, sheet_of


@cases("fields/conditions")
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


def test_the_topic_told_last_goes_before_the_heading() -> None:
    sheet = sheet_of(
        "パーキンソン病と細胞\n"
        "脳梗塞は話がさらに込み入る。薬が効かない人も多く、脂肪由来の細胞に期待がかかる理由もそこにある。\n"
        "2021年の試験では35人を無作為に分け、骨髄由来の細胞を点滴した。"
    )
    account = find_accounts(sheet)[0]
    assert [found.value for found in read_conditions(sheet, account)] == ["STROKE"]
