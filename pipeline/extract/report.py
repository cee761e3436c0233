"""One report: everything that is read from one account, brought together. The rows are made in `pipeline.extract.rows`."""

from dataclasses import dataclass, field

from pipeline.extract.accounts import signals
from pipeline.extract.accounts.account import Account
from pipeline.extract.accounts.marks import marks_of
from pipeline.extract.fields import conditions, design, follow_up, infusions, intervals, journal, treatment, year
from pipeline.extract.fields.arm_sizes import read_arm_sizes
from pipeline.extract.fields.follow_up import FollowUp
from pipeline.extract.fields.treatment import Treatment
from pipeline.extract.findings import directions, events, results, settling
from pipeline.extract.findings.directions import DirectionFound
from pipeline.extract.findings.events import EventFound
from pipeline.extract.mentions.found import Found, ResultFound
from pipeline.extract.mentions.sentences import Stretch
from pipeline.extract.mentions.sheet import Sheet
from pipeline.extract.tables.rows import TableRow
from pipeline.extract.tables.spans import span_in


@dataclass(frozen=True, slots=True)
class Report:
    """What one account says of one study; `fields` has the columns of the `reports` table that it fills."""

    account: Account
    fields: dict[str, Found]
    conditions: list[Found]
    treatment: Treatment
    arm_sizes: dict[str, Found]
    registrations: list[Found]
    results: list[ResultFound]
    directions: list[DirectionFound]
    events: list[EventFound]


@dataclass(slots=True)
class Tabled:
    """What tables say of an account's study."""

    results: list[ResultFound] = field(default_factory=list)
    directions: list[DirectionFound] = field(default_factory=list)
    events: list[EventFound] = field(default_factory=list)

    def add(self, results: list[ResultFound], directions: list[DirectionFound], other: "Tabled | None" = None) -> None:
        """Take in what a row says, and what other tables say of the same study."""
        self.results += [*results, *(other.results if other else [])]
        self.directions += [*directions, *(other.directions if other else [])]
        self.events += other.events if other else []


def read_report(
    sheet: Sheet,
    account: Account,
    row: TableRow | None = None,
    tabled: Tabled | None = None,
) -> Report | None:
    """Read an account; None where it says nothing by which a study could be known.

    `row`: where the account is a table row, or has one, its cells by column. `tabled`: what tables of this study say.
    """
    tabled = tabled or Tabled()
    told_events = _with_tabled(_events(sheet, account, row), tabled.events)
    found_results = settling.without_repeats([*results.read_results(sheet, account), *tabled.results])
    found_results = [result for result in found_results if not _is_event(result, told_events)]
    measured = {result.outcome.code for result in found_results}
    told = _each_once([*directions.read_directions(sheet, account), *tabled.directions])
    found_directions = [d for d in told if d.outcome.code not in measured and not _befell(d, told_events)]
    if not (account.known or found_results or found_directions or _is_named(sheet, account)):
        return None
    fields = _design_fields(sheet, account, bool(found_results or found_directions))
    given = treatment.read_treatment(sheet, account)
    given.interval_days = intervals.read_interval(sheet, account)
    watched = follow_up.read_follow_up(sheet, account)
    if row:
        tells = _row_fields(sheet, row, fields, given, alone=row.account is account)
        watched = watched if tells is None or (watched.most and row.account is not account) else tells
    fields |= _follow_up_fields(watched)
    return Report(
        account,
        fields,
        conditions.read_conditions(sheet, account, *_naming(row)),
        given,
        read_arm_sizes(sheet, account),
        design.read_registrations(sheet, account),
        found_results,
        found_directions,
        told_events,
    )


def _naming(row: TableRow | None) -> list[Stretch | None]:
    """The cells of a row that may name its disease: its own column's, else the study's title."""
    return [row.cells.get(column) for column in ("condition", "reference")] if row else []


def _each_once(told: list[DirectionFound]) -> list[DirectionFound]:
    """Directions told in the text and again in a table."""
    kept: dict[tuple[str, float | None], DirectionFound] = {}
    for direction in told:
        kept.setdefault((direction.outcome.code, direction.time.value if direction.time else None), direction)
    return list(kept.values())


