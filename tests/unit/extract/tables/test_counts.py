"""How many took part, as a table's own column tells it."""

import pytest

from pipeline.extract.tables.counts import count_of
from tests.unit.extract.cases import cell_of


@pytest.mark.parametrize(
    ("head", "words", "count", "rule"),
    [
        ("例数", "24例", 24, "table.n"),
        ("样本量", "计划72", 72, "table.n"),
        ("例数(T/C)", "12/6", 18, "population.arms"),
        ("样本量(试验/对照)", "15/15", 30, "population.arms"),
        ("症例数(投与/対照)", "32例:16例", 48, "population.arms"),
        ("例数(细胞/安慰剂)", "20 vs 10", 30, "population.arms"),
        ("例数(T/C)", "20/0", 20, "table.n"),
        ("例数(T/C)", "4/-", 4, "table.n"),
        ("例数(男/女)", "12/6", 12, "table.n"),
        ("例数", "第3期", None, None),
    ],
)
def test_a_cell_tells_all_or_the_arms_that_its_head_names(
    head: str, words: str, count: int | None, rule: str | None
) -> None:
    total = count_of(*cell_of(words), head=head)
    assert (total and total.quantity.value, total and total.rule) == (count, rule)


def test_no_cell_tells_no_count() -> None:
    sheet, _ = cell_of("12")
    assert count_of(sheet, None) is None
