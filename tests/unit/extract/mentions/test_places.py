"""Things in order of place."""

from pipeline.extract.mentions.places import inside
from tests.unit.extract.cases import sheet_of

TEXT = "24名SLE患者输注脐带间充质干细胞,6个月时SLEDAI由13.2分降到4.1分,未见发热。"


def test_items_inside_begin_there() -> None:
    sheet = sheet_of(TEXT)
    first, second = sheet.numbers(("people", "time"), 0, len(sheet.text))
    assert inside(sheet.quantities, first.start, second.start) == [first]
    assert inside(sheet.quantities, first.start + 1, second.start) == []
