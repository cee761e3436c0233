"""Whether a sentence tells of another study than the account at hand."""

import pytest

from pipeline.extract.accounts.another import is_another, is_firmer, is_next_study, is_other_population
from pipeline.extract.accounts.population import total_in
from tests.unit.extract.cases import account_of, sheet_of

TOLD = "2015年,南方某医院用脐带间充质干细胞治疗了32例系统性红斑狼疮患者。"


@pytest.mark.parametrize(
    ("sentence", "another"),
    [
        ("2018年,西班牙学者共入组20例系统性红斑狼疮患者,静脉输注骨髓间充质干细胞。", True),
        ("其中20例患者达到完全缓解。", False),
        ("这32例患者随访两年。", False),
        ("研究者给40只狼疮小鼠注射了同样的细胞。", True),
    ],
)
def test_a_count_of_all_patients_is_anothers_where_names_differ(sentence: str, another: bool) -> None:
    sheet = sheet_of(f"{TOLD}{sentence}")
    first, second = sheet.sentences
    account = account_of(sheet)
    account.sentences = [first]
    total = total_in(sheet, second)
    told = total is not None and is_another(sheet, account, second, total, new_passage=False, own_part=False)
    assert told == another


@pytest.mark.parametrize(
    ("paragraph", "following"),
    [
        ("2019年,北方某大学团队开展了脐带间充质干细胞治疗类风湿关节炎的Ⅱ期临床试验。", True),
        ("该研究的随访仍在继续。", False),
        ("间充质干细胞能调节免疫。", False),
    ],
)
def test_a_study_named_without_a_count_is_the_next_in_a_paragraph_of_its_own(paragraph: str, following: bool) -> None:
    sheet = sheet_of(f"{TOLD}\n\n{paragraph}")
    first, second = sheet.sentences
    account = account_of(sheet)
    account.sentences = [first]
    assert is_next_study(sheet, account, second, new_passage=True) == following


def test_besides_leads_to_other_patients_only_from_who_never_said_how_many() -> None:
    text = "间充质干细胞治疗狼疮效果良好。此外,对于难治性患者,有效率达60%。"
    sheet = sheet_of(text)
    first, second = sheet.sentences
    account = account_of(sheet)
    account.sentences = [first]
    assert is_other_population(sheet, account, second)
    assert not is_other_population(sheet, account, first)
    counted = sheet_of(f"{TOLD}此外,对于难治性患者,有效率达60%。")
    assert not is_other_population(counted, account_of(counted), counted.sentences.items[1])


def test_the_text_goes_before_the_heading() -> None:
    sheet = sheet_of("一、32例红斑狼疮患者的干细胞治疗\n\n共入组30例系统性红斑狼疮患者,静脉输注脐带间充质干细胞。")
    heading, sentence = sheet.sentences
    assert sheet.passage(heading).kind == "heading"
    account = account_of(sheet)
    account.total = total_in(sheet, heading)
    told = total_in(sheet, sentence)
    assert account.total is not None
    assert told is not None
    assert is_firmer(sheet, account, told)
    account.total = told
    assert not is_firmer(sheet, account, told)
