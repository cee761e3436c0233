"""The vocabulary holds every code of the contract, once, and says in plain words what is wrong with a faulty file."""

import re

import pytest
import yaml

from pipeline.errors import LexiconError
from pipeline.lexicon import vocabulary
from pipeline.lexicon.load import read_yaml

STANDARDS = {
    "MeSH": r"D\d{6}(\d{3})?",
    "LOINC": r"\d{1,5}-\d",
    "CL": r"\d{7}",
    "UBERON": r"\d{7}",
    "NCBITaxon": r"\d+",
}


@pytest.mark.parametrize(
    ("kind", "count"),
    [
        ("study_type", 8),
        ("species", 4),
        ("condition", 40),
        ("cell_type", 7),
        ("cell_source", 11),
        ("donor", 2),
        ("route", 12),
        ("outcome", 112),
        ("adverse_event", 21),
        ("discrepancy", 6),
        ("cause", 10),
        ("study_relation", 3),
        ("fact", 7),
    ],
)
def test_no_code_of_the_contract_is_lost(kind: str, count: int) -> None:
    assert len(vocabulary.codes(kind)) >= count


def test_codes_keep_their_spelling() -> None:
    assert {"SLE", "COVID19", "LIVER_FAILURE", "other"} <= set(vocabulary.codes("condition"))
    assert vocabulary.codes("donor") == ("autologous", "allogeneic")
    assert "none" in vocabulary.codes("adverse_event")
    assert {"CAR-T", "Treg"} <= set(vocabulary.codes("cell_type"))


def test_rows_have_the_columns_of_the_table_and_are_unique() -> None:
    rows = vocabulary.rows()
    assert all(tuple(row) == vocabulary.COLUMNS for row in rows)
    assert len({(row["kind"], row["code"]) for row in rows}) == len(rows)
    assert all(row["label_en"] and row["label_zh"] and row["label_ja"] for row in rows)


def test_a_known_disease_carries_its_names_and_its_public_term() -> None:
    (lupus,) = [row for row in vocabulary.rows() if (row["kind"], row["code"]) == ("condition", "SLE")]
    assert lupus == {
        "kind": "condition",
        "code": "SLE",
        "label_en": "Systemic lupus erythematosus",
        "label_zh": "系统性红斑狼疮",
        "label_ja": "全身性エリテマトーデス",
        "standard": "MeSH:D008180",
    }


def test_public_terms_are_well_formed_and_each_is_used_once_a_kind() -> None:
    given = [(row["kind"], row["standard"]) for row in vocabulary.rows() if row["standard"]]
    assert len(given) == len(set(given))
    for _, standard in given:
        system, _, identifier = str(standard).partition(":")
        assert re.fullmatch(STANDARDS[system], identifier), standard


def _loinc_check_digit(number: str) -> int:
    """Mod 10 (Luhn), as LOINC defines it."""
    digits = [int(d) * (2 if place % 2 == 0 else 1) for place, d in enumerate(reversed(number))]
    return -sum(d - 9 if d > 9 else d for d in digits) % 10


def test_the_check_digit_of_every_loinc_code_holds() -> None:
    given = [str(row["standard"]) for row in vocabulary.rows() if str(row["standard"]).startswith("LOINC:")]
    assert given
    for standard in given:
        number, _, check = standard.removeprefix("LOINC:").partition("-")
        assert _loinc_check_digit(number) == int(check), standard


def test_every_outcome_has_a_group() -> None:
    pairs = vocabulary.check(read_yaml(vocabulary.FILE))
    groups = {entry.get("group") for kind, entry in pairs if kind == "outcome"}
    assert groups == {"survival and response", "disease activity", "laboratory", "imaging and other"}


def test_an_unknown_kind_is_refused_with_the_known_ones() -> None:
    with pytest.raises(LexiconError, match=r"no kind 'colour'.*condition"):
        vocabulary.codes("colour")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("kinds: {fact: [{code: a, label_en: A}, {code: a, label_en: B}]}", "fact 'a' stands there 2 times"),
        ("kinds: {fact: [{code: a, label_en: A, colour: red}]}", "fact 'a' has the unknown key 'colour'"),
        ("kinds: {fact: [{code: a}]}", "fact 'a' lacks 'label_en'"),
        ("kinds: {fact: [{label_en: A}]}", "lacks 'code'"),
        ("kinds: {fact: [{code: 12, label_en: A}]}", "the value of 'code' is not text"),
        ("kinds: {fact: [a]}", "not of the form"),
        ("codes: {}", "must hold one key, 'kinds'"),
        ("", "must hold one key, 'kinds'"),
    ],
)
def test_a_faulty_file_is_refused_in_plain_words(text: str, message: str) -> None:
    with pytest.raises(LexiconError, match=message):
        vocabulary.check(yaml.safe_load(text))
