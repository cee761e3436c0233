"""What the one paper that a report points to says of it."""

import pytest

from pipeline.extract.page import extract_page
from tests.unit.extract.cases import page_of

LIST = """
参考文献
[1] 何某. 骨髓细胞治疗狼疮[J]. 示例杂志, 2013, 7(2): 11.
[2] Made A, Up B. Cord cells in lupus. J Example 2016; 4: 12-19.
"""


@pytest.mark.parametrize(
    ("sentence", "year"),
    [
        ("国内有人给22例狼疮患者静脉输注骨髓间充质干细胞,评分下降[1]。", 2013),
        ("有團隊替22位狼瘡病人靜脈輸注臍帶間質幹細胞,評分下降[2]。", 2016),
        ("2014年有人给22例狼疮患者静脉输注骨髓间充质干细胞,评分下降[2]。", 2014),
        ("有人给22例狼疮患者静脉输注骨髓间充质干细胞,评分下降[1,2]。", None),
        ("有人给22例狼疮患者静脉输注骨髓间充质干细胞,评分下降。", None),
    ],
)
def test_a_study_without_a_year_is_dated_by_its_one_paper(sentence: str, year: int | None) -> None:
    (report,) = extract_page(page_of(sentence + "\n" + LIST))["reports"]
    assert report["year"] == year
