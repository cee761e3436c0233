"""The one list of tables, in the order of the contract, and which step fills which.

Everything that goes over tables (checks, DDL, catalogue, dictionary, publishing) goes over these.
"""

from collections.abc import Mapping
from types import MappingProxyType

import pandera.pandas as pa

from pipeline.schemas import documents, lineage, reports, studies

Model = type[pa.DataFrameModel]

TABLES: Mapping[str, Model] = MappingProxyType(
    {
        "documents": documents.Documents,
        "passages": documents.Passages,
        "reports": reports.Reports,
        "arms": reports.Arms,
        "results": reports.Results,
        "adverse_events": reports.AdverseEvents,
        "registrations": reports.Registrations,
        "citations": documents.Citations,
        "report_citations": reports.ReportCitations,
        "provenance": lineage.Provenance,
        "studies": studies.Studies,
        "study_aliases": studies.StudyAliases,
        "study_relations": studies.StudyRelations,
        "report_matches": studies.ReportMatches,
        "discrepancies": studies.Discrepancies,
        "facts": documents.Facts,
        "quarantine": lineage.Quarantine,
        "vocabulary": lineage.Vocabulary,
    }
)

READ_TABLES: Mapping[str, Model] = MappingProxyType(
    {
        name: TABLES[name] if name != "reports" else reports.ExtractedReports
        for name in (
            "documents",
            "passages",
            "reports",
            "arms",
            "results",
            "adverse_events",
            "registrations",
            "citations",
            "report_citations",
            "facts",
            "provenance",
        )
    }
)
"""What reading one document gives; parents stand before their children."""

FOLDED_TABLES: Mapping[str, Model] = MappingProxyType(
    {
        name: TABLES[name]
        for name in ("reports", "studies", "study_aliases", "study_relations", "report_matches", "discrepancies")
    }
)
"""What folding makes of the accepted rows."""


def key(model: Model) -> tuple[str, ...]:
    """The columns that tell the rows of a table apart; none where rows may repeat."""
    return tuple(model.to_schema().unique or ())


def parents(model: Model) -> dict[str, str]:
    """The columns that hold the key of another table, with that table."""
    found = {name: (column.metadata or {}).get("of") for name, column in model.to_schema().columns.items()}
    return {str(name): table for name, table in found.items() if table}
