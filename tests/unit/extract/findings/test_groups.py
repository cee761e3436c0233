"""In whom: the groups of a row of figures."""

import pytest

from pipeline.extract.findings.cells import find_runs
from pipeline.extract.findings.groups import groups_of
from pipeline.extract.findings.scope import Scope
from tests.unit.extract.cases import sheet_of


@pytest.mark.parametrize(
    ("text", "groups"),
    [
        ("两组的缓解率为75%和40%。", ["treatment", "control"]),
        ("缓解率75%对40%。", ["treatment", "control"]),
        ("对照组、治疗组的缓解率分别为40%和75%。", ["control", "treatment"]),
        ("治疗组的缓解率为75%。", ["treatment"]),
        ("治疗组的缓解率高于对照组(40%)。", ["control"]),
        ("缓解率为75%。", [None]),
    ],
)
def test_groups_and_figures_go_in_step(text: str, groups: list[str | None]) -> None:
    sheet = sheet_of(text)
    sentence = sheet.sentences.items[0]
    (run,) = find_runs(sheet, sentence)
    assert [group and group.value for group in groups_of(sheet, sentence, run, Scope())] == groups
