"""Outcomes whose common stem is told once."""

import pytest

from tests.unit.extract.cases import sheet_of


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("12周时ACR20/50/70应答率分别为58%、33%、17%", ["ACR20", "ACR50", "ACR70"]),
        ("治療後のIgG/A/Mは低下した", ["IgG", "IgA", "IgM"]),
        ("血清IL-4/10升高", ["IL4", "IL10"]),
        ("ACR20/29达标", ["ACR20"]),
        ("C3/0.9g/L", ["C3"]),
        ("IL-6/12.5pg/mL", ["IL6"]),
    ],
)
def test_a_tail_that_makes_a_name_with_the_stem_before_it_is_one(text: str, codes: list[str]) -> None:
    sheet = sheet_of(text)
    assert [hit.code for hit in sheet.within("outcome", 0, len(sheet.text))] == codes
