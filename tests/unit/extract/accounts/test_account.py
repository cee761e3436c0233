"""What an account knows of itself."""

from pipeline.extract.accounts.account import Account
from tests.unit.extract.cases import account_of, sheet_of


def test_an_account_reaches_from_its_first_to_its_last_sentence_in_whatever_order_they_came() -> None:
    sheet = sheet_of("共入组18例狼疮患者。静脉输注脐带间充质干细胞。随访一年。")
    account = account_of(sheet)
    turned = Account(account.sentences[::-1])
    assert (turned.start, turned.end) == (account.start, account.end) == (0, len(sheet.text))


def test_only_the_sentence_of_the_count_counts_its_patients() -> None:
    account = account_of(sheet_of("共入组18例狼疮患者。其中5例复发。"))
    assert [account.counts_in(sentence) for sentence in account.sentences] == [True, False]


def test_a_study_is_known_by_a_count_a_number_or_a_person() -> None:
    said = sheet_of("干细胞治疗狼疮前景广阔。")
    assert not account_of(said).known
    assert account_of(said, story=True).known
    assert account_of(sheet_of("共入组18例狼疮患者。")).known
    assert account_of(sheet_of("试验登记号为NCT01234567。")).known
