"""The list of tables is the contract's: names, columns, types, NULLs and keys, told here once more as plain data."""

import duckdb
import pyarrow as pa
import pytest

from pipeline.schemas.ddl import arrow_schema, comments, create_table, meaning, sql_type
from pipeline.schemas.registry import FOLDED_TABLES, READ_TABLES, TABLES, key, parents
from tests.rows import rows_of

# Every table with its columns in order; '!' marks NOT NULL.
CONTRACT = {
    "documents": "doc_id TEXT!, sha256 TEXT!, media_type TEXT!, encoding TEXT, language TEXT!, title TEXT, "
    "publisher TEXT, published_on DATE, source_url TEXT, text TEXT!, n_chars INTEGER!, commercial_interest BOOLEAN!, "
    "duplicate_of TEXT, ingested_at TIMESTAMPTZ!",
    "passages": "passage_id TEXT!, doc_id TEXT!, ordinal INTEGER!, kind TEXT!, language TEXT!, char_start INTEGER!, "
    "char_end INTEGER!, text_normalized TEXT!",
    "reports": "report_id TEXT!, doc_id TEXT!, study_id TEXT!, char_start INTEGER!, char_end INTEGER!, "
    "study_type TEXT!, species TEXT!, conditions TEXT[]!, phase TEXT, n_enrolled INTEGER, n_studies INTEGER, "
    "follow_up_min_months DOUBLE, follow_up_max_months DOUBLE, follow_up_mean_months DOUBLE, year INTEGER, "
    "journal TEXT, institution TEXT, patient_age_years DOUBLE, patient_sex TEXT",
    "arms": "arm_id TEXT!, report_id TEXT!, role TEXT!, n INTEGER, cell_type TEXT, cell_source TEXT, donor TEXT, "
    "routes TEXT[]!, dose_min DOUBLE, dose_max DOUBLE, dose_unit TEXT, n_infusions_min INTEGER, "
    "n_infusions_max INTEGER, interval_days DOUBLE",
    "results": "result_id TEXT!, report_id TEXT!, arm_id TEXT, outcome TEXT!, outcome_text TEXT!, "
    "timepoint_months DOUBLE, statistic TEXT, value DOUBLE, dispersion DOUBLE, denominator INTEGER, unit TEXT, "
    "direction TEXT, p_operator TEXT, p_value DOUBLE, quote TEXT!, char_start INTEGER!, char_end INTEGER!",
    "adverse_events": "adverse_event_id TEXT!, report_id TEXT!, event TEXT!, n INTEGER, quote TEXT!, "
    "char_start INTEGER!, char_end INTEGER!",
    "registrations": "report_id TEXT!, registration_id TEXT!",
    "citations": "citation_id TEXT!, doc_id TEXT!, label TEXT, raw TEXT!, first_author TEXT, title TEXT, journal TEXT, "
    "year INTEGER, doi TEXT, char_start INTEGER!, char_end INTEGER!",
    "report_citations": "report_id TEXT!, citation_id TEXT!",
    "provenance": "entity TEXT!, entity_id TEXT!, field TEXT!, doc_id TEXT!, char_start INTEGER!, char_end INTEGER!, "
    "quote TEXT!, rule TEXT!",
    "studies": "study_id TEXT!, n_reports INTEGER!, n_documents INTEGER!, study_type TEXT!, species TEXT!, "
    "conditions TEXT[]!, phase TEXT, n_enrolled INTEGER, year INTEGER, follow_up_max_months DOUBLE, "
    "cell_sources TEXT[]!, has_conflict BOOLEAN!",
    "study_aliases": "study_id TEXT!, former_study_id TEXT!",
    "study_relations": "study_id TEXT!, related_study_id TEXT!, relation TEXT!, evidence TEXT!",
    "report_matches": "report_id_a TEXT!, report_id_b TEXT!, match_probability DOUBLE!, same_study BOOLEAN!, "
    "evidence JSON!",
    "discrepancies": "discrepancy_id TEXT!, kind TEXT!, study_id TEXT, doc_id TEXT!, field TEXT!, cause TEXT!, "
    "detail TEXT!, char_start INTEGER!, char_end INTEGER!",
    "facts": "fact_id TEXT!, doc_id TEXT!, kind TEXT!, subject TEXT!, value_min DOUBLE, value_max DOUBLE, unit TEXT, "
    "region TEXT, year INTEGER, quote TEXT!, char_start INTEGER!, char_end INTEGER!",
    "quarantine": "doc_id TEXT, entity TEXT!, entity_id TEXT, reason TEXT!, row JSON, seen_at TIMESTAMPTZ!",
    "vocabulary": "kind TEXT!, code TEXT!, label_en TEXT!, label_zh TEXT, label_ja TEXT, standard TEXT",
}
KEYS = {
    "documents": ("doc_id",),
    "passages": ("passage_id",),
    "reports": ("report_id",),
    "arms": ("arm_id",),
    "results": ("result_id",),
    "adverse_events": ("adverse_event_id",),
    "citations": ("citation_id",),
    "studies": ("study_id",),
    "discrepancies": ("discrepancy_id",),
    "facts": ("fact_id",),
}


