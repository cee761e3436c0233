"""Which figures a P value belongs to."""

import pytest

from pipeline.extract.findings.results import read_results
from tests.unit.extract.cases import account_of, sheet_of


@pytest.mark.parametrize(
    ("text", "with_p"),
    [
        ("6个月时SLEDAI评分为4.2±1.1分(P<0.05),补体C3为0.9g/L。", [4.2]),
        ("SLEDAI评分3个月时为6.7±4.6分,6个月时为4.7±3.8分,均低于治疗前的(13.2±5.0)分(P<0.01)。", [6.7, 4.7]),
        ("6个月时SLEDAI评分治疗组为4.2±1.1分,对照组为8.3±2.0分,P<0.05。", [4.2]),
        ("SLEDAI评分3个月时为6.7±4.6分,6个月时为4.7±3.8分,P均<0.01。", [6.7, 4.7]),
        ("6个月时SLEDAI评分为4.2±1.1分。", []),
    ],
)
def test_the_figures_of_a_p_value(text: str, with_p: list[float]) -> None:
    sheet = sheet_of(text)
    results = read_results(sheet, account_of(sheet))
    assert [result.value for result in results if result.p is not None] == with_p
