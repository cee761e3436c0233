"""What forces two reports together or keeps them apart, whatever the sum of the weights.

Binding constraints hold always; tolerant ones give way to a binding identity (a registration number) and to
overwhelming evidence. The clustering that keeps to them is `cluster`.
"""

from collections.abc import Sequence

from pipeline.dedup.features import Features


def same_identity(a: Features, b: Features) -> str | None:
    """Why two reports must be of one study; None where nothing forces it."""
    if shared := sorted(set(a.registrations) & set(b.registrations)):
        return f"Both give the registration number {shared[0]}."
    if (shared := sorted(set(a.papers) & set(b.papers))) and not _sizes_differ(a, b):
        return f"Both are told of the paper {shared[0]} alone."
    return None


def binding_difference(a: Features, b: Features) -> str | None:
    """Why two reports can't be of one study, whatever else agrees; None where they can."""
    if a.subject != b.subject:
        return f"One is of {_words(a.subject)}, the other of {_words(b.subject)}."
    if a.registrations and b.registrations and not set(a.registrations) & set(b.registrations):
        return f"The registration numbers differ: {a.registrations[0]} and {b.registrations[0]}."
    if a.doc_id == b.doc_id and a.table_row is not None and b.table_row is not None and a.table_row != b.table_row:
        return "They are two rows of one table."
    if a.patient_age is not None and b.patient_age is not None and a.patient_age != b.patient_age:
        return f"The patients' ages differ: {a.patient_age:g} and {b.patient_age:g}."
    if a.patient_sex and b.patient_sex and a.patient_sex != b.patient_sex:
        return f"The patients' sexes differ: {a.patient_sex} and {b.patient_sex}."
    return None


def tolerant_difference(a: Features, b: Features) -> str | None:
    """Why two reports are of two studies unless the evidence is overwhelming; None where nothing speaks against it."""
    if _sizes_differ(a, b):
        return f"The numbers of participants differ: {a.n_enrolled} and {b.n_enrolled}."
    if a.n_studies is not None and b.n_studies is not None and a.n_studies != b.n_studies:
        return f"The numbers of studies reviewed differ: {a.n_studies} and {b.n_studies}."
    if a.doc_id == b.doc_id:
        return "One document tells them apart."
    return None


def identities(features: Sequence[Features]) -> list[tuple[str, str, str]]:
    """The pairs of reports that must be of one study (a < b), each with the reason; sorted.

    Only neighbours in each group of the same number or paper: the group hangs together through them.
    """
    groups: dict[str, list[Features]] = {}
    for report in sorted(features, key=lambda report: report.report_id):
        for mark in (*report.registrations, *report.papers):
            groups.setdefault(mark, []).append(report)
    pairs = set()
    for group in groups.values():
        for position, a in enumerate(group):
            partner = next(
                (b for b in group[position + 1 :] if same_identity(a, b) and not binding_difference(a, b)), None
            )
            if partner is not None:
                pairs.add((a.report_id, partner.report_id, same_identity(a, partner) or ""))
    return sorted(pairs)


def _sizes_differ(a: Features, b: Features) -> bool:
    return a.n_enrolled is not None and b.n_enrolled is not None and a.n_enrolled != b.n_enrolled


def _words(subject: str) -> str:
    return {"human": "people", "review": "other studies"}.get(subject, f"animals ({subject})")
