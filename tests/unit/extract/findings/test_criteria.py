"""What is named as a limit or a speed, or denied, and not as what was measured."""

import pytest

from pipeline.extract.findings.criteria import is_criterion, is_negated
from tests.unit.extract.cases import sheet_of


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("SLEDAI≥8的患者入选。", True),
        ("ALSFRS-R每月下降速度变慢。", True),
        ("SLEDAI为8分。", False),
        ("LVEF<40%的患者。", True),
    ],
)
def test_a_limit_or_a_speed_is_no_measurement(text: str, told: bool) -> None:
    sheet = sheet_of(text)
    assert is_criterion(sheet, sheet.terms["outcome"].items[0]) is told


@pytest.mark.parametrize(
    ("text", "told"),
    [("未见复发。", True), ("没有复发。", True), ("再発なし。", True), ("复发3例。", False), ("再発はあった。", False)],
)
def test_what_is_denied(text: str, told: bool) -> None:
    sheet = sheet_of(text)
    assert is_negated(sheet, sheet.terms["outcome"].items[0]) is told
