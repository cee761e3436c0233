"""Two groups on a line of their own, over lines of two figures each."""

import pytest

from pipeline.extract.findings.pair_lines import groups_over
from tests.unit.extract.cases import sheet_of


@pytest.mark.parametrize(
    ("lines", "groups"),
    [
        ("投与20人 標準治療10人\n180日の死亡は5人 4人", ("treatment", "control")),
        ("安慰剂组(n=30) 细胞组(n=31)\n死亡 5人 4人", ("control", "treatment")),
        ("投与20人に標準治療を続けた。\n死亡は5人 4人", None),
    ],
)
def test_the_groups_of_a_line_hold_for_the_lines_below(lines: str, groups: tuple[str, str] | None) -> None:
    sheet = sheet_of(lines)
    last = max((s for s in sheet.sentences), key=lambda s: s.start)
    assert groups_over(sheet, last) == groups
