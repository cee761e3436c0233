"""What makes an adverse event one of the study's patients."""

import pytest

from pipeline.extract.findings.event_telling import is_told
from tests.unit.extract.cases import account_of, sheet_of


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("4位输完发烧。", True),
        ("発熱3件。", True),
        ("发生了肺部感染。", True),
        ("点滴の翌日に頭痛。", True),
        ("细胞组发热较多。", True),
        ("不良反应包括发热。", True),
        ("1例体温38.5℃。", True),
        ("可能出现发热。", False),
        ("治疗后头痛减轻。", False),
        ("排除妊娠、恶性肿瘤。", False),
        ("感染のリスクがある。", False),
        ("体温36.5℃。", False),
    ],
)
def test_what_is_told_of_patients(text: str, told: bool) -> None:
    sheet = sheet_of(text)
    hit = sheet.terms["adverse_event"].items[-1]
    assert is_told(sheet, account_of(sheet), sheet.sentence(hit.start), hit, given=True) == told
