"""The checks that stand between the store and the published database."""

from datetime import UTC, datetime

import pandas as pd
import pytest

from assets.checks import balance_result, every_report_is_in_one_study, nothing_is_lost, quotes_are_slices, schema_fault
from assets.resources import resources_for
from pipeline import stages
from pipeline.ingest.folder import scan
from pipeline.schemas.registry import TABLES
from pipeline.stages import Balance
from pipeline.store import Store

PAGE = """干燥综合征的细胞治疗

某大学附属医院开展了一项随机对照试验，共纳入30例干燥综合征患者，静脉输注脐带间充质干细胞，随访6个月。治疗后3个月，ESSDAI由8.6±2.8降至5.9±1.7。
"""


@pytest.fixture
def raw_files(tmp_path):
    (tmp_path / "raw").mkdir()
    (tmp_path / "raw" / "a.txt").write_text(PAGE, encoding="utf-8")
    return scan(tmp_path / "raw")


@pytest.fixture
def working_store(tmp_path, raw_files):
    now = datetime(2026, 1, 1, tzinfo=UTC)
    with Store.open(tmp_path / "curated") as store:
        stages.read_changed(store, raw_files, code_digest="x", seen_at=now, workers=1, progress=lambda *_: None)
        stages.validate_new(store, seen_at=now)
        stages.fold(store)
    resource = resources_for(tmp_path / "raw", tmp_path / "curated", workers="1")["working_store"]
    with resource.yield_for_execution(None) as opened:
        yield opened


def registrations(*ids):
    return pd.DataFrame({"report_id": ["a.txt#0"] * len(ids), "registration_id": list(ids)})


def test_a_frame_that_keeps_the_rules_has_no_fault():
    assert schema_fault(TABLES["registrations"], registrations("NCT01741857", "ChiCTR1800016124")) is None


def test_a_value_that_breaks_a_rule_is_counted_and_its_column_named():
    fault = schema_fault(TABLES["registrations"], registrations("NCT01741857", "none yet"))

    assert fault.startswith("1 of 2 rows break the rule 'str_matches(")
    assert fault.endswith("on registration_id.")


def test_a_missing_column_is_a_fault_of_the_whole_table():
    frame = registrations("NCT01741857").drop(columns="report_id")

    assert schema_fault(TABLES["registrations"], frame) is not None


def test_a_sound_store_passes(working_store, raw_files):
    assert nothing_is_lost(raw_files, working_store).passed
    assert every_report_is_in_one_study(raw_files, working_store).passed
    assert quotes_are_slices(working_store).passed
    assert working_store.store.count("reports") == 1


def test_a_file_that_is_nowhere_is_told(working_store, raw_files):
    working_store.store.connection.execute("DELETE FROM accepted.documents")

    result = nothing_is_lost(raw_files, working_store)

    assert not result.passed
    assert "1 files came in, 0 were found" in result.description


def test_a_row_that_is_nowhere_is_told(working_store, raw_files):
    working_store.store.connection.execute("DELETE FROM accepted.arms")

    result = nothing_is_lost(raw_files, working_store)

    assert not result.passed
    assert "rows of arms came in" in result.description


def test_a_report_without_a_study_is_told(working_store, raw_files):
    working_store.store.connection.execute("DELETE FROM folded.studies")

    assert not every_report_is_in_one_study(raw_files, working_store).passed


def test_a_quote_that_is_not_its_slice_is_told(working_store):
    working_store.store.connection.execute(
        "UPDATE accepted.provenance SET quote = '另一句话' WHERE field = 'n_enrolled'"
    )

    result = quotes_are_slices(working_store)

    assert not result.passed
    assert result.description.startswith("1 quotes")


def test_a_balance_that_does_not_hold_names_both_figures():
    result = balance_result({"files": Balance(3, 2), "reports": Balance(1, 1)})

    assert not result.passed
    assert result.description == "3 files came in, 2 were found"
