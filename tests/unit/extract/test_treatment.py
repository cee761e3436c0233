"""What was given to whom: cells, source, donor, route, dose and how often."""

from typing import Any

from pipeline.extract.treatment import Treatment, read_treatment
from tests.unit.extract.cases import Case, account_of, cases, near, sheet_of


def told(treatment: Treatment) -> dict[str, Any]:
    named = ("cell_types", "sources", "donors", "routes")
    return {name: [found.value for found in getattr(treatment, name)] for name in named} | {
        "doses": [[low.value, high.value, unit.value] for low, high, unit in treatment.doses],
        "infusions": treatment.infusions and [found.value for found in treatment.infusions],
    }


@cases("treatment")
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
