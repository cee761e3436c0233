"""Accounts that turn out to be none."""

import pytest

from pipeline.extract.accounts.account import Account
from pipeline.extract.accounts.announced import turns_out_none
from pipeline.extract.accounts.population import total_in
from pipeline.extract.mentions.sheet import Sheet
from tests.unit.extract.cases import sheet_of


def accounts_of(text: str) -> tuple[Sheet, list[Account]]:
    """Each passage as an account of its own."""
    sheet = sheet_of(text)
    return sheet, [Account([s], total=total_in(sheet, s)) for s in sheet.sentences]


@pytest.mark.parametrize(
    ("text", "none"),
    [
        ("干细胞治疗类风湿136例的对照观察\n172例患者,136例打细胞,36例打培养液。", [True, False]),
        ("136例患者接受了干细胞治疗。\n172例患者,136例打细胞,36例打培养液。", [False, False]),
        ("先说结论:细胞有用。\n40例患者接受脐带间充质干细胞。", [True, False]),
    ],
)
def test_a_title_or_a_summary_that_is_told_below_is_no_account(text: str, none: list[bool]) -> None:
    sheet, found = accounts_of(text)
    assert [turns_out_none(sheet, found, account) for account in found] == none
