"""What stands between two words."""

from pipeline.extract.mentions.gap import gap_between
from tests.unit.extract.cases import sheet_of


def test_times_groups_and_filler_fill_no_gap() -> None:
    text = "总有效率在6个月时治疗组为80%,甲乙丙丁80%。"
    sheet = sheet_of(text)
    end = sheet.terms["outcome"].items[0].end
    assert gap_between(sheet, end, sheet.text.index("80%")) <= 2
    assert gap_between(sheet, end, sheet.text.rindex("80%")) >= 4


def test_kinds_may_be_set_aside() -> None:
    text = "评分显著改善至80%。"
    sheet = sheet_of(text)
    assert gap_between(sheet, 2, text.index("80%"), ("direction",)) < gap_between(sheet, 2, text.index("80%"))
