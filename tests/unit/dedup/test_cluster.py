"""Clusters keep what must be together, part what must be apart, and do not hang on the order of things."""

from dataclasses import replace
from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from pipeline.dedup.cluster import cluster_reports
from pipeline.dedup.constraints import binding_difference, identities, tolerant_difference
from pipeline.dedup.features import Features
from pipeline.dedup.link import ScoredPair

BLANK = Features(
    report_id="", doc_id="", subject="human", study_type=None, conditions=(), n_enrolled=None, n_studies=None,
    arm_sizes=None, cell_sources=(), donors=(), routes=(), doses=(), phase=None, follow_ups=(), year=None, journal=None,
    institution=None, registrations=(), papers=(), patient_age=None, patient_sex=None, figures_dated=(),
    figures_timeless=(), figures_undated=(), figure_keys=(), findings=(), table_row=None,
)  # fmt: skip


def report(name: str, **told: object) -> Features:
    return replace(BLANK, **{"report_id": name, "doc_id": f"doc-{name}", **told})  # type: ignore[arg-type]


def pair(a: str, b: str, probability: float, strength: float | None = None) -> ScoredPair:
    return ScoredPair(a, b, probability, {"all": strength if strength is not None else probability})


def test_a_registration_number_joins_without_a_score_and_whatever_the_size() -> None:
    reports = [report("a", registrations=("NCT1",), n_enrolled=40), report("b", registrations=("NCT1",), n_enrolled=38)]
    assert cluster_reports(reports, []) == [("a", "b")]


def test_different_numbers_part_what_both_match() -> None:
    reports = [report("a", registrations=("NCT1",)), report("b"), report("c", registrations=("NCT2",))]
    assert cluster_reports(reports, [pair("a", "b", 0.99, 9), pair("b", "c", 0.98, 8)]) == [("a", "b"), ("c",)]
    assert cluster_reports(reports, [pair("a", "b", 0.98, 8), pair("b", "c", 0.99, 9)]) == [("a",), ("b", "c")]


def test_a_shared_paper_joins_unless_the_sizes_differ() -> None:
    papers = {"papers": ("doi:10.1/x",)}
    assert cluster_reports([report("a", **papers), report("b", **papers)], []) == [("a", "b")]
    sized = [report("a", n_enrolled=15, **papers), report("b", n_enrolled=16, **papers)]
    assert cluster_reports(sized, []) == [("a",), ("b",)]


def test_people_animals_and_reviews_stay_apart() -> None:
    reports = [report("a"), report("b", subject="mouse"), report("c", subject="review")]
    pairs = [pair("a", "b", 0.999999, 30), pair("a", "c", 0.999999, 30), pair("b", "c", 0.999999, 30)]
    assert cluster_reports(reports, pairs) == [("a",), ("b",), ("c",)]


def test_rows_of_one_table_and_patients_of_other_age_stay_apart() -> None:
    rows = [report("a", doc_id="d", table_row=3), report("b", doc_id="d", table_row=4)]
    patients = [report("c", patient_age=57.0), report("e", patient_age=40.0)]
    women_and_men = [report("f", patient_sex="female"), report("g", patient_sex="male")]
    for two in (rows, patients, women_and_men):
        assert binding_difference(*two) is not None


def test_differing_sizes_and_one_document_give_way_to_overwhelming_evidence_alone() -> None:
    sizes = [report("a", n_enrolled=87), report("b", n_enrolled=81)]
    twice = [report("a", doc_id="d"), report("b", doc_id="d")]
    for two in (sizes, twice):
        assert tolerant_difference(*two) is not None
        assert cluster_reports(two, [pair("a", "b", 0.99)]) == [("a",), ("b",)]
        assert cluster_reports(two, [pair("a", "b", 0.99999)]) == [("a", "b")]


def test_too_weak_a_match_joins_nothing() -> None:
    assert cluster_reports([report("a"), report("b")], [pair("a", "b", 0.8)]) == [("a",), ("b",)]


@given(st.data())
def test_constraints_hold_and_order_is_nothing(data: st.DataObject) -> None:
    names = "abcdefg"
    reports = [
        report(
            name,
            subject=data.draw(st.sampled_from(["human", "human", "mouse"])),
            registrations=data.draw(st.sampled_from([(), (), ("NCT1",), ("NCT2",)])),
        )
        for name in names
    ]
    scores = st.sampled_from([0.5, 0.95, 0.99, 0.99999])
    pairs = [pair(a, b, data.draw(scores)) for a, b in combinations(names, 2) if data.draw(st.booleans())]
    clusters = cluster_reports(reports, pairs)
    assert sorted(name for cluster in clusters for name in cluster) == list(names)
    by_name = {one.report_id: one for one in reports}
    for cluster in clusters:
        for a, b in combinations(cluster, 2):
            assert binding_difference(by_name[a], by_name[b]) is None
    assert cluster_reports(list(reversed(reports)), data.draw(st.permutations(pairs))) == clusters
    cluster_of = {name: cluster for cluster in clusters for name in cluster}
    for a, b, _ in identities(reports):
        assert cluster_of[a] == cluster_of[b]
