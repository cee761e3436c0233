"""How many patients each arm of a comparison had: '治疗组30例,对照组28例', 'MSC群(n=12)', '每组20例'.

Sizes are told only where they add up to the study's total: a count behind a group's name may as well be of those who got better.
"""

import re
from collections import defaultdict
from itertools import pairwise

from pipeline.extract.accounts.account import Account
from pipeline.extract.accounts.arms_counted import got_apart
from pipeline.extract.accounts.count_context import N_EQUALS
from pipeline.extract.mentions.found import Found
from pipeline.extract.mentions.quantity import Quantity
from pipeline.extract.mentions.sentences import Stretch
from pipeline.extract.mentions.sheet import CELLS, Sheet

_BETWEEN = re.compile(r"(?:\([^()\d]{2,24}\))?\s?[(:,=]?\s?(?:均?为|共|有|纳入|n|N|は|が)?\s?=?\s?")
_BEHIND = re.compile(r"(?:患者|病人|例)?,?(?:为|作为|作|分入|分到|归入|を|は|が|进)?\s?")
_EACH = re.compile(r"(?:每组|各组|两组各|二组各|各群|各|每臂|1群)(?:均?为|有)?\s?$")
_ARMS = 2
_LEAST_LEFT = 0.9  # of those who were randomized, in the arms as they are analysed
_REACH = 32  # 'A组(利妥昔单抗+脐带干细胞)41人'
_ARMS_BEHIND = re.compile(
    r"\s?[例名人]?\s?\(\s?(?P<one>\d{1,4})\s?[例名人]?\s?(?:/|:|vs\.?|对|\+)\s?(?P<other>\d{1,4})\s?[例名人]?\s?\)"
)
_ARMS_ALONE = re.compile(r"(?P<one>\d{1,4})\D{1,5}(?P<other>\d{1,4})")  # '12/6' under '例数(T/C)'
_NAMED_BEHIND = re.compile(
    r"\s?[例名人]?\s?(?:患者)?\((?P<first>[^()\d,、;/:]{1,14}?)\s?[:=]?\s?(?:[nN]\s?=\s?)?(?P<one>\d{1,4})\s?[例名人]?\s?(?:[,、;/・]|和|与|vs\.?|対)"
    r"\s?(?P<second>[^()\d,、;/:]{1,14}?)\s?[:=]?\s?(?:[nN]\s?=\s?)?(?P<other>\d{1,4})\s?[例名人]?\)"
)
_MEN_AND_WOMEN = re.compile(r"男性? ?[/:、] ?女")
_FURTHEST_HEAD = 600
_COMPARED = re.compile(r" vs\.? |随机|無作為|RCT|对照|対照|比较|比較|安慰剂|プラセボ", re.IGNORECASE)
_IN_BRACKET = re.compile(r" ?\((?P<what>[^()]{2,40})\)")


def read_arm_sizes(sheet: Sheet, account: Account) -> dict[str, Found]:
    """The sizes of the arms by group, 'treatment' and 'control'; empty where the account does not tell both.

    A group that is told in parts (two dose groups) has no size of its own here.
    """
    if account.total is None:
        return {}
    total = account.total.quantity.value
    parted = _parted(sheet, account, account.total.quantity) or _named_parts(sheet, account.total.quantity)
    apart = parted or next(filter(None, (_by_what_they_got(sheet, s, total) for s in account.sentences)), {})
    if apart:
        return apart
    told: defaultdict[str, list[Found]] = defaultdict(list)
    for sentence in account.sentences:
        for quantity in sheet.numbers(("people", "animals", "plain"), sentence.start, sentence.end):
            each = _EACH.search(sheet.text, sentence.start, quantity.start) or sheet.text.startswith(
                "ずつ", quantity.end
            )
            if quantity.value * _ARMS == total and each:
                return dict.fromkeys(("treatment", "control"), _found(quantity))
            group = _group(sheet, sentence, quantity)
            if group and quantity.high is None and quantity.spread is None:
                told[group].append(_found(quantity))
    for treated in told["treatment"]:
        for control in told["control"]:
            if treated.value + control.value == total or _are_marked(sheet, total, treated, control):
                return {"treatment": treated, "control": control}
    return {}


