"""Lines that name a group or a time and no more."""

import pytest

from pipeline.extract.mentions.line_labels import first_group, group_label, time_label
from tests.unit.extract.cases import sheet_of


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("▍细胞组", "treatment"),
        ("(対照群)", "control"),
        ("【治療組】(n=30)", "treatment"),
        ("安慰剂组 30例:", "control"),
        ("细胞组6个月时好转", None),
        ("两组比较", None),
        ("治疗方法", None),
    ],
)
def test_a_line_that_names_a_group(line: str, code: str | None) -> None:
    label = group_label(sheet_of(line), 0)
    assert (label and label.code) == code


def test_the_group_that_begins_a_stretch() -> None:
    sheet = sheet_of("1、治疗组好转。其中治疗组20例。")
    first, second = sheet.sentences
    begun = first_group(sheet, first.start, first.end)
    assert begun is not None
    assert begun.code == "treatment"
    assert first_group(sheet, second.start, second.end) is None


@pytest.mark.parametrize(
    ("line", "months"),
    [
        ("【术后3个月】", 3.0),
        ("治療後12個月:", 12.0),
        ("▼投与前", 0.0),
        ("3个月后复查", None),
        ("1、3个月", None),
        ("结果", None),
    ],
)
def test_a_line_that_is_a_time(line: str, months: float | None) -> None:
    label = time_label(sheet_of(line), 0)
    assert (label and label.months[0]) == months
