"""Several figures in one cell, in step with what its labels list."""

import pytest

from pipeline.extract.mentions.found import Found
from pipeline.extract.mentions.sentences import Stretch
from pipeline.extract.tables.steps import steps_of
from tests.unit.extract.cases import sheet_of

YEAR = Found(12.0, 0, 0, "results.only_time")


@pytest.mark.parametrize(
    ("label", "cell", "steps"),
    [
        ("CDAI(4周;8周)", "-62.5±23.2;-78.0±20.1", [("-62.5±23.2", 0.92, None), ("-78.0±20.1", 1.84, None)]),
        ("WOMAC", "52.1→31.0", [("52.1", 0.0, None), ("31.0", 12.0, None)]),
        ("SLEDAI(1个月,3个月)", "14→9→6", [("14", 0.0, None), ("9", 1.0, None), ("6", 3.0, None)]),
        ("SLEDAI", "14→9→6", [("14", 0.0, None), ("9", None, None), ("6", None, None)]),
        ("ALT/AST(U/L)", "88.1/92.4", [("88.1", None, "ALT"), ("92.4", None, "AST")]),
        ("VAS(投与前/投与後)", "6.8/2.9", [("6.8", 0.0, None), ("2.9", 12.0, None)]),
        ("DAS28(治疗前后)", "5.8/3.2", [("5.8", 0.0, None), ("3.2", 12.0, None)]),
        ("SLEDAI", "14.2/9.1", []),
        ("SLEDAI(治疗前/3个月/6个月)", "14.2/9.1", []),
        ("SLEDAI(1个月/3个月)", "14.2±3.1", []),
    ],
)
def test_figures_go_in_step_with_their_labels(
    label: str, cell: str, steps: list[tuple[str, float | None, str | None]]
) -> None:
    sheet = sheet_of(f"{label}\n{cell}")
    over, told = (Stretch(p.view_start, p.view_end, i) for i, p in enumerate(sheet.page.passages))
    found = [
        (
            sheet.text[step.part.start : step.part.end].strip(),
            round(step.time.value, 2) if step.time else None,
            step.outcome.code if step.outcome else None,
        )
        for step in steps_of(sheet, told, (over,), YEAR)
    ]
    assert found == steps
