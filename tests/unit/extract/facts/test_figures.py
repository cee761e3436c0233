"""How common a disease is, how many were treated so far, how much is studied."""

from tests.unit.extract.cases import Case, cases, facts_of, whole_facts


@cases("facts/figures")
def test_the_facts_of_a_page(case: Case) -> None:
    assert facts_of(case) == whole_facts(case)
