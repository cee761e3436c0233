import pytest

from pipeline.normalize.passages import cut

STORY = "这组病人输注以后随访了一年,评分比治疗前低,没有人复发,也没有见到严重的不良反应,详细的数字见后。"


def kinds(text: str) -> list[str]:
    return [piece.kind for piece in cut(text)]


@pytest.mark.parametrize(
    "line",
    [
        "临床案例一:",
        "▉ 多发性硬化(MS)",
        "01、细胞的优点",
        "【硬皮病】",
        "一、最早的那批",
        "◆ 湖北的28例",
        "▼2 中国的一期",
        "四、多中心40例",
        "-02-",
        "Slide 4 狼疮,12人",
        "小结一下这几项研究",
    ],
)
def test_short_section_starts_are_headings(line: str) -> None:
    assert kinds(f"{STORY}\n{line}\n{STORY}") == ["paragraph", "heading", "paragraph"]


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("【目的】" + STORY, "paragraph"),
        ("■ " + STORY, "paragraph"),
        ("①" + STORY, "list_item"),
        ("• 随访一年", "list_item"),
        ("病史:皮疹三年", "list_item"),
        ("第二次:2020年2月3日", "list_item"),
        ("空腹血糖(mg/dL)", "paragraph"),
        ("没有严重不良事件", "paragraph"),
        ("表1 两组的评分", "heading"),
    ],
)
def test_marks_before_told_text_make_no_heading(line: str, kind: str) -> None:
    assert kinds(f"{STORY}\n{line}\n{STORY}")[1] == kind


@pytest.mark.parametrize("line", ["細胞那組 DAS28、HAQ 下降,", "細胞を点滴した群では、", "细胞那组关节肿痛减轻,"])
def test_a_line_that_goes_on_below_is_no_heading(line: str) -> None:
    assert kinds(f"{STORY}\n{line}\n{STORY}") == ["paragraph"] * 3


def test_a_paper_named_over_what_is_told_of_it_is_no_reference() -> None:
    page = f"{STORY}\n3) Shi L et al. Signal Transduct Target Ther 2021\n・武漢、100例に投与した。\n{STORY}"
    assert kinds(page) == ["paragraph", "list_item", "list_item", "paragraph"]


def test_references_run_from_their_heading_to_the_next_matter() -> None:
    page = f"""{STORY}
参考文献
[1] Doe J, Roe R, et al. A study of cells. J Test. 2019;10:1-5.
7.某学会. 某病专家共识[J].某杂志,2022,26(01):1-8.
http://example.org/index
【关于某某】
{STORY}"""
    assert kinds(page) == ["paragraph", "heading", "reference", "reference", "reference", "heading", "paragraph"]


def test_an_entry_is_a_reference_without_a_heading_too() -> None:
    assert kinds(f"{STORY}\n[1] Doe et al., 2023  [2] Roe et al., 2014") == ["paragraph", "reference"]


def test_boilerplate_and_links_to_other_pages() -> None:
    page = f"""首页 > 科普 > 正文
2023-05-18 09:41  阅读(12)  来源:某网
{STORY}
★ 存储热线:400-000-0000
猜你喜欢
吃什么补得快
Copyright © 某网 京ICP备00000000号"""
    assert kinds(page) == ["boilerplate", "boilerplate", "paragraph", *["boilerplate"] * 4]


def test_a_table_with_one_row_a_line() -> None:
    page = f"""{STORY}
疾病 设计 例数 细胞 途径 随访 结果
SLE 单臂 15 骨髓 静脉 12个月 评分下降。
RA 随机 40 脐带 静脉 6个月 没有差别。
查看全部
{STORY}"""
    assert kinds(page)[:4] == ["paragraph", "table_header", "table_row", "table_row"]
    assert "table_row" not in kinds(page)[4:]


def test_a_table_with_one_cell_a_line() -> None:
    page = f"{STORY}\n疾病\n例数\n途径\nSSc\n14\n—\nRA\n20\n静脉\n注:—为未提供\n{STORY}"
    assert kinds(page) == ["paragraph", *["table_header"] * 3, *["table_row"] * 6, "list_item", "paragraph"]


def test_each_row_has_its_own_language() -> None:
    rows = "SLE 無作為試験 15 骨髄 1 全員で症状が改善した\nSLE 無作為試験 16 BM 1 19M"
    page = f"{STORY}\n疾病名称 试验形态 人数 细胞 次数 结果\n{rows}"
    assert [piece.language for piece in cut(page)] == ["zh-Hans", "zh-Hans", "ja", "ja"]


def test_a_passage_is_the_trimmed_line() -> None:
    text = " \u3000甲组好转。 \n\n\t乙组没有。\r\n"
    assert [text[piece.start : piece.end] for piece in cut(text)] == ["甲组好转。", "乙组没有。"]
