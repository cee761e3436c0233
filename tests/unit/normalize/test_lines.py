import pytest

from pipeline.normalize.lines import logical_lines

WRAPPED = """一般资料方面,本组共有六十名自愿者参加了为期一年的观察,他们都来自同一座城市,年龄在三
十到五十岁之间,随机分成两组,每组三十名,一组接受细胞输注,另一组接受常规的治疗,两组在性
别和年龄上没有差别,所有的人都签过同意书,观察期满以后再做一次完整的检查,检查的项目包括血
常规、尿常规和肝肾功能,结果由两名医生分别判读,意见不同时再请第三名医生来定,最后的数据由
专人录入,并且核对两遍,差错率不到千分之一,评分分别为(5.87±0.92)、(4.71±0.85)、(3.96±0.
77)分。
二、结果
细胞组好转二十一名,对照组好转十二名。"""


def texts(text: str) -> list[str]:
    return [text[line.start : line.end] for line in logical_lines(text)]


def test_lines_broken_at_the_width_of_a_page_are_one() -> None:
    lines = texts(WRAPPED)
    assert [len(line.split("\n")) for line in lines] == [6, 1, 1]
    assert lines[1] == "二、结果"


def test_a_reference_that_runs_over_the_margin_leaves_the_page_its_width() -> None:
    reference = "9 Example AB, Sample CD, Trial EF, et al. Cells for one thing and another in a journal. J Made Up, 2016, 64: 21-29."
    lines = texts(f"{WRAPPED}\n{reference}")
    assert [len(line.split("\n")) for line in lines] == [6, 1, 1, 1]


def test_ordinary_lines_stay_apart() -> None:
    text = "短的一行\n另一行没有句号\n\n第三行"
    assert texts(text) == ["短的一行", "另一行没有句号", "第三行"]


def test_a_power_on_its_own_line_belongs_to_its_figure() -> None:
    assert texts("另予5.0×1\n07个/次,共3次\n随访") == ["另予5.0×1\n07个/次,共3次", "随访"]
    assert texts("另予5.0×1\n2 结果") == ["另予5.0×1", "2 结果"]
    assert texts("每次1×10\n8\n个细胞\n静脉输注") == ["每次1×10\n8\n个细胞", "静脉输注"]


def test_a_figure_broken_in_its_decimals_is_one() -> None:
    assert texts("降到(7.2±0.\n8)%,差异无统计学意义") == ["降到(7.2±0.\n8)%,差异无统计学意义"]
    assert texts("差异显著(P<0.05).\n2 结果") == ["差异显著(P<0.05).", "2 结果"]
    assert texts("详见文献3.\n4 讨论") == ["详见文献3.", "4 讨论"]


def test_all_kinds_of_line_ends_part_lines() -> None:
    assert texts("甲\r\n乙\r丙\u2028丁\n \n") == ["甲", "乙", "丙", "丁"]


ROWS = """| 观察指标 | 脐带间充质干细胞组(n=33) | 常规治疗组(n=32) | 统计量 | P值 |
| :--- | :---: | :---: | :---: | :---: |
| 12周生存率 | 72.7%(24/33) | 50.0%(16/32) | χ²=3.56 | 0.059 |
| 24周生存率 | 66.7%(22/33) | 43.8%(14/32) | χ²=3.45 | 0.048 |
| 总胆红素(μmol/L) | 86.3±30.2 | 142.8±51.6 | t=5.38 | <0.001 |
| MELD评分,12周时 | 15.2±4.1 | 20.6±5.3 | t=4.60 | <0.001 |
| 严重感染,例数(百分率) | 5(15.2) | 11(34.4) | χ²=3.24 | 0.072 |
| 白蛋白(g/L),24周时 | 35.2±4.0 | 31.1±3.8 | t=4.23 | <0.001 |"""


@pytest.mark.parametrize("sign", ["|", "｜", "\t", "   "])
def test_rows_of_a_table_stay_apart_however_long(sign: str) -> None:
    rows = ROWS.replace("|", sign)
    assert texts(rows) == [row for row in rows.split("\n") if row.strip()]
