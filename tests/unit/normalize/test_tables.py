from pipeline.normalize.tables import ends_standing_body, is_row, standing_head


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
