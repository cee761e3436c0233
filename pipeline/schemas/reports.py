"""The tables of reports: one document's account of one study, with its arms, results, events and cross-references."""

from pipeline.schemas import columns as c
from pipeline.schemas.keys import KEYS

PHASES = ("0", "1", "1a", "1b", "1/2", "1/2a", "1/2b", "1b/2a", "2", "2a", "2b", "2a/2b", "2/3", "3", "3a", "3b", "4")
STATISTICS = ("mean", "median", "percent", "count", "mean_change", "percent_change")
_MONTHS = "months"


class _Account(c.Table):
    report_id: str = c.text("Identifier of the report: '<doc_id>#<char_start>'.")
    doc_id: str = c.text("Document that tells of the study.", of="documents")


class _Membership(c.Table):
    study_id: str = c.text("Study that the report tells of.", of="studies")


class _Findings(c.Spanned):
    char_start: c.Integer = c.offset("Where the account starts in documents.text.")
    char_end: c.Integer = c.offset("Where the account ends in documents.text (exclusive).")
    study_type: str = c.code("study_type", "Design of the study by what the page says.")
    species: str = c.code("species", "Who or what was treated.")
    conditions: list[str] = c.codes("condition", "Diseases that were treated.")
    phase: str = c.choice(PHASES, "Phase of the trial.", nullable=True)
    n_enrolled: c.Integer = c.number(
        "Everyone in the study, all arms together; of a review the participants in all.",
        unit="participants (or animals)",
        least=1,
    )
    n_studies: c.Integer = c.number("Studies that a review included; reviews only.", unit="studies", least=1)
    follow_up_min_months: c.Double = c.number("Shortest follow-up of a stated range.", unit=_MONTHS, least=0)
    follow_up_max_months: c.Double = c.number("Longest follow-up, or the one stated length.", unit=_MONTHS, least=0)
    follow_up_mean_months: c.Double = c.number("Mean or median follow-up, where stated.", unit=_MONTHS, least=0)
    year: c.Integer = c.year("The study's year as the document gives it: publication before start.")
    journal: str = c.text("Journal that the study was published in.", nullable=True)
    institution: str = c.text("Institution that ran the study.", nullable=True)
    patient_age_years: c.Double = c.number("Age of the patient; case reports only.", unit="years", least=0, most=130)
    patient_sex: str = c.choice(("female", "male"), "Sex of the patient; case reports only.", nullable=True)

    _report_id_names_the_place = c.rule(
        "report_id is the doc_id, '#' and the char_start",
        lambda rows: rows["report_id"] == rows["doc_id"] + "#" + rows["char_start"].astype("str"),
    )

    _follow_up_is_a_range = c.rule(
        "follow_up_min_months is at most follow_up_max_months",
        lambda rows: c.ordered(rows, "follow_up_min_months", "follow_up_max_months"),
    )

    _studies_belong_to_reviews = c.rule(
        "only a systematic review has n_studies",
        lambda rows: rows["n_studies"].isna() | (rows["study_type"] == "systematic_review"),
    )

    _patient_belongs_to_a_case = c.rule(
        "only a case report has the age and the sex of a patient",
        lambda rows: (
            (rows["patient_age_years"].isna() & rows["patient_sex"].isna()) | (rows["study_type"] == "case_report")
        ),
    )

    class Config:
        unique = KEYS["reports"]


# The bases are read from last to first: so the columns come in the order of the contract.
class ExtractedReports(_Findings, _Account):
    """One row a document's account of one study, before it is known which study that is."""


class Reports(_Findings, _Membership, _Account):
    """One row a document's account of one study."""


class Arms(c.Table):
    """One row a group of a study: what was given to whom. A single-arm study has one row."""

    arm_id: str = c.text("Identifier of the arm.")
    report_id: str = c.text("Report that tells of the arm.", of="reports")
    role: str = c.choice(("intervention", "comparator"), "Whether the group was treated or compared with.")
    n: c.Integer = c.number("Participants in the arm.", unit="participants (or animals)", least=0)
    cell_type: str = c.code("cell_type", "Cells that were given; NULL in a comparator without cells.", nullable=True)
    cell_source: str = c.code("cell_source", "Tissue that the cells came from.", nullable=True)
    donor: str = c.code("donor", "Whether the cells were the patient's own.", nullable=True)
    routes: list[str] = c.codes("route", "Ways of giving the cells; empty where not stated.")
    dose_min: c.Double = c.number(
        "Lower end of the cells per infusion; one figure fills both ends.", unit="`dose_unit`", least=0
    )
    dose_max: c.Double = c.number("Upper end of the cells per infusion.", unit="`dose_unit`", least=0)
    dose_unit: str = c.choice(("cells/kg", "cells"), "Unit of the dose.", nullable=True)
    n_infusions_min: c.Integer = c.number("Fewest infusions per patient as planned.", unit="infusions", least=1)
    n_infusions_max: c.Integer = c.number("Most infusions per patient as planned.", unit="infusions", least=1)
    interval_days: c.Double = c.number("Time between infusions.", unit="days", least=0)

    _dose_is_a_range = c.rule(
        "dose_min is at most dose_max",
        lambda rows: c.ordered(rows, "dose_min", "dose_max"),
    )

    _dose_has_both_ends = c.rule(
        "dose_min and dose_max are stated together",
        lambda rows: c.together(rows, "dose_min", "dose_max"),
    )

    _dose_has_a_unit = c.rule(
        "a dose has a unit",
        lambda rows: rows["dose_min"].isna() | rows["dose_unit"].notna(),
    )

    _infusions_are_a_range = c.rule(
        "n_infusions_min is at most n_infusions_max",
        lambda rows: c.ordered(rows, "n_infusions_min", "n_infusions_max"),
    )

    class Config:
        unique = KEYS["arms"]


