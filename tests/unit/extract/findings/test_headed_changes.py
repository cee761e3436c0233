"""Which rows of figures a word of change before a whole list makes amounts of change."""

import pytest

from pipeline.extract.findings.cells import find_runs
from pipeline.extract.findings.headed_changes import with_headed_changes
from pipeline.extract.findings.scope import Scope
from tests.unit.extract.cases import sheet_of


def headed(text: str) -> list[bool]:
    """For each run of a text whether a word before it heads it."""
    sheet, scope = sheet_of(text), Scope()
    runs = [r for s in sheet.sentences for r in with_headed_changes(sheet, s, find_runs(sheet, s), scope)]
    return [run.change is not None for run in runs]


@pytest.mark.parametrize(
    ("text", "follow"),
    [
        ("VAS平均下降:细胞组3.1分,对照组1.2分;6个月时为3.6分与1.4分。", [False, True, True]),
        ("VAS平均降幅:低劑量組32%、高劑量組41%。", [False, True]),
        ("VAS下降了3.1分,对照组为4.2分。", [False, False]),
        ("VAS平均下降:细胞组3.1分,对照组1.2分。随访时为3.6分。", [False, True, False]),
        ("VAS平均下降:细胞组3.1分,降至4.0分。", [False, False]),
        ("VAS平均下降:细胞组3.1分,HAQ为0.8分。", [False, False]),
    ],
)
def test_a_word_before_a_list_holds_for_all_of_it(text: str, follow: list[bool]) -> None:
    assert headed(text) == follow
