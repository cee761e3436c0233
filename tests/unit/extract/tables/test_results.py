"""Tables of one study's results: each figure by its row and its column."""

from typing import Any

from pipeline.extract.mentions.found import ResultFound
from pipeline.extract.tables.grids import find_grids
from pipeline.extract.tables.groups import names_control
from pipeline.extract.tables.results import read_table
from tests.unit.extract.cases import Case, cases, near, sheet_of


def told(result: ResultFound) -> dict[str, Any]:
    return {
        "outcome": result.outcome.code,
        "value": result.value,
        "statistic": result.statistic,
        "sd": result.figure.spread,
        "t": result.time and result.time.value,
        "group": result.group and result.group.value,
        "p": result.p and f"{result.p.sign}{result.p.value:g}",
    }


@cases("tables/results")
def test_the_results_of_a_table(case: Case) -> None:
    sheet = sheet_of(case["text"])
    found = [told(r) for grid in find_grids(sheet) for r in read_table(sheet, grid, grouped=names_control(sheet, grid))]
    assert len(found) == len(case["results"]), found
    for result, keys in zip(found, case["results"], strict=True):
        assert {key: result[key] for key in keys} == {
            k: near(x) if isinstance(x, float | int) else x for k, x in keys.items()
        }
