"""Tables as grids: what a cell repeats, what stands above, tables turned on their side."""

import pytest

from pipeline.extract.tables.grids import find_grids
from tests.unit.extract.cases import as_words, sheet_of, table_of


@pytest.mark.parametrize(
    ("body", "rows"),
    [
        ("治疗组\t治疗前\t5.8\n同上\t6个月\t3.2\n", [["治疗组", "治疗前", "5.8"], ["治疗组", "6个月", "3.2"]]),
        ("治療組\t治療前\t5.8\n\t6個月\t3.2\n", [["治疗组", "治疗前", "5.8"], ["治疗组", "6个月", "3.2"]]),
        ("投与群\t投与前\t5.8\n対照群\t\t5.7\n", [["投与群", "投与前", "5.8"], ["対照群", "", "5.7"]]),
    ],
)
def test_a_label_left_away_is_the_one_above_until_one_is_told_anew(body: str, rows: list[list[str]]) -> None:
    sheet, grid = table_of(f"组别\t时间\tDAS28\n{body}")
    assert [as_words(sheet, row.cells) for row in grid.rows] == rows


@pytest.mark.parametrize(
    ("above", "captions"),
    [
        ("表1 两组DAS28比较", ["表1 两组DAS28比较"]),
        ("完成者共40例。6个月时的结果见下表。", ["6个月时的结果见下表。"]),
        ("患者はおおむね完了した。結果は良好であった。", []),
    ],
)
def test_what_leads_to_a_table_is_its_caption(above: str, captions: list[str]) -> None:
    sheet, grid = table_of(f"{above}\n组别\t治疗前\t6个月\n治疗组\t5.8\t3.2\n对照组\t5.7\t4.6\n")
    assert [words.replace(" ", "") for words in as_words(sheet, grid.captions)] == [
        c.replace(" ", "") for c in captions
    ]


def test_studies_side_by_side_are_rows() -> None:
    sheet, grid = table_of("\t甲试验\t乙试验\n例数\t15\t40\n疾病\tSLE\tRA\n细胞\t骨髓\t脐带\n途径\t静脉\t静脉\n")
    assert grid.of_studies
    assert [as_words(sheet, row.cells)[:3] for row in grid.rows] == [["甲试验", "15", "SLE"], ["乙试验", "40", "RA"]]


@pytest.mark.parametrize(
    ("labels", "persons"),
    [(("例1", "例2"), True), (("患者A", "患者B"), True), (("王某", "李某"), True), (("治疗组", "对照组"), False)],
)
def test_rows_named_after_patients(labels: tuple[str, str], persons: bool) -> None:
    one, other = labels
    _, grid = table_of(f"项目 | 治疗前EDSS | 6个月EDSS\n{one} | 5.0 | 4.0\n{other} | 6.0 | 5.5\n")
    assert grid.of_persons is persons


def test_prose_holds_no_table() -> None:
    assert find_grids(sheet_of("治疗前、治疗后3个月和6个月各查一次。\n结果显示好转。")) == []
