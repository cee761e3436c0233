"""What a table is of: studies, patients, or one study's results."""

import pytest

from tests.unit.extract.cases import table_of

STUDIES = "疾病\t例数\t细胞\t途径\t结果\nSLE\t15\t骨髓\t静脉\t好转\nRA\t40\t脐带\t静脉\t无差别\n"
RESULTS = "组别\t例数\t治疗前DAS28\t6个月DAS28\n治疗组\t20\t5.8\t3.2\n对照组\t20\t5.7\t4.6\n"
PERSONS = "患者编号\t年龄\t治疗前EDSS\t6个月EDSS\n1\t34\t5.0\t4.0\n2\t41\t6.0\t5.5\n"


@pytest.mark.parametrize(
    ("text", "of_studies", "of_persons"),
    [(STUDIES, True, False), (RESULTS, False, False), (PERSONS, False, True)],
)
def test_what_a_row_is(text: str, of_studies: bool, of_persons: bool) -> None:
    _, grid = table_of(text)
    assert (grid.of_studies, grid.of_persons) == (of_studies, of_persons)


def test_a_column_is_what_the_first_telling_head_says() -> None:
    _, grid = table_of(
        "指标\t治疗组\t\t对照组\n\t治疗前\t6个月\t治疗前\t6个月\nDAS28\t5.8\t3.2\t5.7\t4.6\nHAQ\t1.5\t0.8\t1.4\t1.2\n"
    )
    assert grid.codes == ("item", "group", "group", "group", "group")


def test_cells_of_a_row_itself_are_not_those_repeated() -> None:
    _, grid = table_of("组别\t时间\tDAS28\n治疗组\t治疗前\t5.8\n〃\t6个月\t3.2\n")
    assert [len(row.own) for row in grid.rows] == [3, 2]
