"""Accounts that turn out to be none: what a title or a summary announces and the page tells below, and patients to whom nothing was given.

What opens accounts is `pipeline.extract.accounts.find`; which of them tell of one study is `pipeline.extract.accounts.merging`.
"""

from pipeline.extract.accounts import parts
from pipeline.extract.accounts.account import Account
from pipeline.extract.accounts.stories import is_untreated
from pipeline.extract.mentions.places import inside
from pipeline.extract.mentions.sheet import Sheet


def turns_out_none(sheet: Sheet, found: list[Account], account: Account) -> bool:
    """Whether an account says nothing by itself. `found`: all accounts of its page, in order."""
    return (
        _is_heading_alone(sheet, account)
        or is_untreated(sheet, account)
        or _is_told_below(sheet, account)
        or _is_title_of(sheet, found, account)
        or _is_cumulative(sheet, account)
    )


def _is_heading_alone(sheet: Sheet, account: Account) -> bool:
    """A title's count under which nothing was told: '42例对照观察' over a paper with 84; but 'SLE 24例 结果表' stands over its table."""
    below = account.sentences[-1].passage + 1
    if below < len(sheet.page.passages) and sheet.page.passages[below].kind in {"table_header", "table_row"}:
        return False
    return not account.registrations and all(sheet.passage(s).kind == "heading" for s in account.sentences)


def _is_title_of(sheet: Sheet, found: list[Account], account: Account) -> bool:
    """'…136例的对照观察' over '172例,136例打细胞,36例对照': a title's count that the study below it has as a part."""
    below = found[found.index(account) + 1 :][:1]
    if account.total is None or len(account.sentences) > 1 or account.registrations or not below:
        return False
    first, told = below[0].sentences[0], account.total.quantity.value
    titled = account.sentences[0].passage == 0 and sheet.text[account.end - 1] != "。"
    own = [q.value for q in sheet.numbers("people", first.start, first.end)]
    return titled and told in own[1:] and own[0] > told


def _is_cumulative(sheet: Sheet, account: Account) -> bool:
    """'院方:已收案412人' over '五年来累计412人次': all whom a clinic has treated, in a line of its own."""
    if account.total is None or len(account.sentences) > 1 or account.registrations:
        return False
    return any(
        sheet.has("cue", "cumulative", sentence.start, sentence.end)
        and any(q.value == account.total.quantity.value for q in inside(sheet.quantities, sentence.start, sentence.end))
        for sentence in sheet.sentences
        if sentence != account.sentences[0]
    )


def _is_told_below(sheet: Sheet, account: Account) -> bool:
    """A summary that gives no count: its studies are told below."""
    return not account.known and parts.tells_first(sheet, account.sentences[0])
