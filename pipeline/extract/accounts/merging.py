"""Accounts of one page that are one: told in the summary and again below, or named by its paper here and counted there."""

from pipeline.extract.accounts import parts, signals
from pipeline.extract.accounts.account import Account
from pipeline.extract.accounts.marks import introduces
from pipeline.extract.mentions.places import inside
from pipeline.extract.mentions.sentences import Stretch
from pipeline.extract.mentions.sheet import Sheet


def merge_by_citation(sheet: Sheet, accounts: list[Account]) -> list[Account]:
    """An account that named the paper ('… 发布了一项Ⅲ期临床研究[3]') and one that counts its patients, citing the same [3]."""
    kept: list[Account] = []
    for account in accounts:
        kept.append(account)
        labels = labels_of(sheet, account)
        for other in kept[:-1]:
            if other.known != account.known and labels & labels_of(sheet, other):
                known, unknown = (account, other) if account.known else (other, account)
                known.lead = [*unknown.lead, *unknown.sentences, *known.lead]
                kept = [a for a in kept if a is not unknown]
                break
    return kept


def labels_of(sheet: Sheet, account: Account) -> set[str]:
    """The entries of the reference list that an account points to, captions in and right behind it included ('图片来自文献[3]')."""
    first, last = account.sentences[0].passage, account.sentences[-1].passage
    stretches = [(s.start, s.end) for s in account.sentences]
    for index, passage in enumerate(sheet.page.passages[first : last + 4], first):
        if passage.kind == "boilerplate":
            stretches.append((passage.view_start, passage.view_end))
        elif index > last:
            break
    return {label for start, end in stretches for mark in inside(sheet.citations, start, end) for label in mark.labels}


def merge_told_twice(sheet: Sheet, accounts: list[Account]) -> list[Account]:
    """A study told in the summary and again below: the same count, and the shorter telling names nothing of its own."""
    kept: list[Account] = []
    for account in accounts:
        twin = next((other for other in kept if _is_told_twice(sheet, other, account)), None)
        if twin is None:
            kept.append(account)
            continue
        main, brief = (twin, account) if _length(twin) >= _length(account) else (account, twin)
        main.lead = [*brief.sentences, *main.lead]
        main.registrations += [number for number in brief.registrations if number not in main.registrations]
        kept[kept.index(twin)] = main
    return kept


def _tells(sheet: Sheet, sentence: Stretch) -> bool:
    return bool(inside(sheet.quantities, sentence.start, sentence.end))


def _length(account: Account) -> int:
    return sum(s.end - s.start for s in account.sentences)


def _is_told_twice(sheet: Sheet, one: Account, other: Account) -> bool:
    if one.total is None or other.total is None or one.story or other.story:
        return False
    if one.total.quantity.value != other.total.quantity.value or one.total.quantity.value < 2:
        return False
    if _of_animals(sheet, one) != _of_animals(sheet, other):
        return False  # '40例' of patients, and '40只大鼠' below
    if one.registrations and other.registrations and not set(one.registrations) & set(other.registrations):
        return False
    if one.paper and other.paper:
        return True
    if one.item[0] not in {"", "heading"} and one.item[0] == other.item[0] and one.item != other.item:
        return False  # two items of one list: '兩個18例是不是同一篇? 不是'
    if any(signals.is_another(sheet, account.sentences[0]) for account in (one, other)):
        return False
    brief = min(one, other, key=_length)
    if parts.tells_first(sheet, brief.sentences[0]):
        return True
    if sum(_tells(sheet, s) for s in brief.sentences) > 2 or any(introduces(sheet, s) >= 4 for s in brief.sentences):
        return False
    shared = [_codes(sheet, account, "condition") for account in (one, other)]
    cells = [_codes(sheet, account, "cell_source") for account in (one, other)]
    return (not all(shared) or bool(shared[0] & shared[1])) and (not all(cells) or bool(cells[0] & cells[1]))


def _of_animals(sheet: Sheet, account: Account) -> bool:
    return any(sheet.within("species", s.start, s.end) for s in account.sentences)


def _codes(sheet: Sheet, account: Account, kind: str) -> set[str]:
    return {code for s in account.sentences for code in sheet.codes(kind, s.start, s.end)}
