"""Whose P value is whose in a table."""

import pytest

from pipeline.extract.tables.p_values import notes_below
from pipeline.extract.tables.results import read_table
from tests.unit.extract.cases import table_of


@pytest.mark.parametrize(
    ("text", "p"),
    [
        (
            "指标\t治疗组\t对照组\tt值\tP值\nDAS28\t3.1\t4.4\t3.2\t0.01\nHAQ\t0.8\t1.2\t0.5\t0.6\n",
            [0.01, None, 0.6, None],
        ),
        ("項目\t投与前\t6か月\tp値\nDAS28\t5.1\t3.4\t0.003\nHAQ\t1.5\t0.8\t0.2\n", [None, 0.003, None, 0.2]),
        ("组别\t治疗前DAS28\t6个月DAS28\n治疗组\t5.8\t3.2\n对照组\t5.7\t4.6\nP\t0.8\t0.01\n", [0.8, 0.01, None, None]),
        ("指標\t治療前\t6個月\nDAS28\t5.8\t3.2*\nHAQ\t1.5\t1.4\n註:*P<0.05\n", [None, 0.05, None, None]),
    ],
)
def test_a_p_value_stands_on_the_treatments_last_figure(text: str, p: list[float | None]) -> None:
    sheet, grid = table_of(text)
    assert [r.p.value if r.p else None for r in read_table(sheet, grid, grouped=False)] == p


def test_a_note_says_what_marks_stand_for() -> None:
    sheet, grid = table_of(
        "指标\t治疗前\t6个月\nDAS28\t5.8\t3.2*#\nHAQ\t1.5\t0.8\n*与治疗前比较P<0.05,#与对照组比较P<0.01\n"
    )
    assert {mark: p.value for mark, p in notes_below(sheet, grid).items()} == {"*": 0.05, "#": 0.01}
