"""How many infusions the words of a schedule make."""

from hypothesis import given
from hypothesis import strategies as st

from pipeline.extract.fields.schedules import schedules
from tests.unit.extract.cases import Case, cases


@cases("fields/schedules")
def test_the_infusions_that_a_schedule_makes(case: Case) -> None:
    text = case["text"]
    assert [schedule.count for schedule in schedules(text, 0, len(text))] == case["counts"]


@given(st.text(alphabet="每隔第周天日月次回针各共连打输注,、0123456789一两三 ", max_size=60))
def test_a_schedule_lies_in_its_text_and_makes_one_infusion_or_more(text: str) -> None:
    for schedule in schedules(text, 0, len(text)):
        assert 0 <= schedule.start < schedule.end <= len(text)
        assert schedule.count >= 1
