"""How far a group's name reaches beyond its own sentence."""

from typing import Any

from pipeline.extract.findings.results import read_results
from tests.unit.extract.cases import Case, account_of, cases, sheet_of


@cases("findings/group_scopes")
def test_the_groups_of_the_figures(case: Case) -> None:
    sheet = sheet_of(case["text"])
    found: list[list[Any]] = [
        [result.value, result.group and result.group.value] for result in read_results(sheet, account_of(sheet))
    ]
    assert found == case["figures"]
