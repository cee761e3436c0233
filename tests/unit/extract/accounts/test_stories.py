"""Where the story of one person opens and ends, and whether anything was given to that person."""

import pytest

from pipeline.extract.accounts.population import total_in
from pipeline.extract.accounts.stories import ends_story, is_untreated, opens_story
from tests.unit.extract.cases import account_of, sheet_of


@pytest.mark.parametrize(
    ("text", "opens"),
    [
        ("李女士,今年42岁,患红斑狼疮八年。", True),
        ("陳先生,56歲,罹患類風濕性關節炎。", True),
        ("患者は48歳の女性で、全身性エリテマトーデスと診断された。", True),
        ("共入组42例红斑狼疮患者。", False),
        ("红斑狼疮多见于育龄女性。", False),
    ],
)
def test_a_person_opens_a_story(text: str, opens: bool) -> None:
    sheet = sheet_of(text)
    assert opens_story(sheet, None, sheet.sentence(0)) == opens


def test_a_paragraph_tells_of_one_person() -> None:
    sheet = sheet_of("李女士,42岁,患红斑狼疮八年。患者女,42岁,输注干细胞两次。\n\n王先生,50岁,患关节炎。")
    story = account_of(sheet, story=True)
    story.sentences = story.sentences[:1]
    assert not opens_story(sheet, story, sheet.sentences.items[1])
    assert opens_story(sheet, story, sheet.sentences.items[2])


@pytest.mark.parametrize(
    ("behind", "ends"),
    [
        ("2018年发表的一项临床研究共入组36例红斑狼疮患者。", True),
        ("研究人员给20只狼疮小鼠注射了干细胞。", True),
        ("两个人一共花了12万元。", False),
        ("她一年后复查一切正常。", False),
    ],
)
def test_a_study_of_many_ends_a_story(behind: str, ends: bool) -> None:
    sheet = sheet_of(f"李女士,42岁,患红斑狼疮八年,输注了脐带干细胞。\n\n{behind}")
    first, second = sheet.sentences
    story = account_of(sheet, story=True)
    story.sentences = [first]
    assert ends_story(sheet, story, second, total_in(sheet, second)) == ends


def test_nothing_was_given_to_who_only_asks() -> None:
    asks = sheet_of("李女士,42岁,患红斑狼疮八年,想知道干细胞能不能治。")
    given = sheet_of("李女士,42岁,患红斑狼疮八年,去年输注了脐带间充质干细胞。")
    assert is_untreated(asks, account_of(asks, story=True))
    assert not is_untreated(given, account_of(given, story=True))
    assert not is_untreated(asks, account_of(asks)), "a study of many is no story"


def test_who_asks_below_a_post_was_not_treated_by_what_the_post_told() -> None:
    sheet = sheet_of("我输注了脐带间充质干细胞。\n3楼 小鱼妈:楼主挺住!我儿子7岁也是ITP,能做吗?")
    story = account_of(sheet, story=True)
    told, asked = sheet.sentences.items[0], sheet.sentences.items[-1]
    story.sentences, story.lead = [asked], [told]
    assert is_untreated(sheet, story)
