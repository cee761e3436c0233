"""The columns that tell the rows of each table apart, and the name by which one row tells of another.

Apart from the models, so that reading a document needs no pandera.
"""

from collections.abc import Mapping
from types import MappingProxyType

from pipeline.records import Row

KEYS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "documents": ("doc_id",),
        "passages": ("passage_id",),
        "reports": ("report_id",),
        "arms": ("arm_id",),
        "results": ("result_id",),
        "adverse_events": ("adverse_event_id",),
        "registrations": ("report_id", "registration_id"),
        "citations": ("citation_id",),
        "report_citations": ("report_id", "citation_id"),
        "facts": ("fact_id",),
        "studies": ("study_id",),
        "study_aliases": ("study_id", "former_study_id"),
        "study_relations": ("study_id", "related_study_id", "relation"),
        "report_matches": ("report_id_a", "report_id_b"),
        "discrepancies": ("discrepancy_id",),
        "vocabulary": ("kind", "code"),
    }
)
"""Tables whose rows may repeat (`provenance`, `quarantine`) are not here."""


def identity(table: str, row: Row) -> str | None:
    """What `provenance.entity_id` and `quarantine.entity_id` call a row: its key, the parts of a longer one joined by '/'.

    None where the table has no key, or the row none of its parts.
    """
    columns = KEYS.get(table, ())
    if len(columns) == 1 and isinstance(name := row.get(columns[0]), str):
        return name or None
    return "/".join(str(row[column]) for column in columns if row.get(column) is not None) or None
