"""What figures an outcome can have."""

import pytest

from pipeline.extract.findings.cells import find_runs
from pipeline.extract.findings.fitting import can_have, without_shared_unit
from tests.unit.extract.cases import sheet_of


@pytest.mark.parametrize(
    ("text", "fits"),
    [
        ("完全缓解9例", True),
        ("有效率80%", True),
        ("SLEDAI评分为6.1分", True),
        ("SLEDAI評分為6.1mg", False),
        ("SLEDAI评分9例", False),
        ("SLEDAI评分9例患者改善", False),
        ("9例SLEDAI评分改善", True),
        ("疼痛6例", False),
        ("疼痛6例缓解", True),
        ("クレアチニンは1.2mg/dL", True),
        ("クレアチニンは12点", False),
        ("强的松用量20mg", True),
    ],
)
def test_an_outcome_has_figures_of_its_kind(text: str, fits: bool) -> None:
    sheet = sheet_of(f"治疗后6个月{text}。")
    (run,) = find_runs(sheet, sheet.sentences.items[0])
    assert can_have(run.cells[0].figures[0], sheet.terms["outcome"].items[0], run, sheet) is fits


def test_a_score_has_no_unit_of_the_figure_behind_it() -> None:
    sheet = sheet_of("DAS28、ESR分别为3.2±0.8、22.1±8.4mm/h。")
    (run,) = find_runs(sheet, sheet.sentences.items[0])
    score, rate = sheet.terms["outcome"].items
    assert without_shared_unit(run.cells[0].figures[0], score).unit is None
    assert without_shared_unit(run.cells[1].figures[0], rate).unit == "mm/h"
