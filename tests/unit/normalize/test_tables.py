import pytest

from pipeline.normalize.tables import ends_standing_body, header_columns, is_row, standing_head


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


def test_rows_have_about_as_many_cells() -> None:
    assert is_row("SLE 单臂 15 骨髓 1×10^6/kg 1 一年后好转", 8)
    assert not is_row("查看论文链接", 8)


def test_a_head_of_one_cell_a_line_ends_at_its_last_column() -> None:
    assert standing_head(["疾病", "例数", "途径", "SSc", "14", "静脉"]) == 3
    assert standing_head(["组别", "时间", "BASDAI", "(分)", "甲组", "治疗前"]) == 4
    assert standing_head(["项目", "0", "3个月", "6个月", "疼痛", "68.9"]) == 4
    assert standing_head(["结果", "他们都好转了。", "例数"]) == 0


def test_the_body_ends_at_notes_and_sentences() -> None:
    assert ends_standing_body("注:与治疗前比较")
    assert ends_standing_body("以上数据来自门诊随访。")
    assert not ends_standing_body("mRSS 20.1±3.1")
