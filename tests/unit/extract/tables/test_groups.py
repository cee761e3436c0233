"""The arms of a table."""

import pytest

from pipeline.extract.tables.groups import group_counts, groups_of_table
from tests.unit.extract.cases import table_of


@pytest.mark.parametrize(
    ("heads", "groups"),
    [
        ("治疗组\t对照组", {"治疗组": "treatment", "对照组": "control"}),
        ("MSC組\tDMT組", {"MSC组": "treatment", "DMT组": "control"}),
        ("低剂量组\t安慰剂组", {"低剂量组": "treatment", "安慰剂组": "control"}),
        ("UDCA群\tプラセボ群", {"UDCA群": "treatment", "プラセボ群": "control"}),
        ("骨髓组\t脐带组", {}),
    ],
)
def test_a_control_beside_others_tells_who_got_cells(heads: str, groups: dict[str, str]) -> None:
    sheet, grid = table_of(f"指标\t{heads}\nDAS28\t3.2\t4.6\nHAQ\t0.8\t1.2\n")
    assert {words: found.value for words, found in groups_of_table(sheet, grid).items()} == groups


@pytest.mark.parametrize(
    ("text", "counts"),
    [
        ("指标\t治疗组(n=22)\t对照组(n=20)\nDAS28\t3.2\t4.6\nHAQ\t0.8\t1.2\n", [22, 20]),
        ("组别\t例数\t治疗前DAS28\t6个月DAS28\n治疗组\t22\t5.8\t3.2\n对照组\t20\t5.7\t4.6\n", [22, 20]),
        ("指标\t治疗组\t对照组\nDAS28\t3.2\t4.6\nHAQ\t0.8\t1.2\n", []),
    ],
)
def test_how_many_were_in_the_groups(text: str, counts: list[int]) -> None:
    assert group_counts(*table_of(text)) == counts
