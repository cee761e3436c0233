"""Registry numbers, as pages print them and as the registry writes them."""

import pytest

from pipeline.extract.mentions.registries import find_registrations, registration_in


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("注册号 NCT 01741857 的试验", ["NCT01741857"]),
        ("nct01741857/NCT01741858", ["NCT01741857", "NCT01741858"]),
        ("ChiCTR-TRC-13003152", ["ChiCTR-TRC-13003152"]),
        ("ChiCTR 2000 0307 35", ["ChiCTR2000030735"]),
        ("UMIN試験ID:UMIN000029841", ["UMIN000029841"]),
        ("jRCT b032020001", ["jRCTb032020001"]),
        ("EudraCT番号:2012-001234-12", ["EudraCT2012-001234-12"]),
        ("JapicCTI-No.184103", ["JapicCTI-184103"]),
        ("CTRI/2018/03/012345", ["CTRI/2018/03/012345"]),
        ("TCTR20180503001と ACTRN12614000735695", ["TCTR20180503001", "ACTRN12614000735695"]),
        ("NCT0174185", []),
        ("ChiCTR19000×××77", []),
        ("纳入20000307例", []),
    ],
)
def test_registry_numbers(text: str, numbers: list[str]) -> None:
    assert [number for _, _, number in find_registrations(text)] == numbers


def test_a_quote_read_again() -> None:
    assert registration_in("UMIN 000029841") == "UMIN000029841"
    assert registration_in("没有") is None
