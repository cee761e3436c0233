"""All that does not agree, as rows of the discrepancies table: hands each check what it needs, collects its flags."""

import hashlib
from collections.abc import Mapping, Sequence

import pandas as pd

from pipeline.dedup.account import Account
from pipeline.dedup.arithmetic import sums
from pipeline.dedup.conflicts import conflicts
from pipeline.dedup.contradictions import cell_sources
from pipeline.dedup.flag import Flag
from pipeline.dedup.garbled import garbled_measures
from pipeline.dedup.labels import dangling_citations, mislabelled
from pipeline.dedup.scripts import spliced_script
from pipeline.dedup.values import Row, grouped, rows_of

DISCREPANCY_DTYPES = {
    "discrepancy_id": "str",
    "kind": "str",
    "study_id": "str",
    "doc_id": "str",
    "field": "str",
    "cause": "str",
    "detail": "str",
    "char_start": "int64",
    "char_end": "int64",
}


def find_discrepancies(frames: Mapping[str, pd.DataFrame], reports_by_study: Mapping[str, Sequence[Row]]) -> list[Row]:
    """Rows of the discrepancies table, sorted by place.

    Args:
        frames: as `fold_reports` takes them.
        reports_by_study: the reports of each study, with their study_id.

    """
    documents = {row["doc_id"]: row for row in rows_of(frames.get("documents"))}
    passages = grouped(sorted(rows_of(frames.get("passages")), key=lambda row: int(row["char_start"])), "doc_id")
    citations = grouped(rows_of(frames.get("citations")), "doc_id")
    accounts = _accounts(frames, reports_by_study, documents)

    flags: list[Flag] = []
    for study_id in sorted(reports_by_study):
        own = [accounts[row["report_id"]] for row in reports_by_study[study_id]]
        flags.extend(conflicts(own))
        flags.extend(garbled_measures(own))
        for account in own:
            flags.extend(sums(account))
            flags.extend(cell_sources(account))
            flags.extend(mislabelled(account, passages.get(account.doc_id, [])))
    for doc_id, document in documents.items():
        flags.extend(dangling_citations(document, citations.get(doc_id, []), passages.get(doc_id, [])))
        flags.extend(spliced_script(document, passages.get(doc_id, [])))
    study_ids = {row["report_id"]: row["study_id"] for own in reports_by_study.values() for row in own}
    return [
        _row(flag, study_ids) for flag in sorted(set(flags), key=lambda flag: (flag.doc_id, flag.start, flag.detail))
    ]


def _accounts(
    frames: Mapping[str, pd.DataFrame],
    reports_by_study: Mapping[str, Sequence[Row]],
    documents: Mapping[str, Row],
) -> dict[str, Account]:
    arms = grouped(rows_of(frames.get("arms")), "report_id")
    results = grouped(rows_of(frames.get("results")), "report_id")
    places = _places(frames)
    return {
        report["report_id"]: Account(
            report,
            sorted(arms.get(report["report_id"], []), key=lambda row: str(row["arm_id"])),
            sorted(results.get(report["report_id"], []), key=lambda row: (row["char_start"], str(row["result_id"]))),
            places.get(report["report_id"], {}),
            documents[report["doc_id"]]["text"] if report["doc_id"] in documents else "",
        )
        for reports in reports_by_study.values()
        for report in reports
    }


def _places(frames: Mapping[str, pd.DataFrame]) -> dict[str, dict[str, tuple[int, int]]]:
    """Where each field of each report was read first, as far as provenance is given."""
    report_of_arm = {row["arm_id"]: row["report_id"] for row in rows_of(frames.get("arms"))}
    fields_of_arms = {"cell_source": "cell_sources", "donor": "donors"}
    places: dict[str, dict[str, tuple[int, int]]] = {}
    for row in sorted(rows_of(frames.get("provenance")), key=lambda row: (row["char_start"], row["char_end"])):
        field = row["field"]
        report_id = row["entity_id"] if row["entity"] == "reports" else None
        if row["entity"] == "arms" and field in fields_of_arms:
            report_id, field = report_of_arm.get(row["entity_id"]), fields_of_arms[field]
        if report_id is not None:
            places.setdefault(report_id, {}).setdefault(field, (row["char_start"], row["char_end"]))
    return places


def _row(flag: Flag, study_ids: Mapping[str, str]) -> Row:
    # Not of the study_id: the same disagreement keeps its id when its study is named otherwise.
    seed = f"{flag.kind}|{flag.doc_id}|{flag.field}|{flag.start}|{flag.end}|{flag.report_id}|{flag.detail}"
    return {
        "discrepancy_id": "D-" + hashlib.sha256(seed.encode()).hexdigest()[:16],
        "kind": flag.kind,
        "study_id": study_ids.get(flag.report_id) if flag.report_id else None,
        "doc_id": flag.doc_id,
        "field": flag.field,
        "cause": flag.cause,
        "detail": flag.detail,
        "char_start": flag.start,
        "char_end": flag.end,
    }
