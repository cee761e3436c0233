"""Tables parted by signs that prose uses too."""

import pytest

from pipeline.normalize.common_signs import cells_between, common_sign, rows_below


@pytest.mark.parametrize(
    ("head", "row", "sign"),
    [
        ("指标,治疗前,6个月", "SLEDAI,14.2,6.3", ","),
        ("項目/時点/投与群/対照群", "ABI/24週/0.47±0.13/0.43±0.12", "/"),
        ("项目、移植前、移植后1月", "DAS28、5.6、4.1", "、"),
        ("指标,治疗前,6个月", "SLEDAI,14.2", None),
        ("男,女,儿童", "好转,无效,死亡", None),
        ("术前,术后1个月,术后3个月均复查。", "SLEDAI,14.2,6.3", None),
        ("指标 | 治疗前 | 6个月", "SLEDAI | 14.2 | 6.3", None),
    ],
)
def test_a_sign_parts_head_and_rows_alike(head: str, row: str, sign: str | None) -> None:
    assert common_sign(head, row) == sign


@pytest.mark.parametrize(
    ("line", "sign", "width", "cells"),
    [
        ("CRP(mg/L,x±s)/31/9", "/", 3, ["CRP(mg/L,x±s)", "31", "9"]),
        ("IgG g/L/22.1/15.4", "/", 3, ["IgG g/L", "22.1", "15.4"]),
        ("閉鎖/ /11例/18例(61.1%)/2例/9例(22.2%)", "/", 4, ["閉鎖", "", "11例/18例(61.1%)", "2例/9例(22.2%)"]),
        ("PLT,1,240,2,380", ",", 3, ["PLT", "1,240", "2,380"]),
        ("SLEDAI,14.2", ",", 3, None),
    ],
)
def test_a_sign_inside_a_cell_parts_nothing(line: str, sign: str, width: int, cells: list[str] | None) -> None:
    found = cells_between(line, sign, width)
    assert (None if found is None else [line[start:end] for start, end in found]) == cells


def test_rows_end_where_prose_begins() -> None:
    lines = ["指标,治疗前,6个月", "SLEDAI,14.2,6.3", "C3,0.5,0.8", "随访中,一例失访,其余完成。"]
    assert rows_below(lines, 0) == 2
    assert rows_below(lines, 1) == 0
    assert rows_below(lines[:1], 0) == 0