def test_the_tables_are_those_of_the_contract_in_its_order() -> None:
    assert list(TABLES) == list(CONTRACT)


@pytest.mark.parametrize("table", CONTRACT)
def test_a_database_made_from_the_models_has_the_columns_of_the_contract(table: str) -> None:
    with duckdb.connect() as connection:
        connection.execute(create_table(table, TABLES[table]))
        found = connection.execute(
            "SELECT column_name, data_type, is_nullable FROM duckdb_columns() WHERE table_name = ? "
            "ORDER BY column_index",
            [table],
        ).fetchall()
    names = {"VARCHAR": "TEXT", "VARCHAR[]": "TEXT[]", "TIMESTAMP WITH TIME ZONE": "TIMESTAMPTZ"}
    told = [f"{name} {names.get(kind, kind)}{'' if nullable else '!'}" for name, kind, nullable in found]
    assert ", ".join(told) == CONTRACT[table]


@pytest.mark.parametrize("table", KEYS)
def test_keys_are_those_of_the_contract(table: str) -> None:
    assert key(TABLES[table]) == KEYS[table]


@pytest.mark.parametrize("table", TABLES)
def test_every_table_and_column_says_what_it_means(table: str) -> None:
    assert meaning(TABLES[table]).startswith("One row a")
    for column in TABLES[table].to_schema().columns.values():
        assert column.description.endswith("."), column.name


@pytest.mark.parametrize("table", TABLES)
def test_comments_reach_the_database(table: str) -> None:
    with duckdb.connect() as connection:
        for statement in (create_table(table, TABLES[table]), *comments(table, TABLES[table])):
            connection.execute(statement)
        found = connection.execute("SELECT column_name, comment FROM duckdb_columns() WHERE table_name = ?", [table])
        said = dict(found.fetchall())
        about = connection.execute("SELECT comment FROM duckdb_tables() WHERE table_name = ?", [table]).fetchall()
    assert about == [(meaning(TABLES[table]),)]
    assert said == {name: column.description for name, column in TABLES[table].to_schema().columns.items()}


def test_reading_gives_reports_without_a_study() -> None:
    given = list(READ_TABLES["reports"].to_schema().columns)
    assert [name for name in TABLES["reports"].to_schema().columns if name != "study_id"] == given
    assert set(READ_TABLES) | set(FOLDED_TABLES) | {"quarantine", "vocabulary"} == set(TABLES)


@pytest.mark.parametrize("table", READ_TABLES)
def test_parents_are_tables_and_stand_before_their_children(table: str) -> None:
    order = list(READ_TABLES)
    for parent in parents(READ_TABLES[table]).values():
        assert order.index(parent) < order.index(table) or parent == table


@pytest.mark.parametrize("table", READ_TABLES)
def test_rows_fit_the_arrow_schema(table: str) -> None:
    rows = rows_of()[table]
    assert pa.Table.from_pylist(rows, schema=arrow_schema(table, READ_TABLES[table])).to_pylist() == rows


def test_json_columns_are_json_in_the_database() -> None:
    assert sql_type(TABLES["quarantine"].to_schema().columns["row"]) == "JSON"
