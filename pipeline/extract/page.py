"""Everything that is read from one normalized page: its reports with all that belongs to them, its citations and facts."""

from pipeline.extract.accounts.account import Account
from pipeline.extract.accounts.find import find_accounts
from pipeline.extract.accounts.told_together import tell_apart
from pipeline.extract.citations import CitationEntry, read_citations
from pipeline.extract.cited import cited, date_by_citation
from pipeline.extract.facts.read import fact_provenance, fact_rows, read_facts
from pipeline.extract.fields.taken_over import take_over
from pipeline.extract.mentions.found import Found
from pipeline.extract.mentions.places import inside
from pipeline.extract.mentions.sentences import Stretch
from pipeline.extract.mentions.sheet import Sheet, read_sheet
from pipeline.extract.report import Report, Tabled, read_report
from pipeline.extract.rows import RowWriter
from pipeline.extract.tables.events import read_event_table, tells_events
from pipeline.extract.tables.grid import Grid
from pipeline.extract.tables.grids import find_grids
from pipeline.extract.tables.groups import names_control
from pipeline.extract.tables.owners import grids_by_owner
from pipeline.extract.tables.records import find_records
from pipeline.extract.tables.results import read_directions, read_table
from pipeline.extract.tables.rows import find_rows
from pipeline.extract.tables.twins import told_in_text
from pipeline.records import Page, Row


def extract_page(page: Page) -> dict[str, list[Row]]:
    """Rows by table name for one page; each row has its table's columns."""
    citations = read_citations(page)
    sheet = tell_apart(read_sheet(page, {entry.label for entry in citations if entry.label}))
    writer = RowWriter(sheet)
    reports = read_reports(sheet)
    for report in reports:
        entries = cited(sheet, report, citations)
        date_by_citation(sheet, report, entries)
        writer.report(report, [_citation_id(page.document.doc_id, entry) for entry in entries])
    citation_rows = [_citation_row(page.document.doc_id, entry) for entry in citations]
    facts = read_facts(sheet, [s for report in reports for s in report.account.sentences])
    writer.rows["provenance"] += fact_provenance(sheet, facts)
    return writer.rows | {"citations": citation_rows, "facts": fact_rows(sheet, facts)}


def read_reports(sheet: Sheet) -> list[Report]:
    """The page's reports, in order of place."""
    grids = find_grids(sheet)
    records = find_records(sheet, grids)
    accounts = find_accounts(sheet, {s.passage for record in records for s in record.account.sentences})
    rows = [*find_rows(sheet, grids), *records]
    twins = told_in_text(sheet, rows, accounts)
    tabled = _tabled(sheet, [*accounts, *(record.account for record in records)], grids)
    own = {id(record): told for record, told in zip(records, tabled[len(accounts) :], strict=True)}
    for index, row in twins.items():
        sentences = [*accounts[index].sentences, *row.account.sentences]
        accounts[index].sentences = sorted(sentences, key=lambda stretch: stretch.start)
        accounts[index].total = row.account.total or accounts[index].total
        tabled[index].add(row.results, row.directions, own.get(id(row)))
    read = [
        read_report(sheet, account, twins.get(index), tabled=tabled[index]) for index, account in enumerate(accounts)
    ]
    for row in rows:
        if all(row is not twin for twin in twins.values()):
            told = Tabled()
            told.add(row.results, row.directions, own.get(id(row)))
            read.append(read_report(sheet, row.account, row, tabled=told))
    reports = sorted((report for report in read if report is not None), key=lambda report: report.account.start)
    take_over(sheet, [(report.account, report.treatment) for report in reports])
    return reports


def _tabled(sheet: Sheet, accounts: list[Account], grids: list[Grid]) -> list[Tabled]:
    """What the page's tables of results say for each account."""
    tabled = [Tabled() for _ in accounts]
    told_of = [owned for grid in grids if not grid.of_studies for owned in grids_by_owner(sheet, accounts, grid)]
    for index, grid in told_of:
        if tells_events(sheet, grid):
            tabled[index].events += read_event_table(sheet, grid)
            continue
        told = [*accounts[index].lead, *accounts[index].sentences]
        grouped = names_control(sheet, grid) or any(sheet.has("group", "control", s.start, s.end) for s in told)
        only_time = _only_time(sheet, told)
        tabled[index].results += read_table(sheet, grid, grouped=grouped, only_time=only_time)
        tabled[index].directions += read_directions(sheet, grid)
    return tabled


def _only_time(sheet: Sheet, told: list[Stretch]) -> Found | None:
    """When 'after treatment' is: the one time after it that an account names, or the one that was measured at beside before.

    '治疗前及治疗后3个月检测各指标', though the patients were followed longer.
    """
    points = [p for s in told for p in inside(sheet.time_points, s.start, s.end) if p.months[-1] > 0]
    for among in (points, [p for p in points if len(p.months) == 2 and p.months[0] == 0.0]):
        if len({months for p in among for months in p.months if months > 0}) == 1:
            return Found(among[0].months[-1], among[0].start, among[0].end, "results.only_time")
    return None


def _citation_id(doc_id: str, entry: CitationEntry) -> str:
    return f"{doc_id}#c{entry.span.start}"


def _citation_row(doc_id: str, entry: CitationEntry) -> Row:
    return {
        "citation_id": _citation_id(doc_id, entry),
        "doc_id": doc_id,
        "label": entry.label,
        "raw": entry.raw,
        "first_author": entry.first_author,
        "title": entry.title,
        "journal": entry.journal,
        "year": entry.year,
        "doi": entry.doi,
        "char_start": entry.span.start,
        "char_end": entry.span.end,
    }
