"""Studies keep their names through additions, merges and splits."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from pipeline.dedup.identity import name_studies, study_id_from
from tests.unit.dedup.test_cluster import BLANK

NAMES = "abcdef"
PLAIN = {name: replace(BLANK, report_id=name) for name in NAMES}


def test_a_new_study_is_named_after_its_number_or_its_first_report() -> None:
    numbered = {**PLAIN, "b": replace(BLANK, report_id="b", registrations=("NCT2", "NCT1"))}
    naming = name_studies([("a",), ("b", "c")], numbered, [])
    assert naming.study_ids == {"a": study_id_from("a"), "b": study_id_from("NCT1"), "c": study_id_from("NCT1")}


def test_a_report_that_joins_takes_the_name_that_is_there() -> None:
    naming = name_studies([("a", "b")], PLAIN, [("b", "S-old")])
    assert naming.study_ids == {"a": "S-old", "b": "S-old"}
    assert naming.aliases == []


def test_a_merge_keeps_one_name_and_remembers_the_other() -> None:
    naming = name_studies([("a", "b")], PLAIN, [("a", "S-2"), ("b", "S-1")])
    assert naming.study_ids == {"a": "S-1", "b": "S-1"}
    assert naming.aliases == [("S-1", "S-2")]
    # The next run is told every name that each report ever had.
    again = name_studies([("a", "b")], PLAIN, [("a", "S-2"), ("b", "S-1"), ("a", "S-1")])
    assert again == naming


def test_a_split_leaves_the_name_with_the_report_that_gave_it() -> None:
    named_after_b = study_id_from("b")
    naming = name_studies([("a",), ("b",)], PLAIN, [("a", named_after_b), ("b", named_after_b)])
    assert naming.study_ids == {"a": study_id_from("a"), "b": named_after_b}
    assert naming.aliases == []


def test_a_name_whose_reports_are_gone_is_no_ones() -> None:
    naming = name_studies([("a",)], PLAIN, [("gone", "S-gone")])
    assert naming.study_ids == {"a": study_id_from("a")}
    assert naming.aliases == []


@given(
    groups=st.lists(st.integers(0, 3), min_size=6, max_size=6),
    former=st.lists(st.integers(0, 3), min_size=6, max_size=6),
    order=st.permutations(range(6)),
)
def test_names_are_one_to_one_and_do_not_hang_on_order(groups: list[int], former: list[int], order: list[int]) -> None:
    clusters = [tuple(n for n, g in zip(NAMES, groups, strict=True) if g == group) for group in sorted(set(groups))]
    known = [(name, f"S-{number}") for name, number in zip(NAMES, former, strict=True)]
    naming = name_studies(clusters, PLAIN, known)
    assert len(set(naming.study_ids.values())) == len(clusters)
    for cluster in clusters:
        assert len({naming.study_ids[name] for name in cluster}) == 1
    assert name_studies(list(reversed(clusters)), PLAIN, [known[i] for i in order]) == naming
    assert not {retired for _, retired in naming.aliases} & set(naming.study_ids.values())
