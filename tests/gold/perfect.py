"""Builds the database that a reader without fault would publish for some gold files: what the score is tested with.

Only the tables and columns that scoring looks at.
"""

from collections import defaultdict
from itertools import zip_longest
from pathlib import Path
from typing import Any

import duckdb

from tests.gold.score import GROUPS, WITH_PROVENANCE, gold_dose, load_gold

Row = dict[str, Any]
Tables = defaultdict[str, list[Row]]

DDL = """
CREATE TABLE documents (doc_id TEXT, language TEXT, text TEXT, commercial_interest BOOLEAN);
CREATE TABLE reports (report_id TEXT, doc_id TEXT, study_id TEXT, char_start INTEGER, char_end INTEGER,
    study_type TEXT, species TEXT, conditions TEXT[], phase TEXT, n_enrolled INTEGER, n_studies INTEGER,
    follow_up_min_months DOUBLE, follow_up_max_months DOUBLE, follow_up_mean_months DOUBLE, year INTEGER,
    patient_age_years DOUBLE, patient_sex TEXT);
CREATE TABLE arms (arm_id TEXT, report_id TEXT, role TEXT, cell_source TEXT, donor TEXT, routes TEXT[],
    dose_min DOUBLE, dose_max DOUBLE, dose_unit TEXT, n_infusions_min INTEGER, n_infusions_max INTEGER);
CREATE TABLE results (report_id TEXT, arm_id TEXT, outcome TEXT, timepoint_months DOUBLE, statistic TEXT,
    value DOUBLE, dispersion DOUBLE, direction TEXT, p_operator TEXT, p_value DOUBLE,
    quote TEXT, char_start INTEGER, char_end INTEGER);
CREATE TABLE adverse_events (report_id TEXT, event TEXT, quote TEXT, char_start INTEGER, char_end INTEGER);
CREATE TABLE registrations (report_id TEXT, registration_id TEXT);
CREATE TABLE discrepancies (kind TEXT, doc_id TEXT, char_start INTEGER, char_end INTEGER);
CREATE TABLE facts (doc_id TEXT, quote TEXT, char_start INTEGER, char_end INTEGER);
CREATE TABLE provenance (entity TEXT, entity_id TEXT, field TEXT, doc_id TEXT, quote TEXT,
    char_start INTEGER, char_end INTEGER, rule TEXT);
"""
SCALARS_OF_REPORT = (
    *("study_type", "species", "conditions", "phase", "n_enrolled", "n_studies", "follow_up_min_months"),
    *("follow_up_max_months", "follow_up_mean_months", "year", "patient_age_years", "patient_sex"),
)


def build(db: Path, gold_dir: Path) -> None:
    """Write the perfect database for one folder of gold files to `db`, which must not be there yet."""
    tables: Tables = defaultdict(list)
    for page in load_gold([gold_dir]):
        add_page(tables, page, (gold_dir / page["doc"]).read_bytes().decode("utf-8"))
    write(db, tables)


def write(db: Path, tables: Tables) -> None:
    with duckdb.connect(str(db)) as con:
        con.execute(DDL)
        con.begin()
        for table, entries in tables.items():
            columns = [name for name, *_ in con.execute(f"DESCRIBE {table}").fetchall()]
            marks = ", ".join("?" for _ in columns)
            con.executemany(f"INSERT INTO {table} VALUES ({marks})", [[row.get(c) for c in columns] for row in entries])
        con.commit()


def add_page(tables: Tables, page: Row, text: str) -> None:
    doc_id = page["doc"]
    tables["documents"].append(
        {
            "doc_id": doc_id,
            "language": page["language"],
            "text": text,
            "commercial_interest": page["commercial_interest"],
        }
    )
    for ordinal, report in enumerate(page["reports"]):
        add_report(tables, doc_id, f"{doc_id}#{ordinal}", report, text)
    for discrepancy in page["discrepancies"]:
        place = quoted(text, discrepancy["anchor"])
        tables["discrepancies"].append({"kind": discrepancy["kind"], "doc_id": doc_id, **place})


def quoted(text: str, words: str) -> Row:
    start = text.index(words)
    return {"quote": words, "char_start": start, "char_end": start + len(words)}


def add_report(tables: Tables, doc_id: str, report_id: str, gold: Row, text: str) -> None:
    anchor = quoted(text, gold["anchor"])
    told = {name: gold.get(name) for name in SCALARS_OF_REPORT}
    tables["reports"].append({"report_id": report_id, "doc_id": doc_id, "study_id": gold["study"], **told, **anchor})
    for name in WITH_PROVENANCE:
        if told[name] is not None:
            proof = {"entity": "reports", "entity_id": report_id, "field": name, "doc_id": doc_id, "rule": "gold"}
            tables["provenance"].append(proof | anchor)
    for registration in gold.get("registrations") or []:
        tables["registrations"].append({"report_id": report_id, "registration_id": str(registration)})
    for event in gold.get("adverse_events") or []:
        tables["adverse_events"].append({"report_id": report_id, "event": event, **anchor})
    add_arms(tables, report_id, gold)
    add_results(tables, report_id, gold, text)


def add_arms(tables: Tables, report_id: str, gold: Row) -> None:
    """One arm for each entry of the longest of the report's sets, and a comparator."""
    names = ("cell_sources", "donors", "doses", "n_infusions")
    arms = list(zip_longest(*(gold.get(name) or [] for name in names))) or [(None,) * len(names)]
    for ordinal, (source, donor, dose, infusions) in enumerate(arms):
        low, high, unit = gold_dose(dose) if dose else (None, None, None)
        tables["arms"].append(
            {
                "arm_id": f"{report_id}/{'treatment' if ordinal == 0 else ordinal}",
                "report_id": report_id,
                "role": "intervention",
                "cell_source": source,
                "donor": donor,
                "routes": gold.get("routes") or [] if ordinal == 0 else [],
                "dose_min": low,
                "dose_max": high,
                "dose_unit": unit,
                "n_infusions_min": infusions,
                "n_infusions_max": infusions,
            }
        )
    comparator = {"arm_id": f"{report_id}/control", "report_id": report_id, "role": "comparator", "routes": []}
    tables["arms"].append(comparator)


def add_results(tables: Tables, report_id: str, gold: Row, text: str) -> None:
    for told in [*(gold.get("results") or []), *(gold.get("directions") or [])]:
        group, p = told.get("group"), str(told.get("p") or "")
        tables["results"].append(
            {
                "report_id": report_id,
                "arm_id": f"{report_id}/{group}" if group in GROUPS.values() else None,
                "outcome": told["outcome"],
                "timepoint_months": told.get("t"),
                "statistic": told.get("stat"),
                "value": told.get("value"),
                "dispersion": told.get("sd"),
                "direction": told.get("direction"),
                "p_operator": p[:1] or None,
                "p_value": float(p[1:]) if p else None,
                **quoted(text, told.get("quote", gold["anchor"])),
            }
        )
