"""What a treatment costs, in a sentence and in a list of prices."""

from tests.unit.extract.cases import Case, cases, facts_of, whole_facts


@cases("facts/prices")
def test_the_facts_of_a_page(case: Case) -> None:
    assert facts_of(case) == whole_facts(case)
