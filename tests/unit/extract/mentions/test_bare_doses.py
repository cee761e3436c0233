"""Figures without a unit that count cells."""

import pytest

from tests.unit.extract.cases import sheet_of


@pytest.mark.parametrize(
    ("text", "doses"),
    [
        ("异体骨髓MSC 2×10⁸ ×4", [2e8]),
        ("靜滴 1×10^8/次,每月一次", [1e8]),
        ("每次5×107,共3次", [5e7]),
        ("脐带MSC,1.2亿/次,2次", [1.2e8]),
        ("3×10^7 MSCs静滴", [3e7]),
        ("細胞数2.0×10 7、静脈内", [2e7]),
        ("HBV DNA 1×10^6copies/mL", []),
        ("HBV-DNA载量3.2×10^5", []),
        ("白细胞5.2×10^6", []),
        ("血小板120×10^9", []),
        ("销售额1.5亿", []),
    ],
)
def test_a_power_of_ten_counts_cells_where_it_counts_nothing_else(text: str, doses: list[float]) -> None:
    sheet = sheet_of(text)
    assert [q.value for q in sheet.numbers("dose", 0, len(sheet.text))] == [pytest.approx(dose) for dose in doses]
