"""What the build of a page does to the accounts on it: a paper's own study, and those that its introduction and discussion tell of."""

import pytest

from pipeline.extract.accounts.find import find_accounts
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
def test_what_stands_in_the_own_parts_of_a_paper_is_of_its_own_study(page: str) -> None:
    sheet = sheet_of(page)
    own, *others = sorted(find_accounts(sheet), key=lambda account: not account.paper)
    assert own.total is not None
    assert own.total.quantity.value == (16 if page == JA else 30)
    last = "3 讨论" if page != JA else "考察"
    told = {s.passage for s in own.sentences}
    texts = [sheet.text[p.view_start : p.view_end] for p in sheet.page.passages]
    end = next((i for i, text in enumerate(texts) if text in {last, "3 討論"}), len(texts))
    assert set(range(4, end)) <= told
    assert not told & {s.passage for account in others for s in account.sentences}
    assert any(account.total for account in others)
