"""Names that a page gives its groups."""

import pytest

from tests.unit.extract.cases import sheet_of


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("A组(干细胞移植)30例,B组(常规治疗)30例。A组更好。", ["treatment", "control", "treatment"]),
        ("A組(幹細胞移植)30例,B組(常規治療)30例。A組更好。", ["treatment", "control", "treatment"]),
        ("A群(細胞投与)10例、B群(偽薬)10例。B群は不変。", ["treatment", "control", "control"]),
        (
            "A组脐带MSC联合激素,B组骨髓MSC联合激素,C组仅用激素。三者中C组最差。",
            ["treatment", "treatment", "control", "control"],
        ),
        ("甲組輸臍帶幹細胞,乙組只用類固醇。乙組變化不大。", ["treatment", "control", "control"]),
        ("A群は骨髄MSC、B群は食塩水を投与した。B群は不変。", ["treatment", "control", "control"]),
        ("A组20例输注脐带间充质干细胞,B组20例只用激素。B组变化不大。", ["treatment", "control", "control"]),
        ("CFX-102群30例、プラセボ群15例。CFX-102群で改善した。", ["treatment", "control", "treatment"]),
        ("A组移植后好转,B组未缓解。", []),
        ("A组细胞均存活,B组率低。", []),
        ("60例随机分为A组(MTX+UC-MSC,n=30)与B组(MTX,n=30)。", ["treatment", "control"]),
        ("血型为A组者与B组者。", []),
        ("1亿颗组改善更多,安慰剂组不变。", ["treatment", "control"]),
        ("三组比较,两组相近。", []),
    ],
)
def test_groups_are_named_by_letters_and_doses(text: str, codes: list[str]) -> None:
    named = [hit.code for hit in sheet_of(text).terms["group"] if text[hit.end - 1] in "组組群"]
    assert named == codes


def test_letters_in_a_list_are_groups_each() -> None:
    text = "A组输脐带MSC,B组输骨髓MSC,C组只用激素。A、B、C组各10例。维生素A、B、C各一片。"
    named = [text[hit.start : hit.end] for hit in sheet_of(text).terms["group"] if hit.start >= text.index("A、B")]
    assert named == ["A", "B", "C组"]
