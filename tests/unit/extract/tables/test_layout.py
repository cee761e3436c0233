"""Rows that only blanks part, laid under the columns of their head."""

import pytest

from pipeline.extract.mentions.sentences import Stretch
from pipeline.extract.tables.layout import is_of_studies, lay_cells
from tests.unit.extract.cases import as_words, sheet_of, table_of


@pytest.mark.parametrize(
    ("row", "cells"),
    [
        ("SLEDAI 12.4 ± 3.0 8.1 ± 2.2", ["SLEDAI", "12.4 ± 3.0", "8.1 ± 2.2"]),
        ("血沉 (mm/h) 41 20", ["血沉 (mm/h)", "41", "20"]),
        ("完全缓解 8 (40%) 3 (15%)", ["完全缓解", "8 (40%)", "3 (15%)"]),
        ("P >0.05 <0.01", ["P", ">0.05", "<0.01"]),
    ],
)
def test_figures_end_a_row_of_results(row: str, cells: list[str]) -> None:
    sheet, grid = table_of(f"指标 治疗前 治疗后6个月\nDAS28 5.8 3.2\n{row}\n")
    assert as_words(sheet, grid.rows[-1].cells) == cells


def test_the_best_fit_lays_a_row_of_studies() -> None:
    sheet, grid = table_of("疾病 设计 例数 细胞 剂量 随访 结果\nSLE 单臂试验 15 骨髓 1×10^6/kg 12个月 评分 明显 下降\n")
    assert is_of_studies(list(grid.codes))
    assert as_words(sheet, grid.rows[0].cells) == [
        "SLE",
        "单臂试验",
        "15",
        "骨髓",
        "1×10^6/kg",
        "12个月",
        "评分 明显 下降",
    ]


def test_cells_too_few_leave_the_column_empty_that_they_fit_least() -> None:
    sheet = sheet_of("RA\n40\n脐带\n6个月\n有效\n")
    cells = [Stretch(p.view_start, p.view_end, i) for i, p in enumerate(sheet.page.passages)]
    columns = ["condition", "design", "n", "cells", "dose", "follow_up", "outcome"]
    assert as_words(sheet, lay_cells(sheet, cells, columns)) == ["RA", "", "40", "脐带", "", "6个月", "有效"]
