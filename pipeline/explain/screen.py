"""Prints a reading: the text with the words of each finding marked, then every finding with its words and its rule.

What a finding is stands in `findings`. Colours are the tables'; without them (in a file, in a pipe) the marks are still there:
every marked piece is followed by the numbers of its findings in brackets.
"""

from collections import Counter
from collections.abc import Sequence
from itertools import groupby

from rich.console import Console, Group, RenderableType
from rich.table import Table
from rich.text import Text

from pipeline.explain.findings import Finding, of_page, of_report
from pipeline.explain.marks import segments
from pipeline.records import Reading

_STYLES = {
    "reports": "bold cyan",
    "arms": "bold magenta",
    "registrations": "bold cyan",
    "results": "bold green",
    "adverse_events": "bold yellow",
    "facts": "bold blue",
}
_LONGEST_WORDS = 60


def show(reading: Reading, console: Console, *, text: bool = True) -> None:
    """Print a reading. `text`: the whole document with its marks, before the findings."""
    if not reading.rows:
        console.print(f"{reading.doc_id} was not read.", style="bold red")
    else:
        _show_read(reading, console, text=text)
    for refused in reading.refused:
        place = f"{refused['entity']} {refused['entity_id'] or ''}".strip()
        console.print(Text.assemble(("refused  ", "bold red"), f"{place}: {refused['reason']}"), soft_wrap=True)


def _show_read(reading: Reading, console: Console, *, text: bool) -> None:
    (document,) = reading.rows["documents"]
    reports = reading.rows.get("reports", ())
    by_report: list[list[Finding]] = []
    first = 1
    for report in reports:
        by_report.append(of_report(reading, report, first))
        first += len(by_report[-1])
    facts = of_page(reading, first)
    if text:
        console.print(
            _marked(document["text"], [*(finding for found in by_report for finding in found), *facts]), soft_wrap=True
        )
        console.print()
    console.print(_heading(reading, by_report, facts), soft_wrap=True)
    for report, findings in zip(reports, by_report, strict=True):
        opening = " ".join(document["text"][report["char_start"] : report["char_end"]].split())
        console.print(Text(f"\n{report['report_id']}  {_shortened(opening)}", style="bold"), soft_wrap=True)
        console.print(_listed(findings))
    if facts:
        console.print(Text("\nfacts", style="bold"), soft_wrap=True)
        console.print(_listed(facts))


def _marked(text: str, findings: Sequence[Finding]) -> Text:
    """The document, the words of findings in the colour of their table and behind them their numbers."""
    shown = Text()
    for segment in segments(text, findings):
        style = _STYLES[segment.tables[0]] + " underline" if segment.tables else ""
        shown.append(segment.text, style=style)
        if segment.ends:
            shown.append(f"[{_ranges(segment.ends)}]", style="dim")
    return shown


def _ranges(numbers: Sequence[int]) -> str:
    """Numbers in short: 3-5, 9."""
    runs = [[number for _, number in run] for _, run in groupby(enumerate(numbers), lambda pair: pair[1] - pair[0])]
    return ",".join(str(run[0]) if len(run) == 1 else f"{run[0]}-{run[-1]}" for run in runs)


def _heading(reading: Reading, by_report: Sequence[Sequence[Finding]], facts: Sequence[Finding]) -> RenderableType:
    (document,) = reading.rows["documents"]
    sells = "sells" if document["commercial_interest"] else "does not sell"
    counted = Counter(finding.table for findings in by_report for finding in findings)
    lines = [
        f"{reading.doc_id}: {document['language']}, {sells}, {len(by_report)} reports, {counted['results']} results, "
        f"{counted['adverse_events']} adverse events, {len({finding.owner for finding in facts})} facts"
    ]
    told = {name: document[name] for name in ("title", "publisher", "published_on") if document[name]}
    lines += [f"  {name}: {value}" for name, value in told.items()]
    return Group(*(Text(line, style="bold" if place == 0 else "") for place, line in enumerate(lines)))


def _listed(findings: Sequence[Finding]) -> Table:
    """A line for each finding, and for each part of a result that was read from words of its own."""
    table = Table(box=None, pad_edge=False, show_header=True, header_style="dim")
    table.add_column("no.", justify="right", style="dim")
    table.add_column("field", no_wrap=True)
    table.add_column("value", overflow="fold")
    table.add_column("words", overflow="fold")
    table.add_column("rule", style="dim", no_wrap=True)
    for finding in findings:
        style = _STYLES[finding.table]
        grouped = {
            key: list(of_key) for key, of_key in groupby(finding.sources, lambda source: (source.quote, source.rule))
        }
        for place, ((quote, rule), sources) in enumerate(grouped.items() or [(("", ""), [])]):
            parts = ", ".join(source.part for source in sources if source.part != finding.name)
            cells = (
                (str(finding.number), Text(finding.name, style=style), finding.value) if place == 0 else ("", "", "")
            )
            words = f"{parts}: {_shortened(quote)}" if parts else _shortened(quote)
            table.add_row(*cells, Text(words), Text(rule))
    return table


def _shortened(words: str) -> str:
    line = " ".join(words.split())
    return line if len(line) <= _LONGEST_WORDS else f"{line[: _LONGEST_WORDS - 1]}…"
