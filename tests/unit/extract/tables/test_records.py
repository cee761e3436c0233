"""Records of a registry: which lines are labels, and which record they belong to."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from pipeline.extract.tables.grids import find_grids
from pipeline.extract.tables.records import find_records
from tests.unit.extract.cases import Case, cases, sheet_of
from tests.unit.extract.tables.test_rows import told


@cases("tables/records")
def test_the_records_of_a_page(case: Case) -> None:
    sheet = sheet_of(case["text"])
    found = find_records(sheet, find_grids(sheet))
    assert [told(sheet.text, row, keys) for row, keys in zip(found, case["records"], strict=True)] == case["records"]


@given(
    st.lists(
        st.sampled_from(["注册号", "NCT01234567", "样本量", "20", "状态", "適応症", "SLE", "----", "随访"]),
        min_size=1,
        max_size=16,
    )
)
def test_records_of_any_lines_lie_in_order_and_apart(lines: list[str]) -> None:
    sheet = sheet_of("\n".join(lines) + "\n")
    ends = [(row.account.start, row.account.end) for row in find_records(sheet)]
    assert all(one[1] <= other[0] for one, other in pairwise(ends))
