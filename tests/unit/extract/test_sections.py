"""Which passages of a page tell of the one paper that it reproduces."""

import pytest

from pipeline.extract.accounts import find_accounts
from pipeline.extract.sections import Paper, find_paper
from tests.unit.extract.cases import sheet_of

HANS = """某某医学杂志 2020年第3期
脐带间充质干细胞治疗狼疮性肾炎的观察
【摘要】 目的 观察疗效。方法 30例狼疮性肾炎患者静脉输注脐带间充质干细胞。结论 安全。
狼疮在我国并不少见。曾有作者报道12例硬皮病患者输注骨髓间充质干细胞,随访6个月[2]。
1 资料与方法
1.1 一般资料 男4例,女26例,年龄20~50岁。
2 结果
2.1 疗效 治疗后6个月,完全缓解9例。
2.2 不良反应 发热2例。
3 讨论
另有研究纳入87例干燥综合征患者,输注异体骨髓间充质干细胞后未见不良反应[3]。
参考文献
[1] 何某. 某刊,2010."""
HANT = HANS.translate(str.maketrans("杂疗观结资与对脐带间充质干细", "雜療觀結資與對臍帶間充質乾細"))
JA = """某学会誌 2020; 28: 41-
強皮症に対する臍帯由来間葉系幹細胞の静脈内投与
【要旨】目的:安全性を調べた。方法:強皮症の患者16例に臍帯由来間葉系幹細胞を静脈内投与した。
強皮症は稀な疾患である。海外では狼瘡の患者40例に投与した試験が報告されている2)。
対象と方法
女性14例,男性2例。
結果
6か月後,発熱は2例であった。
考察
マウス20匹に投与した実験もある3)。
文献
1) 某. 某誌 2010."""


@pytest.mark.parametrize("page", [HANS, HANT, JA])
def test_what_stands_in_the_sections_is_of_the_papers_own_study(page: str) -> None:
    sheet = sheet_of(page)
    paper = find_paper(sheet)
    assert paper is not None
    own, *others = sorted(find_accounts(sheet), key=lambda account: not account.paper)
    assert own.total is not None
    assert own.total.quantity.value == (16 if page == JA else 30)
    assert {s.passage for s in own.sentences} == {i for i in range(paper.end) if paper.holds(i)}
    assert not any(paper.holds(s.passage) for account in others for s in account.sentences)
    assert any(account.total for account in others)


@pytest.mark.parametrize(
    "page",
    [
        "狼疮患者的新希望\n结果\n40例患者好转。",  # results without methods
        "文献一\n方法\n输注细胞。\n结果\n好转。\n文献二\n方法\n输注细胞。\n结果\n好转。",  # two papers
        "1 结果\n好转。\n2 方法\n输注细胞。",  # not in the order of a paper
        "方法有很多种,结果也各不相同。\n40例患者好转。",  # prose
        "好转。",
    ],
)
def test_other_pages_reproduce_no_paper(page: str) -> None:
    assert find_paper(sheet_of(page)) is None


@pytest.mark.parametrize(
    ("page", "end"),
    [
        ("1 资料与方法\n输注细胞。\n2 结果\n好转。\n3 讨论\n略。", 4),
        ("一、对象与方法\n输注细胞。\n二、结果\n好转。\n三、体会\n略。", 4),
        ("1.試験の概要\n細胞を投与した。\n2.結果\n改善した。\n3.今後の予定\n略。", 4),
        ("1 资料与方法\n输注细胞。\n2 结果\n3个月时好转。\n3例发热。", 5),
        ("対象と方法\n細胞を投与した。\n結果\n改善した。\n考察\n略。", 4),
    ],
)
def test_results_end_at_the_next_head(page: str, end: int) -> None:
    paper = find_paper(sheet_of(page))
    assert paper == Paper(frozenset(), 0, 2, end)
