"""Names that a page gives itself."""

import pytest

from tests.unit.extract.cases import sheet_of


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("评估了Barthel指数(BI)。6个月时BI为70分。", ["BARTHEL", "BARTHEL"]),
        ("評估了Barthel指數(BI)。6個月時BI為70分。", ["BARTHEL", "BARTHEL"]),
        ("左室駆出率(EF)を測った。EFは46%であった。", ["LVEF", "LVEF"]),
        ("6个月时BI为70分。", []),
        ("SLEDAI评分(SD)为6分,SD为2分。", ["SLEDAI"]),
    ],
)
def test_an_abbreviation_means_what_the_page_says(text: str, codes: list[str]) -> None:
    assert [hit.code for hit in sheet_of(text).terms["outcome"]] == codes


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("A组(干细胞移植)30例,B组(常规治疗)30例。A组更好。", ["treatment", "control", "treatment"]),
        ("A組(幹細胞移植)30例,B組(常規治療)30例。A組更好。", ["treatment", "control", "treatment"]),
        ("A群(細胞投与)10例、B群(偽薬)10例。B群は不変。", ["treatment", "control", "control"]),
        ("血型为A组者与B组者。", []),
        ("1亿颗组改善更多,安慰剂组不变。", ["treatment", "control"]),
        ("三组比较,两组相近。", []),
    ],
)
def test_groups_are_named_by_letters_and_doses(text: str, codes: list[str]) -> None:
    named = [hit.code for hit in sheet_of(text).terms["group"] if text[hit.end - 1] in "组組群"]
    assert named == codes
