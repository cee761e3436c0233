"""Tables that give each cell a line of its own."""

import pytest

from tests.unit.extract.cases import as_words, table_of


@pytest.mark.parametrize(
    ("lines", "heads", "rows"),
    [
        (
            "指标 治疗前 6个月 SLEDAI 14.2 6.3 C3 0.5 0.8",
            [["指标"], ["治疗前"], ["6个月"]],
            [["SLEDAI", "14.2", "6.3"], ["C3", "0.5", "0.8"]],
        ),
        (
            "項目 群 投与前 6か月後 DAS28 投与群 5.8 3.2 対照群 5.7 4.6",
            [["項目"], ["群"], ["投与前"], ["6か月後"]],
            [["DAS28", "投与群", "5.8", "3.2"], ["DAS28", "対照群", "5.7", "4.6"]],
        ),
        (
            "變項 時間 治療組 (n=20) P ABI 收案時 0.41 0.5 6個月 0.61 0.01 踝压 (mmHg) 收案時 81 0.9 6個月 99 0.02",
            [["变项"], ["时间"], ["治疗组", "(n=20)"], ["P"]],
            [
                ["ABI", "收案时", "0.41", "0.5"],
                ["ABI", "6个月", "0.61", "0.01"],
                ["踝压\n(mmHg)", "收案时", "81", "0.9"],
                ["踝压\n(mmHg)", "6个月", "99", "0.02"],
            ],
        ),
    ],
)
def test_cells_one_by_one_make_rows(lines: str, heads: list[list[str]], rows: list[list[str]]) -> None:
    sheet, grid = table_of("\n".join(lines.split(" ")))
    assert [as_words(sheet, column) for column in grid.columns] == heads
    assert [as_words(sheet, row.cells) for row in grid.rows] == rows


def test_rows_of_studies_begin_where_their_counts_stand() -> None:
    sheet, grid = table_of(
        "疾病\n例数\n细胞\n途径\n结果\nSLE\n15\n骨髓\n静脉\n好转\n又及\nRA\n40\n脐带\n静脉\n无差别\n"
    )
    assert [as_words(sheet, row.cells)[:2] for row in grid.rows] == [["SLE", "15"], ["RA", "40"]]
