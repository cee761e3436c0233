"""A malformed rule file is refused by name; terms are found leftmost, then longest; Latin as whole words."""

from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.errors import LexiconError
from pipeline.lexicon.load import TermEntry, TermMatcher, load_terms, matcher, read_yaml
from pipeline.lexicon.words import fold_case


def entry(rule: str, code: str | None = "x", **told: list[str]) -> TermEntry:
    return TermEntry.model_validate({"id": rule, "code": code, **told})


def found(text: str, *entries: TermEntry) -> list[tuple[str, str]]:
    """The words that are read, with their rules."""
    return [(text[hit.start : hit.end], hit.rule) for hit in TermMatcher("kind", list(entries)).find(text)]


@pytest.mark.parametrize(
    ("content", "named"),
    [
        ("kind: route\nterms: [{id: route.a, code: a, colour: red}]", r"terms > 0 > colour: Extra inputs"),
        ("kind: route\nterms: [{id: route.a, code: a}, {code: b}]", r"terms > 1 > id: Field required"),
        ("kind: route\nterms: [{id: route.a}]", r"terms > 0 > code: Field required"),
        ("kind: route\nterms: [{id: route.a, code: a, zh: 静脉}]", r"terms > 0 > zh: Input should be a valid list"),
        (
            "kind: route\nterms: [{id: route.a, code: a, zh: [5]}]",
            r"terms > 0 > zh > 0: Input should be a valid string",
        ),
        ("terms: []", r"at kind: Field required"),
        ("kind: route\nrules: []", r"at terms: Field required"),
        ("", r"valid dictionary"),
        ("kind: [route", r"is not valid YAML: .*line 1"),
    ],
)
def test_a_malformed_file_is_refused_with_its_name_and_the_place(tmp_path: Path, content: str, named: str) -> None:
    path = tmp_path / "routes.yaml"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(LexiconError, match=r"(?s)^routes\.yaml.*" + named):
        load_terms(path)


def test_a_good_file_is_read(tmp_path: Path) -> None:
    path = tmp_path / "routes.yaml"
    path.write_text("kind: route\nterms: [{id: route.vein, code: vein, zh: [静脉], reads: [静脉滴注], misses: [动脉]}]")
    file = load_terms(path)
    assert (file.kind, [term.zh for term in file.terms]) == ("route", [["静脉"]])
    assert read_yaml(path)["kind"] == "route"


def test_one_word_in_two_rules_is_refused_with_both() -> None:
    with pytest.raises(LexiconError, match=r"'静脉' stands in two kind rules, kind\.a and kind\.b"):
        found("", entry("kind.a", zh=["静脉"]), entry("kind.b", ja=["静脉"]))
    with pytest.raises(LexiconError, match="'iv' stands in two kind rules"):
        found("", entry("kind.a", latin=["IV"]), entry("kind.b", latin=["iv"]))


def test_one_word_twice_in_a_rule_is_one() -> None:
    assert found("经静脉", entry("kind.a", zh=["静脉"], ja=["静脉"])) == [("静脉", "kind.a")]


def test_words_are_joined_of_their_parts() -> None:
    rule = TermEntry.model_validate({"id": "kind.a", "code": "x", "joined": [[["未见", "无"], ["", "明显"], ["变化"]]]})
    assert found("肌酐未见明显变化,无变化,明显变化", rule) == [("未见明显变化", "kind.a"), ("无变化", "kind.a")]


def test_a_kind_without_terms_is_named() -> None:
    with pytest.raises(LexiconError, match="no terms of kind 'colour'"):
        matcher("colour")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("用 CR 计", ["CR"]),
        ("cr为", ["cr"]),
        ("CRP下降", []),
        ("SCR", []),
        ("CR2", []),
        ("2CR", []),
        ("患者CR者", ["CR"]),
        ("PLT52", ["PLT"]),  # a figure set right behind a long abbreviation
        ("plt52", []),
        ("PLT-52", ["PLT"]),
    ],
)
def test_a_latin_term_is_a_word_of_its_own(text: str, words: list[str]) -> None:
    assert [word for word, _ in found(text, entry("kind.a", latin=["CR", "PLT"]))] == words


def test_the_longest_of_the_leftmost_wins_and_a_blocker_hides_what_is_in_it() -> None:
    rules = (entry("kind.a", zh=["肿瘤"]), entry("kind.b", zh=["肿瘤复发"]), entry("kind.c", None, zh=["肿瘤医院"]))
    assert found("肿瘤、肿瘤复发、肿瘤医院", *rules) == [("肿瘤", "kind.a"), ("肿瘤复发", "kind.b")]


def test_a_guard_undoes_a_term_and_yields_it_to_no_shorter_one() -> None:
    rules = (entry("kind.a", zh=["感染"], not_before=["科"], not_after=["抗"]), entry("kind.b", zh=["感"]))
    assert found("感染1例,感染科,抗感染", *rules) == [("感染", "kind.a")]


def test_no_rules_find_nothing() -> None:
    assert found("静脉") == []


@given(st.text())
def test_folding_keeps_every_place(text: str) -> None:
    folded = fold_case(text)
    assert len(folded) == len(text)
    assert all(a == b or (a.isascii() and a.lower() == b) for a, b in zip(text, folded, strict=True))


@given(st.text(alphabet="静脉IVX 感染科抗,1"))
def test_terms_are_in_order_and_never_overlap(text: str) -> None:
    rules = [entry("kind.a", zh=["静脉", "脉"], latin=["IV"]), entry("kind.b", zh=["感染"], not_before=["科"])]
    hits = TermMatcher("kind", rules).find(text)
    assert all(a.end <= b.start for a, b in pairwise(hits))
    assert all(fold_case(text[hit.start : hit.end]) in {"静脉", "脉", "iv", "感染"} for hit in hits)