def _is_event(result: ResultFound, events: list[EventFound]) -> bool:
    """'皮疹2例' among what befell the patients: counted there, and no symptom that was measured."""
    if result.outcome.attributes.get("family") not in {"symptom", None}:
        return False
    return any(event.n is not None and event.n.start == result.figure.start for event in events)


def _befell(direction: DirectionFound, events: list[EventFound]) -> bool:
    """'副作用は腰痛が増え': an event that came more often, and no pain that was measured."""
    return any(event.hit.start < direction.outcome.end and direction.outcome.start < event.hit.end for event in events)


def _events(sheet: Sheet, account: Account, row: TableRow | None) -> list[EventFound]:
    """The events that an account tells of; where it names none, what its row says in its own column."""
    cell = row.cells.get("adverse_events") if row else None
    told = events.read_events(sheet, account, cell)
    if told or row is None or cell is None:
        return told
    return events.denied_in_column(sheet, row.head_cells.get("adverse_events", cell), cell)


def _with_tabled(told: list[EventFound], tabled: list[EventFound]) -> list[EventFound]:
    """Events of the text and of a table, each once; a table of events takes back that there were none."""
    known = {event.code: event for event in told if not (tabled and event.code == "none")}
    for event in tabled:
        known.setdefault(event.code, event)
    return list(known.values())


def _is_named(sheet: Sheet, account: Account) -> bool:
    """A paper named by its journal or its author and year, with cells: told of, though no figure of it is; or a review of so many studies."""
    first = account.sentences[0]
    marks = marks_of(sheet, first)
    if account.anaphoric or signals.reviews(sheet, first):
        return signals.reviews(sheet, first)
    if account.item[0] == "case" and any(sheet.numbers("dose", s.start, s.end) for s in account.sentences):
        return True  # '【論文3】…20膝での検討。…0.5×10の8乗個を関節内投与'
    published = sheet.has("cue", "publication", first.start, first.end)
    animals = sheet.within("species", first.start, first.end)
    return (published and len(marks) >= 4) or (bool(animals) and {"who", "year", "cells"} <= marks)


def _design_fields(sheet: Sheet, account: Account, told: bool) -> dict[str, Found]:
    species = design.read_species(sheet, account)
    fields = {"species": species, "study_type": design.read_study_type(sheet, account, species.value, told)}
    optional = {
        "n_studies": design.read_n_studies(sheet, account) if species.value == "human" and not account.story else None,
        "phase": design.read_phase(sheet, account),
        "year": year.read_year(sheet, account),
        "journal": journal.read_journal(sheet, account),
        "institution": design.read_institution(sheet, account),
    }
    fields |= {name: found for name, found in optional.items() if found is not None}
    if account.story:
        fields |= design.read_person(sheet, account)
    elif account.total is not None:
        quantity = account.total.quantity
        fields["n_enrolled"] = Found(int(quantity.value), quantity.start, quantity.end, account.total.rule)
    return fields


def _follow_up_fields(watched: FollowUp) -> dict[str, Found]:
    named = {
        "follow_up_min_months": watched.least,
        "follow_up_max_months": watched.most,
        "follow_up_mean_months": watched.mean,
    }
    return {name: found for name, found in named.items() if found is not None}


def _row_fields(
    sheet: Sheet, row: TableRow, fields: dict[str, Found], given: Treatment, *, alone: bool
) -> FollowUp | None:
    """What the columns of a table say by their heads: the year, the dose, how often, how long. `alone`: the row is all there is."""
    cells = row.cells
    for column in ("year", "reference"):
        years = sheet.numbers(("year", "date"), cells[column].start, cells[column].end) if column in cells else []
        if years and (alone or "year" not in fields):
            fields["year"] = Found(int(years[0].value), years[0].start, years[0].number_end, "table.year")
    for column in ("dose", "cells"):
        if column in cells and not treatment.names_unit(sheet, given.doses):
            given.doses = treatment.doses_of_cell(sheet, cells[column], row.heads.get(column, "")) or given.doses
    for column in ("infusions", "dose", "route", "cells"):
        if column in cells and (alone or given.infusions is None):
            given.infusions = (
                infusions.infusions_of_cell(sheet, cells[column], column == "infusions") or given.infusions
            )
    if "follow_up" not in cells:
        return None
    span = span_in(sheet, cells["follow_up"], row.head_cells.get("follow_up"))
    return follow_up.from_cell(sheet, cells["follow_up"], span) if span is not None else None
