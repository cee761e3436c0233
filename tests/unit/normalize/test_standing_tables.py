"""Tables of one cell a line: where their heads and bodies end."""

from pipeline.lexicon.page_rules import rules_by_line
from pipeline.normalize.columns import HEAD, ROW
from pipeline.normalize.standing_tables import ends_standing_body, standing_head
from pipeline.normalize.tables import table_parts


def parts_of(*lines: str) -> list[str | None]:
    rules = rules_by_line(("table_headers",), lines)
    return table_parts(lines, lambda _: None, lambda index: rules[index]["table_headers"])


def test_a_head_of_one_cell_a_line_ends_at_its_last_column() -> None:
    assert standing_head(["疾病", "例数", "途径", "SSc", "14", "静脉"]) == 3
    assert standing_head(["组别", "时间", "BASDAI", "(分)", "甲组", "治疗前"]) == 4
    assert standing_head(["项目", "0", "3个月", "6个月", "疼痛", "68.9"]) == 4
    assert standing_head(["结果", "他们都好转了。", "例数"]) == 0


def test_the_body_ends_at_notes_and_sentences() -> None:
    assert ends_standing_body("注:与治疗前比较")
    assert ends_standing_body("以上数据来自门诊随访。")
    assert not ends_standing_body("mRSS 20.1±3.1")


def test_a_table_begins_with_the_head_of_its_first_column() -> None:
    told = parts_of(
        "結果(観察期間6か月)",
        "項目",
        "移植前",
        "6か月",
        "疼痛VAS(mm)",
        "61.5±20.5",
        "18.5±12.5",
        "ABI",
        "0.61±0.12",
        "0.72±0.11",
    )
    assert told == [None, *[HEAD] * 3, *[ROW] * 6]


def test_prose_behind_figures_ends_a_table_of_results() -> None:
    told = parts_of(
        "項目",
        "移植前",
        "6か月",
        "疼痛VAS(mm)",
        "61.5±20.5",
        "18.5±12.5",
        "疼痛VASは移植前に対しP<0.01。6か月生存率",
        "96.5%",
    )
    assert told == [*[HEAD] * 3, *[ROW] * 3, None, None]


def test_labels_in_step_with_figures_make_a_table_of_columns_with_names_of_their_own() -> None:
    assert parts_of(
        "評価項目", "第1相", "第2相", "28日奏効", "13/14(92.9%)", "15/25(60.0%)", "24週生存", "―", "16/25"
    ) == [
        *[HEAD] * 3,
        *[ROW] * 6,
    ]
    assert parts_of("指标", "甲方案", "乙方案", "有效", "12例", "9例", "复发", "1例", "4例") == [
        *[HEAD] * 3,
        *[ROW] * 6,
    ]
    assert parts_of("项目", "医院介绍", "专家团队", "在线预约", "联系我们", "关于我们", "首页") == [None] * 7
