import pytest

from pipeline.lexicon.page_rules import PageRule, page_rules

FILES = ("boilerplate", "commercial", "headings", "metadata", "record_labels", "references", "table_headers")
RULES = [(name, rule) for name in FILES for rule in page_rules(name)]


def finds(name: str, rule: PageRule, text: str) -> bool:
    """Column names must fill their cell; all other patterns may stand anywhere in a line."""
    return bool(rule.regex.fullmatch(text) if name in {"record_labels", "table_headers"} else rule.regex.search(text))


@pytest.mark.parametrize(("name", "rule"), RULES, ids=[rule.id for _, rule in RULES])
def test_a_rule_reads_its_cases_and_misses_its_near_misses(name: str, rule: PageRule) -> None:
    assert rule.entry.reads
    assert [text for text in rule.entry.reads if not finds(name, rule, text)] == []
    assert [text for text in rule.entry.misses if finds(name, rule, text)] == []


def test_ids_are_unique() -> None:
    ids = [rule.id for _, rule in RULES]
    assert len(ids) == len(set(ids))
