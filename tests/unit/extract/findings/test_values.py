"""Which figures of a sentence may be values of its study."""

from hypothesis import given
from hypothesis import strategies as st

from pipeline.extract.findings.values import values_in
from tests.unit.extract.cases import Case, cases, near, sheet_of


@cases("findings/values")
def test_values_of_a_sentence(case: Case) -> None:
    sheet = sheet_of(case["text"])
    found = [[figure.value, figure.of] for figure in values_in(sheet, sheet.sentences.items[0])]
    assert found == [[near(one), of] for one, of in (x if isinstance(x, list) else [x, None] for x in case["values"])]


@given(st.integers(2, 60), st.integers(1, 60))
def test_a_part_knows_its_whole(part: int, more: int) -> None:
    sheet = sheet_of(f"{part + more}个里有{part}个缓解。")
    (figure,) = values_in(sheet, sheet.sentences.items[0])
    assert (figure.value, figure.of, figure.kind) == (part, part + more, "people")
