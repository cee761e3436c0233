"""Turns what was read from a page into rows of the tables, each field with its words in `provenance`.

Only shapes and ids are made here; nothing is decided. Offsets leave the matching view and become offsets of the document's text.
"""

from collections.abc import Sequence
from typing import Any

from pipeline.extract.arm_rows import arm_rows
from pipeline.extract.findings.directions import DirectionFound
from pipeline.extract.findings.event_denial import denial_around
from pipeline.extract.findings.events import EventFound
from pipeline.extract.mentions.found import Found, ResultFound
from pipeline.extract.mentions.sentences import Stretch
from pipeline.extract.mentions.sheet import Sheet
from pipeline.extract.report import Report
from pipeline.records import Row, Span

_REPORT_FIELDS = (
    "study_type",
    "species",
    "phase",
    "n_enrolled",
    "n_studies",
    "follow_up_min_months",
    "follow_up_max_months",
    "follow_up_mean_months",
    "year",
    "journal",
    "institution",
    "patient_age_years",
    "patient_sex",
)
_AS_PRINTED = ("journal", "institution")
_LONGEST_QUOTE = 160


class RowWriter:
    """Collects the rows of one page by table."""

    def __init__(self, sheet: Sheet) -> None:
        self.sheet = sheet
        self.doc_id = sheet.page.document.doc_id
        self._printed = sheet.page.document.text
        self.rows: dict[str, list[Row]] = {
            name: []
            for name in (
                "reports",
                "arms",
                "results",
                "adverse_events",
                "registrations",
                "report_citations",
                "provenance",
            )
        }

    def report(self, report: Report, citation_ids: Sequence[str]) -> None:
        """Add all rows of one report. `citation_ids`: the entries of the page's reference list that it cites."""
        span = self.sheet.page.view.span(report.account.start, report.account.end)
        report_id = f"{self.doc_id}#{span.start}"
        row: Row = {"report_id": report_id, "doc_id": self.doc_id, "char_start": span.start, "char_end": span.end}
        row |= {name: report.fields[name].value if name in report.fields else None for name in _REPORT_FIELDS}
        row |= {name: self._words(found.start, found.end) for name in _AS_PRINTED if (found := report.fields.get(name))}
        row["conditions"] = [found.value for found in report.conditions]
        self.rows["reports"].append(row)
        for name in _REPORT_FIELDS:
            if name in report.fields:
                self._provenance("reports", report_id, name, report.fields[name])
        for found in report.conditions:
            self._provenance("reports", report_id, "conditions", found)
        for found in report.registrations:
            self.rows["registrations"].append({"report_id": report_id, "registration_id": found.value})
            self._provenance("registrations", f"{report_id}/{found.value}", "registration_id", found)
        for citation_id in citation_ids:
            self.rows["report_citations"].append({"report_id": report_id, "citation_id": citation_id})
        arms = self._arms(report, report_id)
        for index, result in enumerate(report.results):
            self._result(report_id, f"{report_id}/r{index}", result, arms)
        for index, direction in enumerate(report.directions):
            self._direction(report_id, f"{report_id}/d{index}", direction)
        self._events(report, report_id)

    def _arms(self, report: Report, report_id: str) -> dict[str, str]:
        """The rows of a report's arms; the id of the arm that each group's figures belong to."""
        rows, ids = arm_rows(report, report_id, has_control=self._has_control(report))
        for row, found in rows:
            self.rows["arms"].append(row)
            for name, value in found:
                self._provenance("arms", row["arm_id"], name, value)
        return ids

    def _has_control(self, report: Report) -> bool:
        told = any(result.group and result.group.value == "control" for result in report.results)
        told = told or "control" in report.arm_sizes
        return told or any(self.sheet.has("group", "control", s.start, s.end) for s in report.account.sentences)

    def _result(self, report_id: str, result_id: str, result: ResultFound, arms: dict[str, str]) -> None:
        start, end = result.figure.start, max(result.figure.end, result.figure.unit_end)
        outcome = result.outcome
        told = result.told_by or (start, end)
        whole = start if result.figure.of_start is None else result.figure.of_start
        quote = self._quote(min(whole, told[0]), max(end, told[1]), outcome.start, outcome.end)
        arm_id = arms.get(result.group.value) if result.group else None
        self._result_row(
            result_id,
            report_id,
            quote,
            outcome=outcome.code,
            outcome_text=self._words(outcome.start, outcome.end),
            arm_id=arm_id,
            timepoint_months=result.time.value if result.time else None,
            statistic=result.statistic,
            value=result.value,
            dispersion=result.figure.spread,
            denominator=result.figure.of,
            unit=result.unit,
            direction=None,
            p_operator=result.p.sign if result.p else None,
            p_value=result.p.value if result.p else None,
        )
        rule = result.figure.rule
        self._provenance("results", result_id, "outcome", Found(outcome.code, outcome.start, outcome.end, outcome.rule))
        for name, value in (
            ("value", result.value),
            ("dispersion", result.figure.spread),
            ("denominator", result.figure.of),
        ):
            if value is not None:
                place = whole if name == "denominator" else start
                self._provenance("results", result_id, name, Found(value, place, end, rule))
        where = (result.head.start, result.head.end) if result.head else (start, end)
        if result.unit is not None:
            unit_where = where if result.figure.unit is None else (start, end)
            self._provenance("results", result_id, "unit", Found(result.unit, *unit_where, rule))
        self._provenance("results", result_id, "statistic", Found(result.statistic, *where, result.rule))
        if result.time:
            self._provenance("results", result_id, "timepoint_months", result.time)
        if result.group and arm_id:
            self._provenance("results", result_id, "arm_id", result.group)
        self._p_provenance(result_id, result.p)

    def _direction(self, report_id: str, result_id: str, told: DirectionFound) -> None:
        outcome, word = told.outcome, told.word
        quote = self._quote(word.start, word.end, outcome.start, outcome.end)
        self._result_row(
            result_id,
            report_id,
            quote,
            outcome=outcome.code,
            outcome_text=self._words(outcome.start, outcome.end),
            timepoint_months=told.time.value if told.time else None,
            direction=told.direction,
            p_operator=told.p.sign if told.p else None,
            p_value=told.p.value if told.p else None,
        )
        self._provenance("results", result_id, "outcome", Found(outcome.code, outcome.start, outcome.end, outcome.rule))
        self._provenance("results", result_id, "direction", Found(told.direction, word.start, word.end, word.rule))
        if told.time:
            self._provenance("results", result_id, "timepoint_months", told.time)
        self._p_provenance(result_id, told.p)

    def _p_provenance(self, result_id: str, p_value: Any) -> None:
        if p_value is not None:
            for name, value in (("p_operator", p_value.sign), ("p_value", p_value.value)):
                self._provenance("results", result_id, name, Found(value, p_value.start, p_value.end, p_value.rule))

    def _result_row(self, result_id: str, report_id: str, quote: Span, **fields: Any) -> None:
        blank = dict.fromkeys(
            (
                "arm_id",
                "timepoint_months",
                "statistic",
                "value",
                "dispersion",
                "denominator",
                "unit",
                "direction",
                "p_operator",
                "p_value",
            )
        )
        self.rows["results"].append(
            {"result_id": result_id, "report_id": report_id} | blank | fields | self._place(quote)
        )

    def _events(self, report: Report, report_id: str) -> None:
        for index, event in enumerate(report.events):
            event_id = f"{report_id}/e{index}"
            if event.cell is not None:
                self._denied_in_column(report_id, event_id, event, event.cell)
                continue
            clause = self.sheet.clause(event.hit.start)
            end = max(clause.end, event.hit.end)
            if event.code == "none":
                clause, end = denial_around(self.sheet, event.hit)
            quote = self.sheet.page.view.span(clause.start, end)
            n = int(event.n.value) if event.n else None
            self.rows["adverse_events"].append(
                {"adverse_event_id": event_id, "report_id": report_id, "event": event.code, "n": n} | self._place(quote)
            )
            self._provenance(
                "adverse_events",
                event_id,
                "event",
                Found(event.code, clause.start, end, event.hit.rule),
            )
            if event.n:
                self._provenance("adverse_events", event_id, "n", Found(n, event.n.start, event.n.end, event.n.rule))

    def _denied_in_column(self, report_id: str, event_id: str, event: EventFound, cell: Stretch) -> None:
        """'没有' under '不良反应': the cell is the quote, the head vouches for what it speaks of."""
        place = self._place(self.sheet.page.view.span(cell.start, cell.end))
        row = {"adverse_event_id": event_id, "report_id": report_id, "event": event.code, "n": None}
        self.rows["adverse_events"].append(row | place)
        found = Found(event.code, event.hit.start, event.hit.end, "tables.events_column")
        self._provenance("adverse_events", event_id, "event", found)

    def _quote(self, start: int, end: int, other_start: int, other_end: int) -> Span:
        """The words from outcome to figure where they stand near each other; the figure's clause else."""
        low, high = min(start, other_start), max(end, other_end)
        if high - low > _LONGEST_QUOTE or self.sheet.sentence(low).passage != self.sheet.sentence(start).passage:
            clause = self.sheet.clause(start)
            low, high = min(clause.start, start), max(clause.end, end)
        return self.sheet.page.view.span(low - _bracket_before(self.sheet.text, low, high), high)

    def _words(self, start: int, end: int) -> str:
        """The document's own words, in its own script."""
        first, last = self.sheet.page.view.place(start, end)
        return self._printed[first:last]

    def _place(self, span: Span) -> Row:
        quote = self._printed[span.start : span.end]
        return {"quote": quote, "char_start": span.start, "char_end": span.end}

    def _provenance(self, entity: str, entity_id: str, name: str, found: Found) -> None:
        sheet = self.sheet
        start = found.start - _bracket_before(sheet.text, found.start, found.end)
        first, last = sheet.page.view.place(start, found.end)
        self.rows["provenance"].append(
            {
                "entity": entity,
                "entity_id": entity_id,
                "field": name,
                "doc_id": self.doc_id,
                "quote": self._printed[first:last],
                "char_start": first,
                "char_end": last,
                "rule": found.rule,
            }
        )


def _bracket_before(text: str, start: int, end: int) -> int:
    """1 where a quote that closes a bracket begins right behind its opening: '(2~3)×10^7', '(18±4)分'."""
    return int(start > 0 and text[start - 1] == "(" and text.count(")", start, end) > text.count("(", start, end))
