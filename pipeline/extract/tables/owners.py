"""Which account a table of one study's results belongs to.

The one whose patients the table's groups add up to, else one that the lines above the table name (by institution, author, year or
disease); of those that are left the paper whose parts stand around it, else the one told of last before it. A table whose heads name
studies of the page ('評価項目 | 第1相 | 第2相') has an owner for each column.
"""

import re
from dataclasses import replace

from pipeline.extract.accounts.account import Account
from pipeline.extract.accounts.marks import names_in
from pipeline.extract.mentions.phases import phases_in
from pipeline.extract.mentions.sentences import Stretch
from pipeline.extract.mentions.sheet import Sheet
from pipeline.extract.tables.cells import group_in, time_in
from pipeline.extract.tables.grid import Grid
from pipeline.extract.tables.groups import group_counts

_SHORTEST_NAME = 2
_FEWEST_STUDIES = 2
_OF_STUDIES = {"condition", "reference", "design", "cells", "dose", "follow_up", "registration", "patients"}
_FEWEST_OF_STUDIES = 3
_LATIN_NAME = re.compile(r"(?<![A-Za-z])(?=[A-Za-z-]*[A-Z])[A-Za-z]{3,}(?:-[A-Za-z0-9]{1,})*")  # 'ADMIRE-CD', 'Deng'


def grids_by_owner(sheet: Sheet, accounts: list[Account], grid: Grid) -> list[tuple[int, Grid]]:
    """The accounts whose studies a table tells of by index, each with what is told of it: all of the table, or the columns that its name
    heads.
    """
    owners = _owners_of_columns(sheet, accounts, grid)
    if owners:
        return [
            (i, _columns_of(grid, {0, *(c for c, owner in owners.items() if owner == i)}))
            for i in sorted(set(owners.values()))
        ]
    index = owner_of(sheet, accounts, grid)
    return [] if index is None else [(index, grid)]


def _owners_of_columns(sheet: Sheet, accounts: list[Account], grid: Grid) -> dict[int, int]:
    """The account that each column's head names, by column; none where a head but the first names no study, or all name one."""
    owners: dict[int, int] = {}
    for column, heads in enumerate(grid.columns[1:], 1):
        if not heads or any(group_in(sheet, head) or time_in(sheet, head) for head in heads):
            return {}
        told = _study_names(sheet, list(heads))
        named = [i for i, account in enumerate(accounts) if told and told & _study_names(sheet, account.sentences[:1])]
        if len(named) != 1:
            return {}
        owners[column] = named[0]
    return owners if len(set(owners.values())) >= _FEWEST_STUDIES else {}


def _study_names(sheet: Sheet, stretches: list[Stretch]) -> set[str]:
    """The phases, Latin names and registry numbers by which a stretch names studies, and the counts of their patients."""
    names: set[str] = set()
    for stretch in stretches:
        names |= {f"phase {found.value}" for found in phases_in(sheet, stretch.start, stretch.end)}
        names |= set(_LATIN_NAME.findall(sheet.text, stretch.start, stretch.end))
        names |= {f"n {q.value:g}" for q in sheet.numbers("people", stretch.start, stretch.end)}
    return names


def _columns_of(grid: Grid, kept: set[int]) -> Grid:
    """The grid with some of its columns alone."""
    places = sorted(kept)
    rows = tuple(
        replace(
            row,
            cells=tuple(row.cells[i] for i in places),
            repeated=frozenset(places.index(i) for i in row.repeated if i in kept),
        )
        for row in grid.rows
    )
    return replace(
        grid, columns=tuple(grid.columns[i] for i in places), codes=tuple(grid.codes[i] for i in places), rows=rows
    )


def owner_of(sheet: Sheet, accounts: list[Account], grid: Grid) -> int | None:
    """The index of the account whose study a table tells of; None where no account can be told from others."""
    if len(_OF_STUDIES & set(grid.codes)) >= _FEWEST_OF_STUDIES:
        return None  # each row is of another disease, by another author: whoever is told of beside it, it is not theirs
    known = sorted((i for i, account in enumerate(accounts) if account.known), key=lambda i: accounts[i].start)
    counts = group_counts(sheet, grid)
    for whole in (sum(counts), max(counts, default=0)):
        for i in reversed(_before(accounts, known, grid)):
            total = accounts[i].total
            if whole and total is not None and total.quantity.value == whole:
                return i
    known = _named(sheet, accounts, known, grid) if len(known) > 1 else known
    before = _before(accounts, known, grid)
    around = [i for i in before if accounts[i].paper and accounts[i].sentences[-1].passage > grid.last]
    if around or not before:
        told = [i for i in known if not accounts[i].story]  # a patient's table stands in or below the story
        return next(iter(around[-1:] or told[:1]), None)
    return max(before, key=lambda i: max(s.start for s in accounts[i].sentences if s.passage < grid.first))


def _before(accounts: list[Account], known: list[int], grid: Grid) -> list[int]:
    return [i for i in known if accounts[i].sentences[0].passage < grid.first]


def _named(sheet: Sheet, accounts: list[Account], known: list[int], grid: Grid) -> list[int]:
    """The accounts that a table's captions name: '表1 台大医院的结果', '表2 硬皮病患者'; all of them where none is."""
    for names_of in (_names, _conditions):
        told = names_of(sheet, list(grid.captions))
        named = [i for i in known if told and _shared(told, names_of(sheet, _opening(accounts[i])))]
        known = named or known
    return known


def _opening(account: Account) -> list[Stretch]:
    return [*account.headings[-1:], *account.lead, *account.sentences]


def _names(sheet: Sheet, stretches: list[Stretch]) -> set[str]:
    return {n for s in stretches for n in names_in(sheet, s.start, s.end) if len(n) >= _SHORTEST_NAME}


def _conditions(sheet: Sheet, stretches: list[Stretch]) -> set[str]:
    return {code for s in stretches for code in sheet.codes("condition", s.start, s.end)}


def _shared(told: set[str], names: set[str]) -> bool:
    return any(one in other or other in one for one in told for other in names)
