"""Which row of a table of studies tells of a study that the page tells of in its text as well: the row completes that account."""

import re

from pipeline.extract.accounts.account import Account
from pipeline.extract.accounts.marks import names_in
from pipeline.extract.mentions.sentences import Stretch
from pipeline.extract.mentions.sheet import Sheet
from pipeline.extract.tables.cells import words_of
from pipeline.extract.tables.rows import TableRow

_NAME = re.compile(r"[A-Z][A-Z0-9]+-?[A-Z0-9-]{2,}(?![a-z])|[A-Z]{6,}")  # a trial's name: 'MSC-HF', 'RIMECARD'
_OWN = re.compile(r"[本我][院科]|当[院科]|自験|本组|本院")
_AUTHOR = re.compile(r"[A-Z][a-z]{2,}(?:-[A-Z][a-z]+)?(?![A-Za-z])")
_SURE = 3


def told_in_text(sheet: Sheet, rows: list[TableRow], accounts: list[Account]) -> dict[int, TableRow]:
    """The row that completes each account, by the account's index.

    A row and an account that share the study's name are one. Else the same count must have nothing that speaks against it, and what was
    treated with what must be the same, unless the table sums up the text: most of its rows are told there.
    """
    twins: dict[int, TableRow] = {}
    found: list[tuple[int, int, TableRow]] = []
    for row in rows:
        likeness = [(_likeness(sheet, row, account), -i) for i, account in enumerate(accounts)]
        best, index = max(likeness, default=(0, 0))
        if best > 0:
            found.append((best, -index, row))
    sums_up = len(found) > 0.5 * len(rows) and len(found) > 1
    for best, index, row in sorted(found, key=lambda twin: -twin[0]):
        if index not in twins and (sums_up or best >= _SURE):
            twins[index] = row
    return twins


def _likeness(sheet: Sheet, row: TableRow, account: Account) -> int:
    """How much two tellings share; 0 where they cannot be one study."""
    told = row.account
    if account.story or account.sentences[0].passage == told.sentences[0].passage:
        return 0
    if set(told.registrations) & set(account.registrations):
        return 9
    if told.registrations and account.registrations:
        return 0
    named = _is_named(sheet, row, account) or _is_numbered(sheet, row, account) or _is_by_author(sheet, row, account)
    n = told.total.quantity.value if told.total else None
    other_n = account.total.quantity.value if account.total else None
    if named and (other_n is None or n is None or other_n <= n):
        return 6 + (n == other_n)
    if n is None or n < 2 or n != other_n:
        return 0
    likeness = 1 + 2 * bool(_named(sheet, told.sentences) & _named(sheet, account.sentences[:1]))
    for kind in ("condition", "cell_source"):
        one, other = _codes(sheet, told, kind), _codes(sheet, account, kind)
        if one and other and not one & other:
            return 0
        likeness += bool(one & other)
    return likeness


def _codes(sheet: Sheet, account: Account, kind: str) -> set[str]:
    return {code for s in [*account.sentences, *account.shared] for code in sheet.codes(kind, s.start, s.end)}


def _named(sheet: Sheet, stretches: list[Stretch]) -> set[str]:
    """The places, authors, houses that a telling names; '本院' names the page's own."""
    names: set[str] = set()
    for stretch in stretches:
        names |= set(names_in(sheet, stretch.start, stretch.end))
        names |= {"own" for _ in _OWN.finditer(sheet.text, stretch.start, stretch.end)}
    return names


def _is_by_author(sheet: Sheet, row: TableRow, account: Account) -> bool:
    """'② Cai那篇42人' below a table with a row 'Cai 2016': its author's name takes it up."""
    cell = row.cells.get("reference")
    author = _AUTHOR.match(sheet.text, cell.start, cell.end) if cell else None
    if author is None:
        return False
    first = account.sentences[0]
    taken_up = re.compile(
        rf"[\W①-⑳\d]{{0,5}}(?:看|说|至于|而)?{author.group()} ?(?:等人?|ら|et al\.?)? ?(?:那[篇项个]|这[篇项个]|的(?!方法)|の|は|では|团队)"
    )
    return bool(taken_up.match(sheet.text, first.start, first.end))


def _is_numbered(sheet: Sheet, row: TableRow, account: Account) -> bool:
    """'2号只收了18人': the number under which a row stands takes it up."""
    cell = row.cells.get("number")
    number = words_of(sheet, cell).strip() if cell else ""
    if not re.fullmatch(r"[A-Z]?\d{1,2}", number):
        return False
    first = account.sentences[0]
    taken_up = re.compile(
        rf"\W{{0,3}}(?:[A-Za-z一-鿿]{{1,6}}:)?\W{{0,2}}(?:编号|第|表中第?|No\.?) ?{number}(?!\d) ?(?:[号条项篇个番]|的|,)?"
        rf"|\W{{0,3}}(?:[A-Za-z一-鿿]{{1,6}}:)?\W{{0,2}}{number} ?(?:号|番)(?!院|楼|线)"
    )
    return bool(taken_up.match(sheet.text, first.start, first.end))


def _is_named(sheet: Sheet, row: TableRow, account: Account) -> bool:
    """The study's own name, 'MSC-HF', stands over or in the first words of the account."""
    cell = row.cells.get("reference") or row.cells.get("design")
    names = {m.group() for m in _NAME.finditer(sheet.text, cell.start, cell.end)} if cell else set()
    above = [*account.headings[-1:], *account.lead[-1:], *account.sentences[:1]]
    return any(
        re.search(rf"(?<![\w-]){re.escape(name)}(?![\w-])", sheet.text[s.start : s.end])
        for name in names
        for s in above
    )
