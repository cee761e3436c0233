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
