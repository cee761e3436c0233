"""What was given to whom: cells, source, donor, route, dose and how often."""

from typing import Any

import pytest

from pipeline.extract.accounts.find import find_accounts
from pipeline.extract.fields.treatment import Treatment, read_treatment
from tests.unit.extract.cases import Case, account_of, cases, near, sheet_of


def told(treatment: Treatment) -> dict[str, Any]:
    named = ("cell_types", "sources", "donors", "routes")
    return {name: [found.value for found in getattr(treatment, name)] for name in named} | {
        "doses": [[low.value, high.value, unit.value] for low, high, unit in treatment.doses],
        "infusions": treatment.infusions and [found.value for found in treatment.infusions],
    }


@cases("fields/treatment")
def test_the_treatment_of_an_account(case: Case) -> None:
    sheet = sheet_of(case["text"])
    found = told(read_treatment(sheet, account_of(sheet)))
    expected = {name: value for name, value in case.items() if name != "text"}
    if "doses" in expected:
        expected["doses"] = [[near(low), near(high), unit] for low, high, unit in expected["doses"]]
    assert {name: found[name] for name in expected} == expected


def test_a_paper_may_name_its_cells_in_the_title_alone() -> None:
    title = "脐带间充质干细胞治疗狼疮"
    sheet = sheet_of(f"{title}\n{'共纳入32例患者,静脉输注间充质干细胞两次,半年时评分下降,未见严重不良反应。' * 2}")
    account = account_of(sheet)
    assert account.headings
    assert read_treatment(sheet, account).sources == []
    account.paper = True
    assert [found.value for found in read_treatment(sheet, account).sources] == ["umbilical_cord"]


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        (
            "细胞药物一览\n\n1、甲药(自体骨髓间充质干细胞注射液)\n国内Ⅱ期试验共17例肝硬化患者,6个月时白蛋白升高。\n",
            [(["bone_marrow"], ["autologous"], [])],
        ),
        (
            "細胞藥物一覽\n\n2、乙藥(異體臍帶間質幹細胞)\n用法:每四週一次,靜脈滴注。\n第二期試驗共22位肝硬化病人,白蛋白上升。\n",
            [(["umbilical_cord"], ["allogeneic"], ["intravenous"])],
        ),
        (
            "製品一覧\n\n3.丙注(同種脂肪由来間葉系幹細胞)\n国内第Ⅱ相 C-1試験 12例\n国内第Ⅲ相 C-2試験 30例\n",
            [(["adipose"], ["allogeneic"], []), (["adipose"], ["allogeneic"], [])],
        ),
        ("细胞药物一览\n\n1、骨髓细胞与脐带细胞\n国内Ⅱ期试验共17例肝硬化患者,6个月时白蛋白升高。\n", [([], [], [])]),
    ],
)
def test_a_numbered_heading_tells_the_cells_of_the_study_below(
    page: str, expected: list[tuple[list[str], ...]]
) -> None:
    sheet = sheet_of(page)
    given = [read_treatment(sheet, account) for account in find_accounts(sheet)]
    assert [tuple([f.value for f in found] for found in (t.sources, t.donors, t.routes)) for t in given] == expected
