"""Which account a table of one study's results belongs to.

The one whose patients the table's groups add up to, else one that the lines above the table name (by institution, author, year or
disease); of those that are left the paper whose parts stand around it, else the one told of last before it.
"""

from pipeline.extract.accounts.account import Account
from pipeline.extract.accounts.marks import names_in
from pipeline.extract.mentions.sheet import Sheet, Stretch
from pipeline.extract.tables.grid import Grid
from pipeline.extract.tables.groups import group_counts

_SHORTEST_NAME = 2


def owner_of(sheet: Sheet, accounts: list[Account], grid: Grid) -> int | None:
    """The index of the account whose study a table tells of; None where no account can be told from others."""
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
        return next(iter(around[-1:] or known[:1]), None)
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
