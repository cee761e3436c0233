"""The length of a measurement told as a time after treatment: '24-hour urine protein' become '24 hours later'.

Only seen by holding two accounts of one study side by side.
"""

import re
from collections.abc import Sequence

from pipeline.dedup.account import Account
from pipeline.dedup.flag import Flag

_DAY = r"(?:24|２４|二十四)\s*(?:小时|小時|時間|h)"
_MEASURE = re.compile(_DAY + r"\W{0,2}(?:内|內|蓄積|总|總|定量)?[尿蛋][^。\n]{0,8}")
_DELAY = re.compile(_DAY + r"(?:之|以)?[后後]")


def garbled_measures(accounts: Sequence[Account]) -> list[Flag]:
    """Flags in both accounts, where one tells of 24-hour urine and one of a change after 24 hours instead."""
    ordered = sorted(accounts, key=lambda account: account.report_id)
    measured = [(account, match) for account in ordered if (match := _MEASURE.search(account.words))]
    delayed = [
        (account, match)
        for account in ordered
        if (match := _DELAY.search(account.words)) and not _MEASURE.search(account.words) and _tells_protein(account)
    ]
    if not measured or not delayed:
        return []
    with_measure, with_delay = measured[0][0].doc_id, delayed[0][0].doc_id
    flags: list[Flag] = []
    for account, match in delayed:
        detail = f"{account.doc_id} tells of a change after 24 hours, {with_measure} of the protein in 24-hour urine."
        flags.append(_flag(account, match, "proteinuria", detail))
    for account, match in measured:
        detail = f"{account.doc_id} tells of the protein in 24-hour urine, {with_delay} of a change after 24 hours."
        flags.append(_flag(account, match, "proteinuria_24h", detail))
    return flags


def _tells_protein(account: Account) -> bool:
    return any(str(row["outcome"]).startswith("proteinuria") for row in account.results)


def _flag(account: Account, match: re.Match[str], field: str, detail: str) -> Flag:
    place = (account.start + match.start(), account.start + match.end())
    return account.flag("between_reports", field, "time_point", detail, place)
