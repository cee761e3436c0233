"""Which account a table of one study's results belongs to."""

import pytest

from pipeline.extract.accounts.find import find_accounts
from pipeline.extract.tables.grids import find_grids
from pipeline.extract.tables.owners import grids_by_owner, owner_of
from tests.unit.extract.cases import sheet_of

TOLD = {
    "zh-Hans": (
        "上海瑞金医院团队2016年纳入40例系统性硬化症患者,静脉输注脂肪干细胞,随访12个月。\n"
        "广州中山医院团队2019年纳入24例类风湿关节炎患者,静脉输注脐带干细胞,随访6个月。\n\n"
    ),
    "zh-Hant": (
        "台大醫院團隊2016年收治40位硬皮症病患,靜脈輸注脂肪幹細胞,追蹤12個月。\n"
        "首爾大學團隊2019年收治24位類風濕性關節炎病患,靜脈輸注臍帶幹細胞,追蹤6個月。\n\n"
    ),
    "ja": (
        "大阪大学では2016年に強皮症の患者40例に脂肪由来幹細胞を点滴静注し、12か月追跡した。\n"
        "九州大学では2019年に関節リウマチの患者24例に臍帯由来幹細胞を点滴静注し、6か月追跡した。\n\n"
    ),
}
TABLE = "指标\t治疗前\t6个月\nCRP\t20.1\t15.2\nESR\t40\t30\n"


@pytest.mark.parametrize(
    ("told", "caption", "index"),
    [
        ("zh-Hans", "表1 瑞金医院的结果", 0),
        ("zh-Hans", "表2 类风湿关节炎患者各指标变化", 1),
        ("zh-Hans", "表1 系统性硬化症患者各指标变化", 0),
        ("zh-Hant", "表1 台大醫院的結果", 0),
        ("zh-Hant", "表2 首爾大學的結果", 1),
        ("ja", "表1 大阪大学の成績", 0),
        ("ja", "表2 関節リウマチ患者の推移", 1),
        ("zh-Hans", "各指标变化", 1),  # names none: of the study told last
        ("zh-Hans", "表1 克罗恩病患者各指标变化", 1),
    ],
)
def test_a_caption_names_the_study_of_its_table(told: str, caption: str, index: int) -> None:
    sheet = sheet_of(f"{TOLD[told]}{caption}\n{TABLE}")
    accounts = find_accounts(sheet)
    (grid,) = find_grids(sheet)
    assert len(accounts) == 2
    assert owner_of(sheet, accounts, grid) == index


def test_groups_that_add_up_to_an_account_go_before_names() -> None:
    sheet = sheet_of(
        f"{TOLD['zh-Hans']}表1 结果\n组别\t例数\t治疗前CRP\t6个月CRP\nA组\t20\t20.1\t15.2\nB组\t20\t40\t30\n"
    )
    assert owner_of(sheet, find_accounts(sheet), find_grids(sheet)[0]) == 0


@pytest.mark.parametrize(
    ("text", "owned"),
    [
        (
            "国内の第1相試験は14例に骨髄由来MSCを投与した。\n国内の第2相試験は25例に骨髄由来MSCを投与した。\n\n"
            "項目\t第1相\t第2相\n奏効率\t92.9%\t60.0%\n生存率\t78.6%\t64.0%\n",
            {14: ["項目", "第1相"], 25: ["項目", "第2相"]},
        ),
        (
            "ADMIRE试验纳入212例克罗恩病肛瘘患者,注射脂肪干细胞。\nSTOMP试验纳入12例克罗恩病肛瘘患者,注射脂肪干细胞。\n\n"
            "指标\tADMIRE\tSTOMP\n缓解率\t50%\t83%\n复发率\t25%\t10%\n",
            {212: ["指标", "ADMIRE"], 12: ["指标", "STOMP"]},
        ),
        (
            "ADMIRE試驗納入212例克隆氏症瘻管患者,注射脂肪幹細胞。\nSTOMP試驗納入12例克隆氏症瘻管患者,注射脂肪幹細胞。\n\n"
            "指標\t治療組\t對照組\n緩解率\t50%\t34%\n復發率\t25%\t44%\n",
            {12: ["指标", "治疗组", "对照组"]},
        ),
    ],
)
def test_columns_that_name_studies_are_theirs(text: str, owned: dict[int, list[str]]) -> None:
    sheet = sheet_of(text)
    accounts = find_accounts(sheet)
    (grid,) = find_grids(sheet)
    found = {}
    for index, part in grids_by_owner(sheet, accounts, grid):
        total = accounts[index].total
        assert total is not None
        found[total.quantity.value] = [sheet.text[heads[-1].start : heads[-1].end] for heads in part.columns]
        assert all(len(row.cells) == len(part.columns) == len(part.codes) for row in part.rows)
    assert found == owned
