"""A study says what most of its reports say."""

from pipeline.dedup.features import report_features
from pipeline.dedup.merge import merge_studies, most_told
from tests.unit.dedup.builders import arm, frames, report


def test_a_study_is_merged_from_its_reports() -> None:
    reports = [
        report("a", study_type="unspecified", conditions=["SLE"], n_enrolled=40, year=2014),
        report("a", 200, study_type="single_arm_trial", conditions=["LN"], n_enrolled=40, follow_up_max_months=12.0),
        report("b", study_type="randomized_controlled_trial", n_enrolled=38),
        report("c", study_type="single_arm_trial"),
    ]
    arms = [arm("a#0", cell_source="umbilical_cord"), arm("b#0", cell_source="bone_marrow")]
    features = {one.report_id: one for one in report_features(frames(reports=reports, arms=arms))}
    (study,) = merge_studies({"S-1": reports}, features, ["S-1"])
    assert study == {
        "study_id": "S-1", "n_reports": 4, "n_documents": 3, "study_type": "single_arm_trial", "species": "human",
        "conditions": ["LN", "SLE"], "phase": None, "n_enrolled": 40, "year": 2014, "follow_up_max_months": 12.0,
        "cell_sources": ["bone_marrow", "umbilical_cord"], "has_conflict": True,
    }  # fmt: skip


def test_of_designs_told_equally_often_the_more_specific_stands() -> None:
    reports = [report("a", study_type="cohort"), report("b", study_type="controlled_trial")]
    features = {one.report_id: one for one in report_features(frames(reports=reports))}
    (study,) = merge_studies({"S-1": reports}, features, [])
    assert (study["study_type"], study["has_conflict"]) == ("controlled_trial", False)


def test_the_most_told_value_stands_and_silence_is_no_value() -> None:
    assert most_told([None, 3, 5, 3, None, None]) == 3
    assert most_told([2012, 2014]) == 2014
    assert most_told([None]) is None
