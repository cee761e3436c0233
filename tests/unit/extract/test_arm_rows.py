"""The rows of a report's arms."""

from typing import Any

import pytest

from pipeline.extract.arm_rows import arm_rows
from pipeline.extract.page import read_reports
from tests.unit.extract.cases import sheet_of


def arms(text: str, *, has_control: bool) -> tuple[list[dict[str, Any]], dict[str, str]]:
    (report,) = read_reports(sheet_of(text))
    rows, ids = arm_rows(report, "r", has_control)
    for row, told in rows:  # each value stands beside its words
        assert {name for name, _ in told} == {
            name
            for name, value in row.items()
            if value not in (None, []) and name not in {"arm_id", "report_id", "role"}
        }
    return [row for row, _ in rows], ids


def test_one_arm_has_all_that_was_given() -> None:
    (arm,), ids = arms(
        "共入组18例狼疮患者,静脉输注脐带间充质干细胞1×10^6/kg,共2次,6个月时SLEDAI评分下降。", has_control=False
    )
    assert ids == {"treatment": "r/arm0"}
    assert (arm["role"], arm["cell_source"], arm["routes"]) == ("intervention", "umbilical_cord", ["intravenous"])
    assert (arm["dose_min"], arm["dose_unit"], arm["n_infusions_min"]) == (1e6, "cells/kg", 2)


@pytest.mark.parametrize("has_control", [True, False])
def test_the_comparator_has_a_row_where_there_is_a_control_group(has_control: bool) -> None:
    rows, ids = arms(
        "40例肝硬化患者随机分为治疗组20例与对照组20例,治疗组静脉输注脐带间充质干细胞,3个月时白蛋白升高。",
        has_control=has_control,
    )
    assert [row["role"] for row in rows] == ["intervention", "comparator"][: 1 + has_control]
    assert ("control" in ids) is has_control
    assert [row["n"] for row in rows] == [20, 20][: 1 + has_control]


def test_doses_told_side_by_side_are_arms() -> None:
    rows, _ = arms(
        "30名変形性膝関節症の患者に脂肪由来間葉系幹細胞1×10^7個、5×10^7個、1×10^8個を関節内に注射し、6か月後に痛みが減った。",
        has_control=False,
    )
    assert [row["dose_min"] for row in rows] == [1e7, 5e7, 1e8]
    assert {row["cell_source"] for row in rows} == {"adipose"}
    assert [row["arm_id"] for row in rows] == ["r/arm0", "r/arm1", "r/arm2"]


def test_one_patients_story_has_no_comparator() -> None:
    rows, ids = arms("李女士,42岁,患红斑狼疮八年,去年静脉输注脐带间充质干细胞,三个月后尿蛋白减少。", has_control=True)
    assert [row["role"] for row in rows] == ["intervention"]
    assert set(ids) == {"treatment"}


def test_a_word_for_one_source_says_nothing_of_cells_from_a_birth() -> None:
    rows, _ = arms("21例患者输注脐带间充质干细胞联合自体骨髓单个核细胞,12个月时HbA1c下降。", has_control=False)
    assert [(row["cell_source"], row["donor"]) for row in rows] == [
        ("umbilical_cord", None),
        ("bone_marrow", "autologous"),
    ]
    rows, _ = arms("21例患者分别输注自体骨髓间充质干细胞和自体脂肪干细胞,12个月时评分下降。", has_control=False)
    assert [row["donor"] for row in rows] == ["autologous", "autologous"]
