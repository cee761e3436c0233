"""The rules that tables share: vocabulary codes, spans, quotes, and that a NULL elsewhere in a row hides nothing."""

from typing import Any

import pandas as pd
import pandera.pandas as pa
import pytest

from pipeline.schemas.registry import READ_TABLES
from pipeline.schemas.reports import PHASES
from tests.rows import rows_of


def faults(table: str, **bent: Any) -> list[str]:
    """The checks that the good row of a table fails after it was bent."""
    frame = pd.DataFrame([{**rows_of()[table][0], **bent}])
    try:
        READ_TABLES[table].validate(frame, lazy=True)
    except pa.errors.SchemaErrors as error:
        return sorted({str(check) for check in error.failure_cases["check"]})
    return []


@pytest.mark.parametrize("table", READ_TABLES)
def test_a_good_row_keeps_every_rule_and_has_its_types(table: str) -> None:
    model = READ_TABLES[table]
    checked = model.validate(pd.DataFrame(rows_of()[table]), lazy=True)
    assert set(checked.columns) == set(model.to_schema().columns)
    assert len(checked) == 1


@pytest.mark.parametrize(
    ("table", "bent", "fault"),
    [
        ("reports", {"study_type": "trial"}, "code_of(kind=study_type)"),
        ("reports", {"conditions": ["SLE", "LUPUS"]}, "codes_of(kind=condition)"),
        ("reports", {"conditions": ["SLE", "SLE"]}, "codes_of(kind=condition)"),
        ("reports", {"report_id": "a.txt#9"}, "report_id is the doc_id, '#' and the char_start"),
        ("reports", {"char_end": 0}, "char_start lies before char_end"),
        ("reports", {"follow_up_min_months": 7}, "follow_up_min_months is at most follow_up_max_months"),
        ("reports", {"n_studies": 3}, "only a systematic review has n_studies"),
        ("reports", {"patient_sex": "male"}, "only a case report has the age and the sex of a patient"),
        ("reports", {"phase": "II"}, f"isin({list(PHASES)})"),
        ("reports", {"year": 214}, "greater_than_or_equal_to(1900)"),
        ("arms", {"routes": ["by_mouth"]}, "codes_of(kind=route)"),
        ("arms", {"dose_max": 1e5}, "dose_min is at most dose_max"),
        ("arms", {"dose_max": None}, "dose_min and dose_max are stated together"),
        ("arms", {"dose_unit": None}, "a dose has a unit"),
        ("arms", {"n_infusions_min": 4}, "n_infusions_min is at most n_infusions_max"),
        ("results", {"value": 101.0}, "a percentage of patients lies between 0 and 100"),
        ("results", {"statistic": "count", "value": 1.5}, "a count is a whole number from 0"),
        ("results", {"statistic": None}, "value and statistic are stated together"),
        ("results", {"statistic": None, "value": None}, "a result has a value or a direction"),
        ("results", {"p_value": 0.05}, "p_operator and p_value are stated together"),
        ("results", {"quote": "有效率"}, "the quote is as long as the place that it was read from"),
        ("results", {"quote": " "}, "str_contains('\\S')"),
        ("results", {"outcome": None}, "not_nullable"),
        ("facts", {"value_max": 1.0}, "value_min is at most value_max"),
        ("citations", {"doi": "https://doi.org/10.1/x"}, r"str_matches('^(?:10\.[^\sA-Z]+/[^\sA-Z]+)$')"),
        ("documents", {"n_chars": 3}, "n_chars is the length of the text"),
        ("documents", {"duplicate_of": "a.txt"}, "a document is no copy of itself"),
        ("documents", {"language": "zh"}, "isin(['zh-Hans', 'zh-Hant', 'ja', 'mul', 'und'])"),
    ],
)
def test_a_bent_row_is_caught(table: str, bent: dict[str, Any], fault: str) -> None:
    assert fault in faults(table, **bent)


@pytest.mark.parametrize(
    ("table", "bent"),
    [
        ("reports", {"conditions": [], "year": None, "n_enrolled": None}),
        ("reports", {"study_type": "systematic_review", "n_studies": 3}),
        ("reports", {"study_type": "case_report", "patient_age_years": 30, "patient_sex": "female"}),
        ("arms", {"dose_min": None, "dose_max": None, "dose_unit": None, "routes": []}),
        ("results", {"statistic": "percent_change", "value": -130.0}),
        ("results", {"statistic": "count", "value": 16}),
        ("results", {"statistic": None, "value": None, "direction": "increase"}),
        ("citations", {"doi": "10.1038/s41584-020-0001"}),
        ("documents", {"text": "", "n_chars": 0}),
    ],
)
def test_what_the_contract_allows_is_let_through(table: str, bent: dict[str, Any]) -> None:
    assert faults(table, **bent) == []


def test_a_column_too_many_or_too_few_is_caught() -> None:
    assert faults("registrations", colour="red") == ["column_in_schema"]
    frame = pd.DataFrame(rows_of()["registrations"]).drop(columns="report_id")
    with pytest.raises(pa.errors.SchemaErrors, match="report_id"):
        READ_TABLES["registrations"].validate(frame, lazy=True)
