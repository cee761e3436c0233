"""The catalogue: every published table is an asset, in the group of its stage, reached from the raw files."""

import dagster as dg
import pytest

from assets.definitions import build_defs
from pipeline.lexicon.load import code_digest
from pipeline.schemas.registry import TABLES

GROUPS = {
    "ingest": {"raw_files", "documents"},
    "normalize": {"passages"},
    "extract": {"extracted_rows"},
    "validate": {
        "accepted_reports",
        "arms",
        "results",
        "adverse_events",
        "registrations",
        "citations",
        "report_citations",
        "facts",
        "provenance",
        "quarantine",
    },
    "dedup": {"report_matches", "reports", "studies", "study_aliases", "study_relations", "discrepancies"},
    "publish": {"vocabulary", "evidence_database", "data_dictionary"},
}


@pytest.fixture(scope="module")
def defs():
    return build_defs()


@pytest.fixture(scope="module")
def specs(defs):
    return {spec.key.to_user_string(): spec for spec in defs.resolve_all_asset_specs()}


def upstream(specs, asset):
    parents = {dep.asset_key.to_user_string() for dep in specs[asset].deps}
    return parents.union(*(upstream(specs, parent) for parent in parents))


def test_the_definitions_load(defs):
    dg.Definitions.validate_loadable(defs)


def test_assets_stand_in_the_group_of_their_stage(specs):
    groups = {group: {name for name, spec in specs.items() if spec.group_name == group} for group in GROUPS}

    assert groups == GROUPS
    assert len(specs) == sum(map(len, GROUPS.values()))


@pytest.mark.parametrize("table", TABLES)
def test_every_table_is_a_described_asset_with_its_columns(specs, table):
    schema = specs[table].metadata["dagster/column_schema"]

    assert [column.name for column in schema.columns] == list(TABLES[table].to_schema().columns)
    assert specs[table].description


def test_what_is_read_has_the_version_of_the_rules_and_the_reading_code(specs):
    assert {specs[name].code_version for name in ("documents", "passages", "extracted_rows")} == {code_digest()}


def test_lineage_leads_from_the_raw_files_through_every_table_to_the_database(specs):
    assert upstream(specs, "evidence_database") == set(specs) - {"evidence_database", "data_dictionary"}
    assert {"raw_files", "documents", "passages", "extracted_rows", "arms"} <= upstream(specs, "studies")


def test_every_table_has_a_blocking_schema_check_that_the_database_waits_for(defs, specs):
    checks = [spec for each in defs.asset_checks for spec in each.check_specs if spec.name.endswith("schema")]

    assert len(checks) == len(TABLES)
    assert all(spec.blocking for spec in checks)
    assert {spec.asset_key.to_user_string() for spec in checks} <= upstream(specs, "evidence_database")


def test_the_job_holds_every_asset_and_every_check(defs):
    job = defs.resolve_job_def("evidence_base")

    assert {key.to_user_string() for key in job.asset_layer.executable_asset_keys} == set().union(*GROUPS.values())
    assert len(job.asset_layer.asset_graph.asset_check_keys) == sum(len(each.check_specs) for each in defs.asset_checks)


def test_sensor_and_schedule_run_without_being_switched_on(defs):
    assert [sensor.default_status for sensor in defs.sensors] == [dg.DefaultSensorStatus.RUNNING]
    assert [schedule.default_status for schedule in defs.schedules] == [dg.DefaultScheduleStatus.RUNNING]
