"""Whose figure it is, where and when: what facts ask of the sentence, the paragraph and the heading."""

from tests.unit.extract.cases import Case, cases, facts_of, whole_facts


@cases("facts/place")
def test_the_facts_of_a_page(case: Case) -> None:
    assert facts_of(case) == whole_facts(case)
