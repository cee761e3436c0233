"""By which place a sentence begins, and where it begins with none."""

import pytest

from pipeline.extract.accounts.sites import site_of
from tests.unit.extract.cases import sheet_of


@pytest.mark.parametrize(
    ("text", "site"),
    [
        ("国内の治験は22人で、対照はない。", "home"),
        ("一方、海外では150人に投与した。", "abroad"),
        ("当院で治療したのは9人。", "own"),
        ("我院给6例患者输注。", "own"),
        ("韩国做过一个试验。", "韩国"),
        ("而美国的试验用的是另一种细胞。", "美国"),
        ("日本からは20人が参加した。", None),
        ("美国FDA批准了这个药。", None),
        ("国内外都有人做。", None),
        ("这个试验在韩国做。", None),
    ],
)
def test_the_place_that_a_sentence_begins_with(text: str, site: str | None) -> None:
    sheet = sheet_of(text)
    assert site_of(sheet, sheet.sentences.items[0]) == site
