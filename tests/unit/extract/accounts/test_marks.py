"""The marks by which a sentence introduces a study."""

import pytest

from pipeline.extract.accounts.marks import introduces, marks_of, names_in, names_institution, names_team, treats
from tests.unit.extract.cases import sheet_of


@pytest.mark.parametrize(
    ("text", "marks"),
    [
        ("2016年,王某团队用脐带间充质干细胞治疗红斑狼疮", {"year", "who", "cells", "condition"}),
        ("該臨床試驗(NCT01234567)收治類風濕性關節炎病人", {"study", "condition", "number"}),
        ("2021年に名古屋の大学病院で行われた第2相試験", {"year", "who", "study"}),
        ("脐带间充质干细胞前景广阔", {"cells"}),
        ("治疗后症状明显好转", set()),
        ("患者自述睡眠有所改善", set()),
    ],
)
def test_what_introduces_a_study(text: str, marks: set[str]) -> None:
    sheet = sheet_of(text)
    (sentence,) = sheet.sentences
    assert marks_of(sheet, sentence) == marks
    assert introduces(sheet, sentence) == len(marks)
    assert treats(sheet, sentence) == ("cells" in marks)


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("南方某某医科大学附属医院风湿科的研究", True),
        ("大阪のある大学病院の報告", True),
        ("医院里人很多", False),
        ("症状が最大になった", False),
        ("非常に大きい改善", False),
    ],
)
def test_an_institution_is_named_and_not_only_its_kind(text: str, named: bool) -> None:
    sheet = sheet_of(text)
    assert names_institution(sheet, sheet.sentence(0)) == named


def test_a_team_is_told_though_it_has_no_name() -> None:
    sheet = sheet_of("陈教授团队报告。护士报告。")
    assert [names_team(sheet, sentence) for sentence in sheet.sentences] == [True, False]


def test_names_tell_studies_apart_by_year_author_place_and_phase() -> None:
    sheet = sheet_of("2019年Smith等在西班牙完成的Ⅱ期试验")
    assert {"2019", "Smith等", "西班牙"} <= set(names_in(sheet, 0, len(sheet.text)))
    assert names_in(sheet, 0, 0) == []
