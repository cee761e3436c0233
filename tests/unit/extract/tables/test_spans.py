"""How long patients were watched, as a cell under its head tells it."""

import pytest

from pipeline.extract.mentions.sentences import Stretch
from pipeline.extract.tables.spans import span_in
from tests.unit.extract.cases import near, sheet_of


@pytest.mark.parametrize(
    ("head", "words", "low", "high"),
    [
        ("随访", "12个月", 12, None),
        ("随访", "24月", 24, None),
        ("隨訪", "17.2月", 17.2, None),
        ("随访时间", "7-36月", 7, 36),
        ("随访(月)", "12", 12, None),
        ("追蹤(週)", "24", 5.52, None),
        ("観察期間(年)", "1-3", 12, 36),
        ("随访", "12", None, None),
        ("随访", "未提供", None, None),
    ],
)
def test_months_under_a_head_of_watching(head: str, words: str, low: float | None, high: float | None) -> None:
    sheet = sheet_of(f"{head}\n{words}")
    over, cell = (Stretch(p.view_start, p.view_end, i) for i, p in enumerate(sheet.page.passages))
    span = span_in(sheet, cell, over)
    assert (span and span.value, span and span.high) == (near(low), near(high))
