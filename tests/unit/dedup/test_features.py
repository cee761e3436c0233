"""What linkage compares is read rightly off the tables."""

from typing import Any

from pipeline.dedup.features import Features, name_key, paper_key, report_features
from tests.unit.dedup.builders import arm, frames, passages, report, result


def only(**rows: list[dict[str, Any]]) -> Features:
    (features,) = report_features(frames(**rows))
    return features


def test_the_special_form_of_a_disease_is_the_disease_too() -> None:
    assert only(reports=[report("a", conditions=["LN"])]).conditions == ("LN", "SLE")


def test_one_patient_is_no_size() -> None:
    case = report("a", study_type="case_report", n_enrolled=1, patient_age_years=57.0)
    assert (only(reports=[case]).n_enrolled, only(reports=[case]).patient_age) == (None, 57.0)


def test_reviews_and_animals_are_subjects_of_their_own() -> None:
    assert only(reports=[report("a", study_type="systematic_review")]).subject == "review"
    assert only(reports=[report("a", study_type="animal_study", species="rat")]).subject == "rat"
    assert only(reports=[report("a", study_type="animal_study")]).subject == "other_animal"


def test_figures_are_told_with_and_without_their_time() -> None:
    told = [
        result("a#0", "overall_survival", 84.0, timepoint_months=60.0),
        result("a#0", "response", 60.0),
        result("a#0", "mortality", 0.0, timepoint_months=1.0),
    ]
    features = only(reports=[report("a")], results=told)
    assert features.figures_dated == ("mortality|rate@60=16",)
    assert features.figures_timeless == ("mortality|rate=16",)
    assert features.figures_undated == ("response|rate=60",)


def test_cells_are_those_of_the_treated() -> None:
    arms = [
        arm(
            "a#0", "t", cell_source="adipose", donor="autologous", dose_min=1e6, dose_max=2e6, dose_unit="cells/kg", n=9
        ),
        arm("a#0", "c", role="comparator", cell_source="bone_marrow", n=11),
    ]
    features = only(reports=[report("a")], arms=arms)
    assert (features.cell_sources, features.donors) == (("adipose",), ("autologous",))
    assert (features.doses, features.arm_sizes) == (("1e+06-2e+06 cells/kg",), "9+11")


def test_a_paper_that_two_reports_of_a_page_cite_tells_of_neither() -> None:
    citations = [
        {"citation_id": "c1", "doc_id": "a", "doi": "10.1/x"},
        {"citation_id": "c2", "doc_id": "a", "doi": "10.1/y"},
    ]
    links = [
        {"report_id": "a#0", "citation_id": "c1"},
        {"report_id": "a#0", "citation_id": "c2"},
        {"report_id": "a#200", "citation_id": "c2"},
    ]
    both = report_features(frames(reports=[report("a"), report("a", 200)], citations=citations, report_citations=links))
    assert [features.papers for features in both] == [("doi:10.1/x",), ()]


def test_a_paper_without_doi_is_its_author_year_and_journal() -> None:
    cited = {"doi": None, "first_author": "Sun L", "year": 2010.0, "journal": "Lupus  Sci."}
    assert paper_key(cited) == "sunl:2010:lupussci"
    assert paper_key({**cited, "journal": None}) is None
    assert name_key("ＳＴＥＭ Cells ") == "stemcells"


def test_a_report_in_a_table_knows_its_row() -> None:
    lines = passages("a", "first row\nsecond row\n", line0="table_row", line1="table_row")
    rows = report_features(frames(reports=[report("a", 0, 9), report("a", 10, 20)], passages=lines))
    assert [features.table_row for features in rows] == [0, 1]
