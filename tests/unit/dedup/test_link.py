"""Scores follow the weights: rare agreement counts most, silence counts nothing, every weight is told."""

from math import isclose

import pytest

from pipeline.dedup.features import Features, report_features
from pipeline.dedup.link import ScoredPair, score_pairs
from pipeline.dedup.settings import COMPARISONS, SAME_STUDY_PROBABILITY
from tests.unit.dedup.builders import arm, frames, report, result


def scored(features: list[Features]) -> ScoredPair:
    (pair,) = score_pairs(features)
    return pair


def two_alike(**told: object) -> list[Features]:
    return report_features(frames(reports=[report("a", **told), report("b", **told)]))


def test_the_weights_make_the_probability() -> None:
    pair = scored(two_alike(n_enrolled=87, year=2014))
    odds = 2**pair.strength
    assert isclose(pair.probability, odds / (1 + odds), abs_tol=1e-3)
    assert set(pair.weights) <= {"prior", *(comparison["output_column_name"] for comparison in COMPARISONS)}
    assert (pair.report_id_a, pair.report_id_b) == ("a#0", "b#0")


def test_an_odd_size_tells_more_than_a_round_or_a_small_one() -> None:
    weights = [scored(two_alike(n_enrolled=n)).weights["n_enrolled"] for n in (87, 40, 9)]
    assert weights == sorted(weights, reverse=True)
    assert len(set(weights)) == 3


def test_size_and_disease_alone_are_not_enough() -> None:
    assert scored(two_alike(n_enrolled=18)).probability < SAME_STUDY_PROBABILITY


def test_what_is_not_told_weighs_nothing() -> None:
    reports = [report("a", n_enrolled=40, year=2014), report("b", n_enrolled=40)]
    assert "year" not in scored(report_features(frames(reports=reports))).weights


@pytest.mark.parametrize(("later", "shared"), [(60.0, True), (None, True), (12.0, False)])
def test_figures_agree_unless_both_tell_another_time(later: float | None, shared: bool) -> None:
    reports = [report("a", n_enrolled=81), report("b", n_enrolled=81)]
    told = [
        result("a#0", "overall_survival", 84.0, timepoint_months=60.0),
        result("b#0", "mortality", 16.0, timepoint_months=later),
    ]
    pair = scored(report_features(frames(reports=reports, results=told)))
    assert (pair.weights.get("figures", 0) > 0) is shared


def test_figures_that_clash_weigh_against() -> None:
    reports = [report("a", n_enrolled=20), report("b", n_enrolled=20)]
    told = [
        result("a#0", "CRP", 8.0, "mean", timepoint_months=0.0),
        result("b#0", "CRP", 31.0, "mean", timepoint_months=0.0),
    ]
    assert scored(report_features(frames(reports=reports, results=told))).weights["figures"] < 0


def test_reports_without_a_size_meet_through_their_figures() -> None:
    told = [result(f"{doc}#0", "remission", 53.0, timepoint_months=t) for doc in "ab" for t in (12.0, 24.0)]
    pair = scored(report_features(frames(reports=[report("a"), report("b")], results=told)))
    assert pair.probability > SAME_STUDY_PROBABILITY


def test_cells_of_another_source_weigh_against() -> None:
    arms = [arm("a#0", cell_source="adipose"), arm("b#0", cell_source="bone_marrow")]
    features = report_features(frames(reports=[report("a", n_enrolled=9), report("b", n_enrolled=9)], arms=arms))
    assert not [pair for pair in score_pairs(features) if pair.probability >= SAME_STUDY_PROBABILITY]


def test_nothing_to_compare_gives_no_pairs() -> None:
    assert score_pairs([]) == []
    assert score_pairs(report_features(frames(reports=[report("a")]))) == []
    assert (
        score_pairs(report_features(frames(reports=[report("a", n_enrolled=3), report("b", conditions=["MS"])]))) == []
    )
