"""The tables that folding makes: studies, what relates and what tells them apart, and what does not agree."""

from pipeline.schemas import columns as c
from pipeline.schemas.keys import KEYS


class Studies(c.Table):
    """One row a study that was done, however many documents report it."""

    study_id: str = c.text("Identifier of the study; stays over re-runs and over added documents.")
    n_reports: c.Integer = c.number("Reports that tell of it.", unit="reports", nullable=False, least=1)
    n_documents: c.Integer = c.number("Documents that tell of it.", unit="documents", nullable=False, least=1)
    study_type: str = c.code("study_type", "Design of the study.")
    species: str = c.code("species", "Who or what was treated.")
    conditions: list[str] = c.codes("condition", "Diseases that were treated.")
    phase: str = c.text("Phase of the trial.", nullable=True)
    n_enrolled: c.Integer = c.number("Everyone in the study.", unit="participants (or animals)", least=1)
    year: c.Integer = c.year("The study's year.")
    follow_up_max_months: c.Double = c.number("Longest follow-up.", unit="months", least=0)
    cell_sources: list[str] = c.codes("cell_source", "Tissues that the cells came from.")
    has_conflict: bool = c.flag("Whether its reports give different values.")

    _documents_have_reports = c.rule(
        "a study is told by at least one report a document",
        lambda rows: c.ordered(rows, "n_documents", "n_reports"),
    )

    class Config:
        unique = KEYS["studies"]


class StudyAliases(c.Table):
    """One row a study_id that a merge retired."""

    study_id: str = c.text("Study that goes on.", of="studies")
    former_study_id: str = c.text("Identifier that is no longer used.")

    _ids_differ = c.rule(
        "a study is no alias of itself",
        lambda rows: rows["study_id"] != rows["former_study_id"],
    )

    class Config:
        unique = KEYS["study_aliases"]


class StudyRelations(c.Table):
    """One row a pair of studies that are not one, but not independent either: their patients must not be summed."""

    study_id: str = c.text("One study.", of="studies")
    related_study_id: str = c.text("The study that it is not independent of.", of="studies")
    relation: str = c.code("study_relation", "What the first is to the second.")
    evidence: str = c.text("One plain English sentence.")

    _ids_differ = c.rule(
        "a study is not related to itself",
        lambda rows: rows["study_id"] != rows["related_study_id"],
    )

    class Config:
        unique = KEYS["study_relations"]


class ReportMatches(c.Table):
    """One row a pair of reports that were compared: why they were, or were not, taken for one study."""

    report_id_a: str = c.text("One report.", of="reports")
    report_id_b: str = c.text("The other report.", of="reports")
    match_probability: c.Double = c.number(
        "How likely both tell of one study.", unit="probability", nullable=False, least=0, most=1
    )
    same_study: bool = c.flag("Whether they were taken for one study.")
    evidence: str = c.json("Each comparison with its weight.")

    _ids_differ = c.rule(
        "a report is not compared with itself",
        lambda rows: rows["report_id_a"] != rows["report_id_b"],
    )

    class Config:
        unique = KEYS["report_matches"]


class Discrepancies(c.Spanned):
    """One row a thing that does not agree: between reports, within one, or within its figures."""

    discrepancy_id: str = c.text("Identifier of the discrepancy.")
    kind: str = c.code("discrepancy", "What kind it is.")
    study_id: str = c.text("Study that it concerns.", nullable=True, of="studies")
    doc_id: str = c.text("Document that it stands in.", of="documents")
    field: str = c.text("Field that does not agree.")
    cause: str = c.code("cause", "What it most likely comes from.")
    detail: str = c.text("One plain English sentence with both values.")
    char_start: c.Integer = c.offset("Where it starts in documents.text.")
    char_end: c.Integer = c.offset("Where it ends in documents.text (exclusive).")

    class Config:
        unique = KEYS["discrepancies"]
