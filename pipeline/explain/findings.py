"""What was read from a document as numbered findings, each with the words and the rule behind it; printing is not here.

A finding is a field of a report, an arm, a registration or a fact, or a result or event as a whole, whose parts (outcome,
value, time) may each have words of their own.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipeline.records import Reading, Row
from pipeline.schemas.keys import identity


@dataclass(frozen=True, slots=True)
class Source:
    """The words that a part of a finding was read from, at [start, end) of the document, and the rule that read them."""

    part: str
    quote: str
    start: int
    end: int
    rule: str


@dataclass(frozen=True, slots=True)
class Finding:
    """One line of what was read: `table` and `name` say what it is, `value` what was read."""

    number: int
    table: str
    owner: str
    name: str
    value: str
    sources: tuple[Source, ...]


_FIELDS = {
    "reports": (
        *("study_type", "species", "phase", "n_enrolled", "n_studies", "conditions", "follow_up_min_months"),
        *("follow_up_max_months", "follow_up_mean_months", "year", "journal", "institution", "patient_age_years"),
        "patient_sex",
    ),
    "arms": (
        *("n", "cell_type", "cell_source", "donor", "routes", "dose_min", "dose_max", "dose_unit", "n_infusions_min"),
        *("n_infusions_max", "interval_days"),
    ),
    "registrations": ("registration_id",),
    "facts": ("kind", "subject", "value_min", "value_max", "unit", "region", "year"),
}
_WHOLE = ("results", "adverse_events")
_OF_REPORTS = ("reports", "arms", "registrations", "results", "adverse_events")


def of_report(reading: Reading, report: Row, first: int) -> list[Finding]:
    """The findings of one report, in the order of its tables. `first`: the number of the first one."""
    sources = _sources(reading)
    lines: list[tuple[str, Row, str, str]] = []
    for table in _OF_REPORTS:
        for row in reading.rows.get(table, ()):
            if row["report_id"] == report["report_id"]:
                lines += _lines(table, row)
    return _numbered(lines, sources, first)


def of_page(reading: Reading, first: int) -> list[Finding]:
    """The facts of a page. `first`: the number of the first one."""
    lines = [line for row in reading.rows.get("facts", ()) for line in _lines("facts", row)]
    return _numbered(lines, _sources(reading), first)


def _lines(table: str, row: Row) -> Iterator[tuple[str, Row, str, str]]:
    """Table, row, name and value of each finding of a row."""
    if table in _WHOLE:
        yield table, row, str(row.get("outcome") or row.get("event")), told(table, row)
        return
    for field in _FIELDS[table]:
        value = row[field]
        if value is not None and value != []:
            yield table, row, field, _plain(value)


def _numbered(
    lines: Sequence[tuple[str, Row, str, str]], sources: dict[tuple[str, str | None], list[Source]], first: int
) -> list[Finding]:
    found = []
    for number, (table, row, name, value) in enumerate(lines, first):
        owner = identity(table, row) or ""
        behind = sources[table, owner]
        if table in _WHOLE:
            behind = behind or [Source(name, row["quote"], row["char_start"], row["char_end"], "")]
        else:
            behind = [source for source in behind if source.part == name]
        found.append(Finding(number, table, owner, name, value, tuple(behind)))
    return found


def _sources(reading: Reading) -> dict[tuple[str, str | None], list[Source]]:
    """The words behind each row, by the row's table and id."""
    sources: defaultdict[tuple[str, str | None], list[Source]] = defaultdict(list)
    for place in reading.rows.get("provenance", ()):
        source = Source(place["field"], place["quote"], place["char_start"], place["char_end"], place["rule"])
        sources[place["entity"], place["entity_id"]].append(source)
    return sources


def told(table: str, row: Row) -> str:
    """A result or an event in one line: 'mean 5.2 ± 1.1 mg/(24.h) at 6 months, P < 0.05, arm 1'."""
    if table == "adverse_events":
        return "" if row["n"] is None else f"{row['n']} patients"
    if row["value"] is None:
        words = [str(row["direction"])]
    else:
        words = [str(row["statistic"]), _plain(row["value"])]
        words += [f"± {_plain(row['dispersion'])}"] if row["dispersion"] is not None else []
        words += [f"of {row['denominator']}"] if row["denominator"] is not None else []
        words += [row["unit"]] if row["unit"] else []
    if row["timepoint_months"] is not None:
        words.append(f"at {_plain(round(row['timepoint_months'], 2))} months")
    if row["p_value"] is not None:
        words.append(f"P {row['p_operator']} {_plain(row['p_value'])}")
    if row["arm_id"]:
        words.append(row["arm_id"].rsplit("/", 1)[-1])
    return " ".join(words)


def _plain(value: object) -> str:
    """A value as people write it: 12 for 12.0, 1e+08 for large ones, codes of a list with commas."""
    if isinstance(value, float):
        return f"{value:.10g}" if abs(value) < 1e6 else f"{value:g}"
    if isinstance(value, list):
        return ", ".join(map(str, value))
    return str(value)
