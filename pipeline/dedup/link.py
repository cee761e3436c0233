"""Scores pairs of reports with Splink on DuckDB: the only door to Splink.

Weights and blocking are `settings`'s; what follows from a score is `cluster`'s.
"""

import math
from collections.abc import Sequence
from dataclasses import asdict, dataclass

import pyarrow as pa
from splink import Linker, SettingsCreator
from splink.backends.duckdb import DuckDBAPI
from splink.blocking_rule_library import CustomRule

from pipeline.dedup.features import Features
from pipeline.dedup.settings import BLOCKING, COMPARISONS, PAIRS_PER_MATCH, WORTH_TELLING_PROBABILITY

_TEXTS = pa.list_(pa.string())
# Explicit types: a column that is empty throughout would get none, and comparisons would not compile.
_SCHEMA = pa.schema(
    {
        "report_id": pa.string(),
        "subject": pa.string(),
        "study_type": pa.string(),
        "conditions": _TEXTS,
        "n_enrolled": pa.int64(),
        "n_studies": pa.int64(),
        "arm_sizes": pa.string(),
        "cell_sources": _TEXTS,
        "donors": _TEXTS,
        "routes": _TEXTS,
        "doses": _TEXTS,
        "phase": pa.string(),
        "follow_ups": pa.list_(pa.int64()),
        "year": pa.int64(),
        "journal": pa.string(),
        "institution": pa.string(),
        "registrations": _TEXTS,
        "papers": _TEXTS,
        "patient_age": pa.float64(),
        "patient_sex": pa.string(),
        "figures_dated": _TEXTS,
        "figures_timeless": _TEXTS,
        "figures_undated": _TEXTS,
        "figure_keys": _TEXTS,
        "findings": _TEXTS,
        "fingerprints": _TEXTS,
    }
)


@dataclass(frozen=True, slots=True)
class ScoredPair:
    """Two reports (a < b) and how likely they are of one study; `weights` (in bits) sum to its log odds."""

    report_id_a: str
    report_id_b: str
    probability: float
    weights: dict[str, float]

    @property
    def strength(self) -> float:
        """The log odds in bits: tells apart what probabilities near 1 no longer do."""
        return round(sum(self.weights.values()), 3)


def score_pairs(features: Sequence[Features]) -> list[ScoredPair]:
    """The pairs that a blocking rule brings together and that may be of one study, scored; sorted by their ids."""
    if len(features) < 2:
        return []
    rows = [_linkage_row(report) for report in sorted(features, key=lambda report: report.report_id)]
    table = DuckDBAPI().register(pa.Table.from_pylist(rows, schema=_SCHEMA))
    linker = Linker(table, _settings(), log_level=None)
    scored = linker.inference.predict(WORTH_TELLING_PROBABILITY, warning_mode="never").as_record_list()
    return sorted((_pair(row) for row in scored), key=lambda pair: (pair.report_id_a, pair.report_id_b))


def _settings() -> SettingsCreator:
    return SettingsCreator(
        link_type="dedupe_only",
        unique_id_column_name="report_id",
        probability_two_random_records_match=1 / PAIRS_PER_MATCH,
        comparisons=[*COMPARISONS],
        blocking_rules_to_generate_predictions=[
            CustomRule(rule, sql_dialect="duckdb", arrays_to_explode=columns) for rule, columns in BLOCKING
        ],
        retain_matching_columns=False,
        retain_intermediate_calculation_columns=True,
        linker_uid="reports",
    )


def _linkage_row(report: Features) -> dict[str, object]:
    row = asdict(report)
    row["fingerprints"] = sorted({*report.figures_timeless, *report.figures_undated})
    return {name: row[name] for name in _SCHEMA.names}


def _pair(row: dict[str, object]) -> ScoredPair:
    first, second = sorted((str(row["report_id_l"]), str(row["report_id_r"])))
    weights = {"prior": math.log2(1 / (PAIRS_PER_MATCH - 1))}
    for comparison in COMPARISONS:
        name = comparison["output_column_name"]
        weights[name] = float(str(row[f"mw_{name}"]))
    weights = {name: round(weight, 3) for name, weight in weights.items() if weight}
    return ScoredPair(first, second, round(float(str(row["match_probability"])), 6), weights)
