"""What was approved, patented and recommended."""

from tests.unit.extract.cases import Case, cases, facts_of, whole_facts


@cases("facts/names")
def test_the_facts_of_a_page(case: Case) -> None:
    assert facts_of(case) == whole_facts(case)
