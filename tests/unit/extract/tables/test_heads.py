"""Which heads stand over each column."""

import pytest

from tests.unit.extract.cases import as_words, table_of

ROWS_OF_FIVE = "DAS28\t5.8\t3.2\t5.7\t4.6\nHAQ\t1.5\t0.8\t1.4\t1.2\n"


@pytest.mark.parametrize(
    "head",
    [
        "指标\t治疗组\t\t对照组\t\n\t治疗前\t6个月\t治疗前\t6个月\n",
        "指标\t治疗组\t治疗组\t对照组\t对照组\n\t治疗前\t6个月\t治疗前\t6个月\n",
        "\t治疗组\t对照组\n指标\t治疗前\t6个月\t治疗前\t6个月\n",
        "指标\t治疗组\t对照组\n治疗前\t6个月\t治疗前\t6个月\n",
    ],
)
def test_a_lower_line_is_shared_out_under_the_upper_one(head: str) -> None:
    sheet, grid = table_of(head + ROWS_OF_FIVE)
    assert [as_words(sheet, column) for column in grid.columns] == [
        ["指标"], ["治疗组", "治疗前"], ["治疗组", "6个月"], ["对照组", "治疗前"], ["对照组", "6个月"],
    ]  # fmt: skip


def test_names_of_labels_counts_and_tests_are_not_divided() -> None:
    sheet, grid = table_of(
        "组别\t例数\tDAS28\tHAQ\tP\n治疗前\t6个月\t治疗前\t6个月\n治疗组\t20\t5.8\t3.2\t1.5\t0.8\t0.01\n对照组\t20\t5.7\t4.6\t1.4\t1.2\t0.2\n"
    )
    assert [as_words(sheet, column) for column in grid.columns] == [
        ["组别"], ["例数"], ["DAS28", "治疗前"], ["DAS28", "6个月"], ["HAQ", "治疗前"], ["HAQ", "6个月"], ["P"],
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("head", "columns"),
    [
        ("　　　　投与前　　6か月", [[], ["投与前"], ["6か月"]]),
        ("　　　　幹細胞組　　對照組", [[], ["干细胞组"], ["对照组"]]),
        ("指標　　治療前　　12週", [["指标"], ["治疗前"], ["12周"]]),
    ],
)
def test_the_column_of_labels_may_have_no_name(head: str, columns: list[list[str]]) -> None:
    sheet, grid = table_of(f"{head}\nFEV1(L)　　1.46±0.31　　1.50±0.33\nDAS28　　5.8±0.9　　3.2±0.8\n")
    assert [as_words(sheet, column) for column in grid.columns] == columns
