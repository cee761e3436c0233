"""The arms of a comparison, counted together where no whole is told."""

import pytest

from pipeline.extract.accounts.population import total_in
from tests.unit.extract.cases import sheet_of


@pytest.mark.parametrize(
    ("text", "count", "bare"),
    [
        ("某医院慢加急性肝衰竭,24 vs 19,脐带MSC 3次,72周生存率79.2%", 43, True),
        ("埃及的,自體骨髓,20對20,終末期肝硬化", 40, True),
        ("肝硬変、臍帯MSC、12 vs. 12、1年追跡", 24, True),
        ("失代偿肝硬化30例治疗/15例对照,脐带MSC", 45, False),
        ("24名は投与、12名は対照の比較試験", 36, False),
        ("脐带干细胞组ALT 24 vs 38", None, None),
        ("SLEDAI:治疗组6 vs 9", None, None),
        ("30例治疗有效,15例对照", 30, True),
    ],
)
def test_two_counts_against_each_other_are_one_study(text: str, count: int | None, bare: bool | None) -> None:
    sheet = sheet_of(text)
    total = total_in(sheet, next(iter(sheet.sentences)))
    assert (total and total.quantity.value, total and total.bare) == (count, bare)
