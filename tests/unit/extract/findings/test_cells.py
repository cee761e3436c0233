"""Figures told together: counts with their shares, chains along arrows, lists in step."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.extract.findings.cells import find_runs
from tests.unit.extract.cases import Case, cases, near, sheet_of


@cases("findings/cells")
def test_runs_of_a_sentence(case: Case) -> None:
    sheet = sheet_of(case["text"])
    found = [
        ([[figure.value for figure in cell.figures] for cell in run.cells], run.chain, run.versus)
        for run in find_runs(sheet, sheet.sentences.items[0])
    ]
    assert found == [
        ([[near(x) for x in cell] for cell in run["cells"]], run.get("chain", False), run.get("versus", False))
        for run in case["runs"]
    ]


@given(st.lists(st.decimals(1, 99, places=1), min_size=2, max_size=6))
def test_an_arrow_carries_all_its_figures_in_order(figures: list[object]) -> None:
    sheet = sheet_of(f"评分由{'→'.join(map(str, figures))}。")
    (run,) = find_runs(sheet, sheet.sentences.items[0])
    assert run.chain
    assert [cell.figures[0].value for cell in run.cells] == pytest.approx([float(str(x)) for x in figures])
    assert (run.start, run.end) == (run.cells[0].start, run.cells[-1].end)
