"""The studies table: what the reports of one study say together.

Where reports differ the most told value stands; that they differ is told by `conflicts`.
"""

from collections import Counter
from collections.abc import Hashable, Iterable, Mapping, Sequence

from pipeline.dedup.features import Features
from pipeline.dedup.values import Row

STUDY_DTYPES = {
    "study_id": "str",
    "n_reports": "int64",
    "n_documents": "int64",
    "study_type": "str",
    "species": "str",
    "conditions": "object",
    "phase": "str",
    "n_enrolled": "Int64",
    "year": "Int64",
    "follow_up_max_months": "float64",
    "cell_sources": "object",
    "has_conflict": "bool",
}

# Of designs told equally often the more specific stands.
_MOST_SPECIFIC = (
    "systematic_review",
    "animal_study",
    "case_report",
    "randomized_controlled_trial",
    "controlled_trial",
    "single_arm_trial",
    "cohort",
    "unspecified",
)


def merge_studies(
    reports_by_study: Mapping[str, Sequence[Row]],
    features: Mapping[str, Features],
    in_conflict: Iterable[str],
) -> list[Row]:
    """One row a study, sorted by study_id. `in_conflict`: ids of studies whose reports give differing values."""
    conflicts = set(in_conflict)
    return [
        _study(study_id, reports_by_study[study_id], features, has_conflict=study_id in conflicts)
        for study_id in sorted(reports_by_study)
    ]


def _study(study_id: str, reports: Sequence[Row], features: Mapping[str, Features], *, has_conflict: bool) -> Row:
    designs = [row["study_type"] for row in reports if row["study_type"] != "unspecified"] or ["unspecified"]
    return {
        "study_id": study_id,
        "n_reports": len(reports),
        "n_documents": len({row["doc_id"] for row in reports}),
        "study_type": min(set(designs), key=lambda design: (-designs.count(design), _MOST_SPECIFIC.index(design))),
        "species": most_told(row["species"] for row in reports),
        "conditions": sorted({condition for row in reports for condition in row["conditions"]}),
        "phase": most_told(row.get("phase") for row in reports),
        "n_enrolled": most_told(row.get("n_enrolled") for row in reports),
        "year": most_told(row.get("year") for row in reports),
        "follow_up_max_months": most_told(row.get("follow_up_max_months") for row in reports),
        "cell_sources": sorted({source for row in reports for source in features[row["report_id"]].cell_sources}),
        "has_conflict": has_conflict,
    }


def most_told(values: Iterable[Hashable]) -> object:
    """The value given most often, of equals the greatest; None where none is given."""
    counts = Counter(value for value in values if value is not None)
    return max(counts, key=lambda value: (counts[value], value)) if counts else None
