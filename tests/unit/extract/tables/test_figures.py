"""The figures of one cell, by what its labels say."""

import pytest

from pipeline.extract.mentions.sentences import Stretch
from pipeline.extract.mentions.sheet import Sheet
from pipeline.extract.tables.cells import outcome_in
from pipeline.extract.tables.figures import read_cell, read_direction
from pipeline.extract.tables.statistics import Labels
from tests.unit.extract.cases import near, sheet_of


def labels_of(label: str, cell: str) -> tuple[Sheet, Stretch, Labels]:
    sheet = sheet_of(f"{label}\n{cell}")
    over, told = (Stretch(p.view_start, p.view_end, i) for i, p in enumerate(sheet.page.passages))
    return sheet, told, Labels(outcome_in(sheet, over), None, None, (over,))


@pytest.mark.parametrize(
    ("label", "cell", "figures"),
    [
        ("SLEDAI", "12.4±3.0*", [("mean", 12.4, 3.0, None)]),
        ("CRP(mg/L)", "31.0", [("mean", 31.0, None, "mg/L")]),
        ("尿蛋白(g/24h)", "3.1±1.0", [("mean", 3.1, 1.0, "g/(24.h)")]),
        ("完全缓解,例(%)", "8(40.0)", [("count", 8, None, "{patients}"), ("percent", 40, None, "%")]),
        ("有効率", "85.7%(24/28)", [("percent", 85.7, None, "%"), ("count", 24, None, "{patients}")]),
        ("复发", "1/20", [("count", 1, None, "{patients}")]),
        ("VAS 平均(SD)", "33.5(10.4)", [("mean", 33.5, 10.4, None)]),
        ("CDAI中位数", "150(100~210)", [("median", 150, None, None)]),
        ("SLEDAI变化", "-7.9±2.5", [("mean_change", -7.9, 2.5, None)]),
        ("DAS28下降值", "2.6", [("mean_change", -2.6, None, None)]),
        ("尿蛋白下降率", "67.7%", [("percent_change", -67.7, None, "%")]),
        ("LVEF(%)变化", "+6.3%", [("mean_change", 6.3, None, "%")]),
        ("SLEDAI变化", "14.2→6.3", [("mean", 14.2, None, None), ("mean", 6.3, None, None)]),
        ("SLEDAI", "12.4 / 8.1 / 5.0", []),
        ("住址", "12.4", []),
    ],
)
def test_a_cell_of_figures(label: str, cell: str, figures: list[tuple[str, float, float | None, str | None]]) -> None:
    sheet, told, labels = labels_of(label, cell)
    found = [
        (r.statistic, near(r.value), r.figure.spread, r.unit) for r in read_cell(sheet, told, labels, grouped=False)
    ]
    assert found == [(statistic, near(value), spread, unit) for statistic, value, spread, unit in figures]


def test_two_groups_of_a_head_share_a_cell() -> None:
    sheet, told, labels = labels_of("SLEDAI(治疗组 vs 对照组)", "6.3±2.0 vs 9.8±2.7")
    found = [(r.value, r.group.value) for r in read_cell(sheet, told, labels, grouped=True) if r.group]
    assert found == [(6.3, "treatment"), (9.8, "control")]


@pytest.mark.parametrize(
    ("label", "cell", "figures"),
    [
        ("24週 複合寛解", "本品49.5% プラセボ34.3%(p=0.024)", [(49.5, "treatment", 0.024), (34.3, "control", None)]),
        ("缓解率", "细胞55.0%,对照20.0%", [(55, "treatment", None), (20, "control", None)]),
        (
            "緩解率",
            "高劑量50%、低劑量40%、安慰劑20%",
            [(50, "treatment", None), (40, "treatment", None), (20, "control", None)],
        ),
        ("生存率", "69% vs 42%", [(69, "treatment", None), (42, "control", None)]),
        ("生存率", "3个月80%,12个月65%", [(80, None, None), (65, None, None)]),
        ("有効率", "62.5%(P<0.05)", [(62.5, None, None)]),
    ],
)
def test_a_cell_that_names_its_control_tells_its_groups_apart(
    label: str, cell: str, figures: list[tuple[float, str | None, float | None]]
) -> None:
    sheet, told, labels = labels_of(label, cell)
    found = [
        (near(r.value), r.group.value if r.group else None, r.p.value if r.p else None)
        for r in read_cell(sheet, told, labels, grouped=False)
    ]
    assert found == [(near(value), group, p) for value, group, p in figures]


def test_a_cell_may_be_a_word_of_direction() -> None:
    sheet, told, labels = labels_of("肌酐", "下降")
    direction = read_direction(sheet, told, labels)
    assert direction is not None
    assert (direction.outcome.code, direction.direction) == ("creatinine", "decrease")
    sheet, told, labels = labels_of("肌酐", "下降者占多数,其余不变")
    assert read_direction(sheet, told, labels) is None
