"""Which account told before a sentence goes back to."""

import pytest

from pipeline.extract.accounts.find import find_accounts
from tests.unit.extract.cases import sheet_of

TWO = (
    "2018年,甲医院的研究给40例狼疮患者输注干细胞,缓解率为50%。2020年,乙医院的研究给24例狼疮患者输注干细胞,缓解率为60%。"
)


@pytest.mark.parametrize(
    ("behind", "place"),
    [
        ("前者有2例复发。", 0),
        ("后者有2例复发。", 1),
        ("40例那项有2例复发。", 0),
        ("综上,复发很少见。", 1),
    ],
)
def test_a_sentence_goes_back_to_the_account_that_it_names(behind: str, place: int) -> None:
    sheet = sheet_of(TWO + behind)
    accounts = find_accounts(sheet)
    last = sheet.sentences.items[-1]
    assert [last in account.sentences for account in accounts] == [index == place for index in range(2)]


def test_a_number_at_the_foot_numbers_the_one_study() -> None:
    sheet = sheet_of("2018年,甲医院的研究给40例狼疮患者输注干细胞,缓解率为50%。\n\n临床试验注册号:NCT01234567\n")
    assert [account.registrations for account in find_accounts(sheet)] == [["NCT01234567"]]
