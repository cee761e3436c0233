"""One row a report with all that linkage compares: Cochrane's criteria for reports of one study, made columns.

Condition, design, size, cells, dose and times, place, registration and cited papers, the patient of a case report,
and fingerprints of the reported figures. What a shared feature weighs is settled in `settings`, what it forbids or
forces in `constraints`.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from pipeline.dedup.figures import VAGUE_OUTCOMES, figure_of, month_of
from pipeline.dedup.values import Row, grouped, rows_of
from pipeline.normalize.script import to_simplified

# A report may name the disease or its special form: lupus nephritis is lupus too.
_WIDER = {"LN": "SLE", "CD": "IBD", "UC": "IBD"}


@dataclass(frozen=True, slots=True)
class Features:
    """What one report tells of its study, as linkage compares it. Tuples are sorted and without repeats."""

    report_id: str
    doc_id: str
    subject: str  # 'human', 'review', or the species of an animal study
    study_type: str | None  # None where the design is not told or follows from the subject
    conditions: tuple[str, ...]
    n_enrolled: int | None  # None for a case report: one patient says nothing
    n_studies: int | None
    arm_sizes: str | None
    cell_sources: tuple[str, ...]
    donors: tuple[str, ...]
    routes: tuple[str, ...]
    doses: tuple[str, ...]
    phase: str | None
    follow_ups: tuple[int, ...]
    year: int | None
    journal: str | None
    institution: str | None
    registrations: tuple[str, ...]
    papers: tuple[str, ...]
    patient_age: float | None
    patient_sex: str | None
    figures_dated: tuple[str, ...]  # fingerprints with their time, of figures whose time is told
    figures_timeless: tuple[str, ...]  # the same figures' fingerprints without the time
    figures_undated: tuple[str, ...]  # of figures whose time is not told
    figure_keys: tuple[str, ...]  # what was measured when, whatever the value
    findings: tuple[str, ...]  # 'outcome|direction'
    table_row: int | None  # the ordinal of the table row that the report stands in


def report_features(frames: Mapping[str, pd.DataFrame]) -> list[Features]:
    """The features of every report, sorted by report_id."""
    arms = grouped(rows_of(frames.get("arms")), "report_id")
    results = grouped(rows_of(frames.get("results")), "report_id")
    registrations = grouped(rows_of(frames.get("registrations")), "report_id")
    papers = _papers_by_report(frames)
    table_rows = _table_rows(rows_of(frames.get("passages")))
    return sorted(
        (
            _features(
                report,
                arms.get(report["report_id"], []),
                results.get(report["report_id"], []),
                _distinct(row["registration_id"] for row in registrations.get(report["report_id"], [])),
                papers.get(report["report_id"], ()),
                table_rows.get(report["doc_id"], []),
            )
            for report in rows_of(frames["reports"])
        ),
        key=lambda features: features.report_id,
    )


def _features(
    report: Row,
    arms: Sequence[Row],
    results: Sequence[Row],
    registrations: tuple[str, ...],
    papers: tuple[str, ...],
    table_rows: Sequence[tuple[int, int, int]],
) -> Features:
    treated = [arm for arm in arms if arm["role"] == "intervention"] or list(arms)
    sizes = sorted(arm["n"] for arm in arms if arm.get("n"))
    case = report["study_type"] == "case_report"
    figures = [figure for row in results if (figure := figure_of(row, arms, report.get("n_enrolled"))) is not None]
    told = [figure for figure in figures if figure.telling]
    dated = [figure for figure in told if figure.month is not None]
    subject = subject_of(report)
    return Features(
        report_id=report["report_id"],
        doc_id=report["doc_id"],
        subject=subject,
        study_type=report["study_type"] if subject == "human" and report["study_type"] != "unspecified" else None,
        conditions=_distinct([*report["conditions"], *(_WIDER[c] for c in report["conditions"] if c in _WIDER)]),
        n_enrolled=None if case else _whole(report.get("n_enrolled")),
        n_studies=_whole(report.get("n_studies")),
        arm_sizes="+".join(str(int(size)) for size in sizes) if len(sizes) > 1 else None,
        cell_sources=_distinct(arm.get("cell_source") for arm in treated),
        donors=_distinct(arm.get("donor") for arm in treated),
        routes=_distinct(route for arm in treated for route in arm.get("routes") or []),
        doses=_distinct(_dose(arm) for arm in treated),
        phase=report.get("phase"),
        follow_ups=tuple(
            sorted({m for name in ("max", "mean") if (m := month_of(report.get(f"follow_up_{name}_months")))})
        ),
        year=_whole(report.get("year")),
        journal=name_key(report.get("journal")),
        institution=name_key(report.get("institution")),
        registrations=registrations,
        papers=papers,
        patient_age=report.get("patient_age_years"),
        patient_sex=report.get("patient_sex"),
        figures_dated=_distinct(figure.dated_fingerprint for figure in dated),
        figures_timeless=_distinct(figure.fingerprint for figure in dated),
        figures_undated=_distinct(figure.fingerprint for figure in told if figure.month is None),
        figure_keys=_distinct(figure.key for figure in dated if figure.outcome not in VAGUE_OUTCOMES),
        findings=_distinct(
            f"{row['outcome']}|{row['direction']}"
            for row in results
            if row.get("direction") and row["outcome"] != "other"
        ),
        table_row=_table_row(report, table_rows),
    )


def subject_of(report: Row) -> str:
    """Whom the study is of: 'human', 'review' (studies, not patients), or the species of an animal study."""
    if report["study_type"] == "systematic_review":
        return "review"
    if report["study_type"] == "animal_study" and report["species"] == "human":
        return "other_animal"
    return str(report["species"])


def name_key(name: str | None) -> str | None:
    """A journal's or an institution's name without script, case, width, brackets and spaces."""
    if not name:
        return None
    return re.sub(r"[\W_]+", "", to_simplified(unicodedata.normalize("NFKC", name)).casefold()) or None


def _papers_by_report(frames: Mapping[str, pd.DataFrame]) -> dict[str, tuple[str, ...]]:
    """The papers that each report alone cites in its document.

    A paper that two reports of a document cite tells of neither: it is their background.
    """
    citations = {row["citation_id"]: row for row in rows_of(frames.get("citations"))}
    links = [link for link in rows_of(frames.get("report_citations")) if link["citation_id"] in citations]
    citing = Counter(link["citation_id"] for link in links)
    papers: dict[str, set[str]] = {}
    for link in links:
        key = paper_key(citations[link["citation_id"]])
        if key and citing[link["citation_id"]] == 1:
            papers.setdefault(link["report_id"], set()).add(key)
    return {report_id: tuple(sorted(keys)) for report_id, keys in papers.items()}


def paper_key(citation: Row) -> str | None:
    """The DOI; without one, first author, year and journal, where all three are known."""
    if citation.get("doi"):
        return f"doi:{citation['doi']}"
    author, journal = name_key(citation.get("first_author")), name_key(citation.get("journal"))
    if author and journal and citation.get("year"):
        return f"{author}:{int(citation['year'])}:{journal}"
    return None


def _table_rows(passages: Sequence[Row]) -> dict[str, list[tuple[int, int, int]]]:
    rows = [row for row in passages if row["kind"] == "table_row"]
    return {
        doc_id: sorted((row["char_start"], row["char_end"], row["ordinal"]) for row in own)
        for doc_id, own in grouped(rows, "doc_id").items()
    }


def _table_row(report: Row, table_rows: Sequence[tuple[int, int, int]]) -> int | None:
    inside = [
        ordinal for start, end, ordinal in table_rows if start <= report["char_start"] and report["char_end"] <= end
    ]
    return inside[0] if inside else None


def _dose(arm: Row) -> str | None:
    if arm.get("dose_min") is None:
        return None
    highest = arm["dose_max"] if arm.get("dose_max") is not None else arm["dose_min"]
    return f"{arm['dose_min']:.2g}-{highest:.2g} {arm.get('dose_unit') or ''}".strip()


def _whole(value: float | None) -> int | None:
    return None if value is None else int(value)


def _distinct(values: Iterable[str | None]) -> tuple[str, ...]:
    return tuple(sorted({value for value in values if value is not None}))