class Results(c.Quoted):
    """One row an outcome, a group and a time of a report."""

    result_id: str = c.text("Identifier of the result.")
    report_id: str = c.text("Report that gives the result.", of="reports")
    arm_id: str = c.text("Arm that it was seen in; NULL for the whole study.", nullable=True, of="arms")
    outcome: str = c.code("outcome", "What was measured; 'other' where no code fits.")
    outcome_text: str = c.text("What was measured, as the document names it.")
    timepoint_months: c.Double = c.number(
        "Time after the first treatment; 0 is baseline, NULL not stated.", unit=_MONTHS, least=0
    )
    statistic: str = c.choice(STATISTICS, "What `value` is; NULL where only a direction is told.", nullable=True)
    value: c.Double = c.number("The figure; NULL where only a direction is told.", unit="`unit`")
    dispersion: c.Double = c.number("The figure after the ± sign.", unit="`unit`", least=0)
    denominator: c.Integer = c.number("Of how many, for counts and percents, where stated.", unit="patients", least=1)
    unit: str = c.text("UCUM unit: 'g/(24.h)', '10*9/L', '%', '{score}', '{patients}', ...", nullable=True)
    direction: str = c.choice(
        ("decrease", "increase", "no_change"), "How it moved against baseline or comparator.", nullable=True
    )
    p_operator: str = c.choice(("<", "=", ">"), "How the p-value is given.", nullable=True)
    p_value: c.Double = c.number("The p-value.", unit="probability", least=0, most=1)
    quote: str = c.text("The words that it was read from, letter for letter.")
    char_start: c.Integer = c.offset("Where the quote starts in documents.text.")
    char_end: c.Integer = c.offset("Where the quote ends in documents.text (exclusive).")

    _value_has_a_statistic = c.rule(
        "value and statistic are stated together",
        lambda rows: c.together(rows, "value", "statistic"),
    )

    _says_something = c.rule(
        "a result has a value or a direction",
        lambda rows: rows["value"].notna() | rows["direction"].notna(),
    )

    _dispersion_has_a_value = c.rule(
        "only a result with a value has a dispersion",
        lambda rows: rows["dispersion"].isna() | rows["value"].notna(),
    )

    _percent_is_a_share = c.rule(
        "a percentage of patients lies between 0 and 100",
        lambda rows: (rows["statistic"] != "percent") | rows["value"].isna() | rows["value"].between(0, 100),
    )

    _count_is_whole = c.rule(
        "a count is a whole number from 0",
        lambda rows: (
            (rows["statistic"] != "count") | rows["value"].isna() | ((rows["value"] >= 0) & (rows["value"] % 1 == 0))
        ),
    )

    _p_is_complete = c.rule(
        "p_operator and p_value are stated together",
        lambda rows: c.together(rows, "p_operator", "p_value"),
    )

    class Config:
        unique = KEYS["results"]


class AdverseEvents(c.Quoted):
    """One row an adverse event that a report tells of, or 'none' where it says that there were none."""

    adverse_event_id: str = c.text("Identifier of the event.")
    report_id: str = c.text("Report that tells of it.", of="reports")
    event: str = c.code("adverse_event", "What happened; 'none' where the document says that nothing did.")
    n: c.Integer = c.number("Patients that it happened to.", unit="patients", least=0)
    quote: str = c.text("The words that it was read from, letter for letter.")
    char_start: c.Integer = c.offset("Where the quote starts in documents.text.")
    char_end: c.Integer = c.offset("Where the quote ends in documents.text (exclusive).")

    class Config:
        unique = KEYS["adverse_events"]


class Registrations(c.Table):
    """One row a trial registry number that a report names."""

    report_id: str = c.text("Report that names the number.", of="reports")
    registration_id: str = c.text("The number: 'NCT…', 'ChiCTR…', 'jRCT…', 'UMIN…'.", matches=r"[A-Za-z][\w-]*\d")

    class Config:
        unique = KEYS["registrations"]


class ReportCitations(c.Table):
    """One row a reference that a report points to."""

    report_id: str = c.text("Report that cites.", of="reports")
    citation_id: str = c.text("Entry of the reference list that is cited.", of="citations")

    class Config:
        unique = KEYS["report_citations"]
