"""In how many patients an outcome got better."""

from dataclasses import replace

import pytest

from pipeline.extract.findings.improved import got_better, is_better
from tests.unit.extract.cases import sheet_of


@pytest.mark.parametrize(
    ("text", "counts"),
    [
        ("EDSS评分改善的患者有12例。", True),
        ("EDSS評分改善的患者占12例。", True),
        ("EDSSが1段階以上改善したのは12名であった。", True),
        ("アルブミン値が上昇した症例は12例だった。", True),
        ("LVEFの悪化がなかった人は12人。", True),
        ("12例のEDSSが改善した。", True),
        ("20名中12名のアルブミン値が上昇した。", True),
        ("EDSSが悪化したのは12名であった。", False),
        ("EDSSは改善し、発熱が12名にみられた。", False),
        ("肌酐升高者12例。", False),
        ("12例患者接受治疗,EDSS评分改善。", False),
        ("12名のアルブミン値が上昇した。", False),
        ("EDSS评分改善12分。", False),
    ],
)
def test_a_count_of_those_who_got_better(text: str, counts: bool) -> None:
    sheet = sheet_of(text)
    figure = next(q for q in sheet.quantities if q.value == 12)
    figure = replace(figure, of=20, of_start=0) if "20名" in text else figure
    outcome = next(iter(sheet.terms["outcome"]))
    assert got_better(sheet, figure, outcome) is counts


@pytest.mark.parametrize(
    ("text", "better"), [("肌酐下降", True), ("肌酐升高", False), ("肌酐改善", True), ("补体C3升高", True)]
)
def test_the_way_that_is_better(text: str, better: bool) -> None:
    sheet = sheet_of(text)
    assert is_better(sheet.terms["outcome"].items[0], sheet.terms["direction"].items[0]) is better
