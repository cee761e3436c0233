"""What kind of figure a figure is."""

import pytest

from pipeline.extract.findings.statistic import change_of, statistic_of
from tests.unit.extract.cases import sheet_of


@pytest.mark.parametrize(
    ("text", "statistic", "sign"),
    [
        ("SLEDAI评分下降了8分。", "mean_change", -1),
        ("SLEDAI评分下降到8分。", "mean", 1),
        ("SLEDAI评分降幅达45%。", "percent_change", -1),
        ("SLEDAI評分平均減少8分。", "mean_change", -1),
        ("SLEDAIは8点低下した。", "mean_change", -1),
        ("SLEDAIは8点に低下した。", "mean", 1),
        ("KOOSは8点改善した。", "mean_change", 1),
        ("VAS评分改善了8分。", "mean_change", -1),
        ("SLEDAI评分-8分。", "mean_change", -1),
        ("中位SLEDAI评分为8分。", "median", 1),
        ("SLEDAIの中央値は8点。", "median", 1),
        ("LVEF升高(3.1±1.4)%。", "mean_change", 1),
        ("缓解率为80%。", "percent", 1),
    ],
)
def test_the_statistic_of_a_figure(text: str, statistic: str, sign: int) -> None:
    sheet = sheet_of(text)
    outcome = sheet.terms["outcome"].items[0]
    (figure,) = sheet.numbers(("measure", "percent", "plain"), outcome.end, len(sheet.text))
    assert statistic_of(sheet, outcome, figure, change_of(sheet, figure, outcome.end)) == (statistic, sign)
