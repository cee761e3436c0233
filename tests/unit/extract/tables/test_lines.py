"""The rows of tables that lie in the text one row a line."""

import pytest

from tests.unit.extract.cases import as_words, table_of


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("指标 | 治疗前 | 6个月\nDAS28 | 5.8 | 3.2\n", ["DAS28 5.8 3.2"]),
        ("指标,治疗前,6个月\nDAS28,5.8,3.2\n", ["DAS28 5.8 3.2"]),
        ("各指标(治疗前/6个月)\nDAS28 5.8/3.2\n", ["DAS28 5.8 3.2"]),
        ("項目　　投与前　　6か月\nCRP　　31　　9\n", ["CRP 31 9"]),
        (
            "組別 時間 例數 SLEDAI\n治療組 治療前 15 12.4\n6個月 15 4.2\n",
            ["治疗组 治疗前 15 12.4", "治疗组 6个月 15 4.2"],
        ),
        (
            "组别 例数 治疗前 6个月\n治疗组 20 5.8 3.2\n对照组 20 5.7 4.6\nP 0.8 0.01\n",
            ["治疗组 20 5.8 3.2", "对照组 20 5.7 4.6", "P 20 0.8 0.01"],
        ),
    ],
)
def test_each_cell_stands_under_its_column(text: str, rows: list[str]) -> None:
    sheet, grid = table_of(text)
    assert [" ".join(as_words(sheet, row.cells)) for row in grid.rows] == rows


@pytest.mark.parametrize("block", ["治疗组", "6个月", "DAS28评分"])
def test_a_line_of_its_own_heads_the_rows_below_it(block: str) -> None:
    sheet, grid = table_of(f"项目\t治疗前\t12周\n血沉(mm/h)\t40\t30\n{block}\n对照组\t5.8\t3.2\n试验组\t5.7\t4.6\n")
    assert [as_words(sheet, row.blocks) for row in grid.rows] == [[], [block], [block]]
