"""What opens an account of a study, what goes on with it, what ends it."""

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from pipeline.extract.accounts.account import Account
from pipeline.extract.accounts.find import find_accounts
from pipeline.extract.accounts.told_together import tell_apart
from pipeline.extract.mentions.sheet import Sheet
from tests.unit.extract.cases import Case, cases, sheet_of


def told(sheet: Sheet, account: Account, keys: Case) -> dict[str, Any]:
    """What an account says under the keys of a case."""
    first, last = account.sentences[0], account.sentences[-1]
    values = {
        "total": account.total and account.total.quantity.value,
        "registrations": account.registrations,
        "story": account.story,
        "known": account.known,
    }
    words = {"starts": sheet.text[first.start : first.end], "ends": sheet.text[last.start : last.end]}
    values |= {key: keys[key] if keys[key] in words[key] else words[key] for key in words if key in keys}
    return {key: values[key] for key in keys}


@cases("accounts/find")
def test_the_accounts_of_a_page(case: Case) -> None:
    sheet = tell_apart(sheet_of(case["text"]))
    found = find_accounts(sheet)
    assert len(found) == len(case["accounts"]), [sheet.text[a.start : a.end] for a in found]
    assert [told(sheet, a, keys) for a, keys in zip(found, case["accounts"], strict=True)] == case["accounts"]


STUDIES = st.lists(
    st.sampled_from(
        [
            "2018年,某某医院的试验纳入32例狼疮患者,输注脐带间充质干细胞,缓解率为40%。",
            "张女士,34岁,患狼疮八年。她接受了脐带间充质干细胞移植。",
            "一项骨髓干细胞的研究登记为NCT01234567。",
            "全国约有100万名患者。",
            "二、安全性",
            "【结果】评分下降。",
            "该研究还测了肌酐[1]。",
            "這項研究納入20例患者,輸注骨髓幹細胞。",
            "SLE患者12名を対象に臍帯由来細胞を投与した。",
        ]
    ),
    min_size=1,
    max_size=8,
)


@given(STUDIES)
def test_no_sentence_belongs_to_two_accounts_and_each_account_is_in_order(lines: list[str]) -> None:
    accounts = find_accounts(sheet_of("\n".join(lines)))
    owned = [sentence for account in accounts for sentence in account.sentences]
    assert len(owned) == len(set(owned))
    for account in accounts:
        assert account.sentences == sorted(account.sentences, key=lambda s: s.start)
        assert account.start < account.end
