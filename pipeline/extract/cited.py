"""Which entries of the reference list a report points to, and what the one paper that it points to says of it: its year."""

import re
from collections.abc import Sequence

from pipeline.extract.citations import CitationEntry
from pipeline.extract.mentions.found import Found
from pipeline.extract.mentions.places import inside
from pipeline.extract.mentions.sheet import Sheet
from pipeline.extract.report import Report

_OWN_PAPERS = 2  # as many entries may one mark name and still mean the study's own papers


def cited(sheet: Sheet, report: Report, citations: Sequence[CitationEntry]) -> list[CitationEntry]:
    """The reference entries that a report's own sentences point to; '[1-4]' is the background's, not its paper.

    Without a mark, journal and year lead to an entry that is the only one with both: '(Nature, 2025)'.
    """
    marks = [mark for s in report.account.sentences for mark in inside(sheet.citations, s.start, s.end)]
    labels = {label for mark in marks if len(mark.labels) <= _OWN_PAPERS for label in mark.labels}
    if marks:
        return [entry for entry in citations if entry.label in labels]
    named = [entry for entry in citations if _is_named(sheet, report, entry)]
    return named if len(named) == 1 else []


def date_by_citation(sheet: Sheet, report: Report, entries: Sequence[CitationEntry]) -> None:
    """A study told without a year is dated by the paper that it points to, where that is one alone and not the page's own."""
    if len(entries) != 1 or entries[0].year is None or "year" in report.fields or report.account.paper:
        return
    entry = entries[0]
    for passage in sheet.page.passages:
        if not passage.start <= entry.span.start < passage.end:
            continue
        for match in re.finditer(rf"(?<!\d){entry.year}(?!\d)", sheet.text[passage.view_start : passage.view_end]):
            start, end = passage.view_start + match.start(), passage.view_start + match.end()
            place = sheet.page.view.span(start, end)
            if entry.span.start <= place.start and place.end <= entry.span.end:
                report.fields["year"] = Found(entry.year, start, end, "citation.year")
                return


def _is_named(sheet: Sheet, report: Report, entry: CitationEntry) -> bool:
    """Whether a report's sentence says an entry's journal and year side by side."""
    if not entry.journal or entry.year is None:
        return False
    journal = re.escape(entry.journal)
    beside = re.compile(
        rf"{journal}[》』」)]?[ ,.(:;]{{0,3}}{entry.year}(?!\d)|{entry.year}年?[^,。;]{{0,6}}[《『]{journal}[》』]",
        re.IGNORECASE,
    )
    return any(beside.search(sheet.text, s.start, s.end) for s in report.account.sentences)
