"""Accounts of one page that are one study, and those that only look so."""

import pytest

from pipeline.extract.accounts.find import find_accounts
from tests.unit.extract.cases import sheet_of

MAIN = "2016年,甲大学医院的一项试验纳入40例狼疮患者,静脉输注脐带间充质干细胞,随访12个月。总生存率为92.5%。"


@pytest.mark.parametrize(
    ("before", "accounts"),
    [
        ("先说结论:40例狼疮患者里,总生存率92.5%。", 1),
        ("先说结论:55例狼疮患者里,总生存率92.5%。", 2),
        ("2014年,乙大学医院的一项试验纳入40例克罗恩病患者,静脉输注骨髓间充质干细胞。", 2),
    ],
)
def test_a_study_told_in_the_summary_and_again_below_is_one(before: str, accounts: int) -> None:
    sheet = sheet_of(f"{before}\n临床案例一:\n{MAIN}")
    assert len(find_accounts(sheet)) == accounts


def test_a_paper_named_here_and_counted_there_is_one_study() -> None:
    text = (
        "2021年,甲大学医院发表了一项Ⅲ期临床试验[3],讲的是间充质干细胞治疗狼疮。\n"
        "狼疮是一种自身免疫病。\n临床案例一:\n接受间充质干细胞治疗的24名狼疮患者中有22名缓解[3]。"
    )
    (account,) = find_accounts(sheet_of(text))
    assert account.total is not None
    assert account.total.quantity.value == 24
    assert account.lead


def test_as_many_animals_as_patients_are_another_study() -> None:
    text = "2018年,甲医院的试验给30例关节炎患者静脉输注脐带细胞,不设对照。\n另有一项动物研究:30只大鼠,关节腔注射脐带细胞,肿胀减轻。\n"
    assert len(find_accounts(sheet_of(text))) == 2


def test_a_summary_may_tell_much_and_is_still_told_again_below() -> None:
    before = "先说结论:40例狼疮患者里,总生存率92.5%;看到了12个月;复发的有16.7%;蛋白尿也少了。"
    sheet = sheet_of(f"{before}\n临床案例一:\n{MAIN}")
    assert len(find_accounts(sheet)) == 1
