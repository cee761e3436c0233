"""Where the cells of a line stand, and which columns they head."""

import pytest

from pipeline.normalize.columns import column_code, header_columns, split_cells


def codes(line: str) -> list[str] | None:
    columns = header_columns(line)
    return None if columns is None else [code for code, _, _ in columns]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        (
            "疾病 设计 例数 细胞 剂量 次数 随访 结果",
            ["condition", "design", "n", "cells", "dose", "infusions", "follow_up", "outcome"],
        ),
        ("疾病\t例数\t移植途径\t不良反应", ["condition", "n", "route", "adverse_events"]),
        (
            "疾患名 試験形態 人数 対象 細胞数 回数 追跡期間",
            ["condition", "design", "n", "patients", "dose", "infusions", "follow_up"],
        ),
        ("疾病 | 入组 情况 | 例数 | 途径", ["condition", "other", "n", "route"]),
        ("目的 方法 结果 结论", None),
        ("患者 接受 治疗 以后 好转", None),
        ("来源 数量", None),
    ],
)
def test_a_head_is_known_by_its_columns(line: str, expected: list[str] | None) -> None:
    assert codes(line) == expected


def test_columns_stand_where_they_say() -> None:
    line = "疾病  例数   结果"
    assert [line[start:end] for _, start, end in header_columns(line) or []] == ["疾病", "例数", "结果"]


@pytest.mark.parametrize(
    ("line", "cells"),
    [
        ("| 组别 | 6个月 |", ["组别", "6个月"]),
        ("组别\t\t6个月", ["组别", "", "6个月"]),
        ("細胞群||3.2||1.1", ["細胞群", "3.2", "1.1"]),
        ("治疗组   30   4.2", ["治疗组", "30", "4.2"]),
        ("24周  34.2±3.6ab 36.5±10.1ab 41.8±11.2a", ["24周", "34.2±3.6ab", "36.5±10.1ab", "41.8±11.2a"]),
        ("24周  a组 34.2", ["24周", "a组 34.2"]),
        ("治疗组 30例", None),
    ],
)
def test_a_sign_parts_the_cells(line: str, cells: list[str] | None) -> None:
    found = split_cells(line)
    assert (None if found is None else [line[start:end] for start, end in found]) == cells


@pytest.mark.parametrize(("cell", "code"), [("例数", "n"), ("組別", "other"), ("组别", "group"), ("天气", "other")])
def test_a_column_is_known_by_its_name(cell: str, code: str) -> None:
    assert column_code(cell) == code
