"""Folds reports into studies: the one entry of this part.

Ties the steps together: features, scores, clusters, names, merged studies, disagreements. Pure: the same frames in
whatever row order give the same frames, sorted.
"""

import json
from collections.abc import Mapping, Sequence

import pandas as pd

from pipeline.dedup.cluster import cluster_reports
from pipeline.dedup.constraints import binding_difference, same_identity, tolerant_difference
from pipeline.dedup.discrepancies import DISCREPANCY_DTYPES, find_discrepancies
from pipeline.dedup.features import Features, report_features
from pipeline.dedup.identity import name_studies
from pipeline.dedup.link import ScoredPair, score_pairs
from pipeline.dedup.merge import STUDY_DTYPES, merge_studies
from pipeline.dedup.settings import SAME_STUDY_PROBABILITY
from pipeline.dedup.values import Row, frame_of, grouped, rows_of

REPORT_DTYPES = {
    "report_id": "str",
    "doc_id": "str",
    "study_id": "str",
    "char_start": "int64",
    "char_end": "int64",
    "study_type": "str",
    "species": "str",
    "conditions": "object",
    "phase": "str",
    "n_enrolled": "Int64",
    "n_studies": "Int64",
    "follow_up_min_months": "float64",
    "follow_up_max_months": "float64",
    "follow_up_mean_months": "float64",
    "year": "Int64",
    "journal": "str",
    "institution": "str",
    "patient_age_years": "float64",
    "patient_sex": "str",
}
ALIAS_DTYPES = {"study_id": "str", "former_study_id": "str"}
RELATION_DTYPES = {"study_id": "str", "related_study_id": "str", "relation": "str", "evidence": "str"}
MATCH_DTYPES = {
    "report_id_a": "str",
    "report_id_b": "str",
    "match_probability": "float64",
    "same_study": "bool",
    "evidence": "str",
}


def fold_reports(frames: Mapping[str, pd.DataFrame], former: pd.DataFrame) -> dict[str, pd.DataFrame]:
    """Fold the reports of one study into one row, and tell what its accounts disagree on.

    Args:
        frames: documents, reports (without study_id), arms, results, adverse_events, registrations, citations,
            report_citations, facts, passages, with the contract's columns; any may be empty. `provenance` is used
            where it is given: it tells more exactly where a field was read.
        former: report_id, study_id: names given in earlier runs. A report may stand several times, with every name
            that it ever had, so that retired names stay known.

    Returns:
        reports (with study_id), studies, study_aliases, study_relations, report_matches, discrepancies: contract
        columns, sorted by their keys.

    """
    features = {report.report_id: report for report in report_features(frames)}
    pairs = score_pairs(list(features.values()))
    clusters = cluster_reports(list(features.values()), pairs)
    known = [(row["report_id"], row["study_id"]) for row in rows_of(former)]
    naming = name_studies(clusters, features, known)

    reports = sorted(rows_of(frames["reports"]), key=lambda row: str(row["report_id"]))
    reports = [{**row, "study_id": naming.study_ids[row["report_id"]]} for row in reports]
    by_study = grouped(reports, "study_id")
    discrepancies = find_discrepancies(frames, by_study)
    in_conflict = {row["study_id"] for row in discrepancies if row["kind"] == "between_reports"}
    studies = merge_studies(by_study, features, in_conflict)
    aliases: list[Row] = [{"study_id": kept, "former_study_id": retired} for kept, retired in naming.aliases]
    return {
        "reports": frame_of(reports, REPORT_DTYPES),
        "studies": frame_of(studies, STUDY_DTYPES),
        "study_aliases": frame_of(aliases, ALIAS_DTYPES),
        "study_relations": frame_of([], RELATION_DTYPES),
        "report_matches": frame_of(_matches(pairs, features, naming.study_ids), MATCH_DTYPES),
        "discrepancies": frame_of(discrepancies, DISCREPANCY_DTYPES),
    }


def _matches(pairs: Sequence[ScoredPair], features: Mapping[str, Features], study_ids: Mapping[str, str]) -> list[Row]:
    rows: list[Row] = []
    for pair in pairs:
        same_study = study_ids[pair.report_id_a] == study_ids[pair.report_id_b]
        rows.append(
            {
                "report_id_a": pair.report_id_a,
                "report_id_b": pair.report_id_b,
                "match_probability": pair.probability,
                "same_study": same_study,
                "evidence": json.dumps(_evidence(pair, features, same_study=same_study), ensure_ascii=False),
            }
        )
    return rows


def _evidence(pair: ScoredPair, features: Mapping[str, Features], *, same_study: bool) -> dict[str, float | str]:
    """Each comparison's weight in bits; and `rule`, where a rule and not the weights decided."""
    evidence: dict[str, float | str] = dict(pair.weights)
    if same_study == (pair.probability >= SAME_STUDY_PROBABILITY):
        return evidence
    a, b = features[pair.report_id_a], features[pair.report_id_b]
    if same_study:
        rule = same_identity(a, b) or "Both match other reports of the study."
    else:
        rule = (
            binding_difference(a, b)
            or tolerant_difference(a, b)
            or "One must stay apart from a report of the other's study."
        )
    return {**evidence, "rule": rule}
