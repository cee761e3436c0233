"""Rows of tables of studies: which words of a row belong to which column."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from pipeline.extract.tables.grids import find_grids
from pipeline.extract.tables.rows import TableRow, find_rows
from tests.unit.extract.cases import Case, cases, sheet_of


def told(text: str, row: TableRow, keys: Case) -> Case:
    cells = {code: text[cell.start : cell.end].strip() for code, cell in row.cells.items()}
    values = {"n": row.account.total and row.account.total.quantity.value, "registrations": row.account.registrations}
    return {key: values[key] if key in values else cells.get(key) for key in keys}


@cases("tables/rows")
def test_the_rows_of_a_table(case: Case) -> None:
    sheet = sheet_of(case["text"])
    found = find_rows(sheet, find_grids(sheet))
    assert len(found) == len(case["rows"])
    assert [told(sheet.text, row, keys) for row, keys in zip(found, case["rows"], strict=True)] == case["rows"]


def test_a_row_is_an_account_of_its_own_passage() -> None:
    sheet = sheet_of("疾病 例数 细胞 途径 结果\nSLE 15 骨髓 静脉 评分下降\nRA 40 脐带 静脉 没有差别\n")
    for row in find_rows(sheet, find_grids(sheet)):
        passages = {sentence.passage for sentence in row.account.sentences}
        assert {cell.passage for cell in row.cells.values()} == passages
        assert row.account.known
        assert not row.account.story


@given(
    st.lists(
        st.lists(
            st.sampled_from(["SLE", "RA", "15", "骨髓", "脐带", "静脉", "12个月", "下降", "—", "2×10^6/kg"]),
            min_size=3,
            max_size=9,
        ),
        min_size=1,
        max_size=4,
    )
)
def test_cells_of_any_row_are_in_order_and_never_overlap(rows: list[list[str]]) -> None:
    body = "\n".join(" ".join(row) for row in rows)
    sheet = sheet_of(f"疾病 例数 细胞 剂量 途径 随访 结果\n{body}\n")
    for row in find_rows(sheet, find_grids(sheet)):
        cells = sorted(row.cells.values(), key=lambda cell: cell.start)
        assert all(a.end <= b.start for a, b in pairwise(cells))
        first, last = (sheet.passage(row.account.sentences[i]) for i in (0, -1))  # a row may be broken over lines
        assert all(first.view_start <= cell.start < cell.end <= last.view_end for cell in cells)
