"""Tables of one row a line: which lines are heads and which are rows."""

import pytest

from pipeline.lexicon.page_rules import rules_by_line
from pipeline.normalize.columns import HEAD, ROW
from pipeline.normalize.tables import is_row, table_parts


def parts_of(*lines: str) -> list[str | None]:
    rules = rules_by_line(("table_headers",), lines)
    return table_parts(lines, lambda _: None, lambda index: rules[index]["table_headers"])


def test_rows_have_about_as_many_cells() -> None:
    assert is_row("SLE 单臂 15 骨髓 1×10^6/kg 1 一年后好转", 8)
    assert not is_row("查看论文链接", 8)


@pytest.mark.parametrize(
    ("lines", "parts"),
    [
        (("表一、两组 CDAI 变化", "时间\t治疗组\t对照组\tP", "治疗前\t312\t308\t0.8"), [None, HEAD, ROW]),
        (("组别 CDAI 变化 P", "治疗组 312 -90 0.01"), [HEAD, ROW]),
        (("投与前  1か月  3か月", "VAS(mm)", "投与群  64  48  35", "対照群  63  60  61"), [HEAD, ROW, ROW, ROW]),
        (("组别  例数  显效  总有效率", "观察组  38  18  33", "对照组  38  10  24", "P  0.017"), [HEAD, *[ROW] * 3]),
    ],
)
def test_lines_of_a_table(lines: tuple[str, ...], parts: list[str | None]) -> None:
    assert parts_of(*lines) == parts


def test_a_head_without_rows_is_none() -> None:
    assert parts_of("细胞那组 DAS28、HAQ 下降,周边血的 Treg 比例上升,", "IL-6 下降。对照组没什么变。") == [None, None]
    assert parts_of("疾病", "例数", "途径", "本研究未设对照组。") == [None] * 4


def test_the_head_of_the_next_table_ends_the_one_above() -> None:
    told = parts_of(
        "| 研究 | 年份 | 例数 | 缓解率 |",
        "| 甲院 | 2021 | 60 | 55% |",
        "| 乙院 | 2022 | 44 | 40% |",
        "| 指标 | 治疗前 | 3个月 | 6个月 |",
        "| SLEDAI | 14.2 | 9.0 | 6.1 |",
        "| C3 | 0.48 | 0.71 | 0.86 |",
    )
    assert told == [HEAD, ROW, ROW, HEAD, ROW, ROW]
