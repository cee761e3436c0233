"""Lines of figures below a legend."""

import pytest

from pipeline.normalize.legends import listed, row_cells, rows_below


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("各指标变化(治疗前/3个月/6个月):", ["治疗前", "3个月", "6个月"]),
        ("数值依次为:基线/12周", ["基线", "12周"]),
        ("投与前 → 6か月後", ["投与前", "6か月後"]),
        ("细胞组/对照组", ["细胞组", "对照组"]),
        ("入选(男/女)", None),
        ("治疗前后均复查。", None),
    ],
)
def test_a_legend_lists_times_or_groups(line: str, words: list[str] | None) -> None:
    places = listed(line)
    assert (None if places is None else [line[start:end] for start, end in places]) == words


@pytest.mark.parametrize(
    ("line", "figures", "cells"),
    [
        ("SLEDAI 14.2/9.1/6.3", 3, ["SLEDAI", "14.2", "9.1", "6.3"]),
        ("24h尿蛋白(g):3.1/1.0", 2, ["24h尿蛋白(g)", "3.1", "1.0"]),
        ("・WOMAC 52.3±9.0 → 30.1±8.0", 2, ["WOMAC", "52.3±9.0", "30.1±8.0"]),
        ("SLEDAI 14.2/9.1", 3, None),
        ("住址 14/9/6", 3, None),
    ],
)
def test_a_line_gives_as_many_figures(line: str, figures: int, cells: list[str] | None) -> None:
    places = row_cells(line, figures)
    assert (None if places is None else [line[start:end] for start, end in places]) == cells


def test_lines_go_with_the_legend_above_them() -> None:
    assert rows_below(["结果(治疗前/6个月)", "SLEDAI 14.2/6.3", "C3 0.5/0.8", "未见不良反应"], 0) == 2
    assert rows_below(["结果(治疗前/6个月)", "未见不良反应"], 0) == 0
