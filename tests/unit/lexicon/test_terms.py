"""Every rule of the term lists reads its own cases and misses its near misses, with the matcher of reading."""

import pytest

from pipeline.lexicon.load import TermEntry, matcher, term_files

RULES = [(file.kind, entry) for file in term_files() for entry in file.terms]
READING = [(kind, entry) for kind, entry in RULES if entry.code is not None]


def rules_in(kind: str, text: str) -> set[str]:
    return {hit.rule for hit in matcher(kind).find(text)}


@pytest.mark.parametrize(("kind", "entry"), READING, ids=[entry.id for _, entry in READING])
def test_a_rule_reads_its_cases_and_misses_its_near_misses(kind: str, entry: TermEntry) -> None:
    assert [text for text in entry.reads if entry.id not in rules_in(kind, text)] == []
    assert [text for text in entry.misses if entry.id in rules_in(kind, text)] == []


@pytest.mark.parametrize("kind", sorted({kind for kind, _ in RULES}))
def test_a_blocker_is_never_read(kind: str) -> None:
    blockers = [entry for of, entry in RULES if of == kind and entry.code is None]
    surfaces = [word for entry in blockers for word in (*entry.zh, *entry.ja, *entry.latin)]
    ids = {entry.id for entry in blockers}
    assert [word for word in surfaces if rules_in(kind, word) & ids] == []


def test_a_rule_is_named_after_its_kind() -> None:
    """The grounding gate reads a code again by the rule's name: 'outcome.…' are the rules of outcomes."""
    assert [entry.id for kind, entry in RULES if not entry.id.startswith(f"{kind}.")] == []