def _by_what_they_got(sheet: Sheet, sentence: Stretch, total: float) -> dict[str, Found]:
    """'172人,136人打干细胞加原本的药,36人只用药': no group is named, but who got no cells."""
    for first, last in pairwise(sheet.numbers("people", sentence.start, sentence.end)):
        if first.value + last.value == total and got_apart(sheet, sentence, first, last):
            return {"treatment": _found(first), "control": _found(last)}
    return {}


def _are_marked(sheet: Sheet, total: float, treated: Found, control: Found) -> bool:
    """'101例…MSC组(n=65)和安慰剂组(n=35)': both behind their sign in one sentence, and few left out of the total."""
    sentence = sheet.sentence(treated.start)
    signed = all(N_EQUALS.search(sheet.text[max(0, size.start - 8) : size.start]) for size in (treated, control))
    there = sentence.start <= control.start < sentence.end
    return signed and there and _LEAST_LEFT * total <= treated.value + control.value < total


def _parted(sheet: Sheet, account: Account, total: Quantity) -> dict[str, Found]:
    """'82(41/41)' in a table of comparisons, '78例(52 vs 26)': the arms behind the whole, the treated first; not men and women."""
    match = _ARMS_ALONE.fullmatch(sheet.text, total.start, total.end)
    if match is not None and total.rule == "population.arms":
        return _both(match)
    match = _ARMS_BEHIND.match(sheet.text, total.end)
    if match is None or int(match["one"]) + int(match["other"]) != total.value:
        return {}
    if _MEN_AND_WOMEN.search(sheet.text, max(0, total.start - _FURTHEST_HEAD), total.start):
        return {}
    if not any(_COMPARED.search(sheet.text, s.start, s.end) for s in account.sentences):
        return {}
    return _both(match)


def _named_parts(sheet: Sheet, total: Quantity) -> dict[str, Found]:
    """'260(MSC 173,安慰剂87)', '126例(実薬65例・プラセボ61例)': the arms in the bracket behind the whole, by what they got."""
    match = _NAMED_BEHIND.match(sheet.text, total.end)
    if match is None or int(match["one"]) + int(match["other"]) != total.value:
        return {}
    codes = [sheet.codes("group", *match.span(name)) for name in ("first", "second")]
    controls = ["control" in code for code in codes]
    if controls == [False, True]:
        return _both(match)
    return dict(zip(("control", "treatment"), _both(match).values(), strict=True)) if controls == [True, False] else {}


def _both(match: re.Match[str]) -> dict[str, Found]:
    return {
        group: Found(int(match[name]), *match.span(name), "arms.size")
        for group, name in (("treatment", "one"), ("control", "other"))
    }


def _group(sheet: Sheet, sentence: Stretch, quantity: Quantity) -> str | None:
    """The group whose size a count may be: named right before it, or right behind ('30例为对照组')."""
    for hit in reversed(sheet.within("group", max(sentence.start, quantity.start - _REACH), quantity.start)):
        if _BETWEEN.fullmatch(sheet.text, hit.end, quantity.start):
            return hit.code
    for hit in sheet.within("group", quantity.end, min(sentence.end, quantity.end + 8)):
        if quantity.kind != "plain" and _BEHIND.fullmatch(sheet.text, quantity.end, hit.start):
            return hit.code
    return _explained(sheet, quantity) if quantity.kind != "plain" else None


def _explained(sheet: Sheet, quantity: Quantity) -> str | None:
    """'16例(骨髄MSCを2回)と36例(対照)に割り付け': the bracket behind a count says which group it is."""
    bracket = _IN_BRACKET.match(sheet.text, quantity.end)
    if bracket is None:
        return None
    place = bracket.span("what")
    named = sheet.codes("group", *place)
    if named:
        return named[0]
    return "treatment" if sheet.names(CELLS, *place) else None


def _found(quantity: Quantity) -> Found:
    return Found(int(quantity.value), quantity.start, quantity.end, "arms.size")
