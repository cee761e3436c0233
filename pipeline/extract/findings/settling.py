"""What an account's results settle among themselves: a first measurement is of before, an only time is everybody's, each figure counts once.

Which outcome, time and group a figure has by its sentence is decided in `pipeline.extract.findings.results`.
"""

import re
from collections import Counter
from dataclasses import replace
from itertools import pairwise

from pipeline.extract.accounts.account import Account
from pipeline.extract.mentions.found import Found, ResultFound
from pipeline.extract.mentions.places import inside
from pipeline.extract.mentions.sheet import Sheet


def a_day(results: list[ResultFound]) -> list[ResultFound]:
    """'24小时尿蛋白4.6克 … 三个月尿蛋白1.9克': grams of an outcome told in grams a day are a day's too."""
    daily = next((r for r in results if r.outcome.code == "proteinuria_24h" and r.unit), None)
    if daily is None or daily.unit is None:
        return results
    bare = daily.unit.split("/")[0]
    return [
        replace(r, outcome=replace(r.outcome, code="proteinuria_24h", rule="results.a_day"), unit=daily.unit)
        if r.outcome.code == "proteinuria" and r.unit == bare
        else r
        for r in results
    ]


_SIDE_BY_SIDE = re.compile(r"\s?(?:/|、|~|和|与|及|后|後|降|升|が|\(前\)|下到)\s?")
_FISTULA = re.compile(r"[瘘瘻]|[Ff]istula|クローン|克罗恩|克隆氏|克隆病")


def as_wounds(sheet: Sheet, results: list[ResultFound]) -> list[ResultFound]:
    """'12周愈合率52%': on a page without a fistula, wounds or ulcers heal, which has no code."""
    if all(r.outcome.code != "fistula_closure" for r in results) or _FISTULA.search(sheet.text):
        return results
    return [
        replace(r, outcome=replace(r.outcome, code="other", rule="results.wounds"))
        if r.outcome.code == "fistula_closure"
        else r
        for r in results
    ]


def _carried_from_after(sheet: Sheet, before: ResultFound, result: ResultFound) -> bool:
    """'(治疗组)减到3个月的2.4分,对照组7.0分,3个月时5.2分': the time in force is told anew for the next figure, so this one is of before."""
    if before.time is None or result.time is None or before.time.value != result.time.value:
        return False
    since = sheet.clause(before.figure.start).start
    return before.time.end <= since and before.figure.end <= result.time.start < result.figure.start


def with_baseline(sheet: Sheet, results: list[ResultFound]) -> list[ResultFound]:
    """'发作那年C3只剩38 mg/dL … 半年后C3回到82': the first measurement, without a time, before later ones of its outcome is of before."""
    settled = list(results)
    first: dict[tuple[str, str | None], int] = {}
    for index, result in enumerate(results):
        place = (result.outcome.code, result.group.value if result.group else None)
        if place not in first:
            first[place] = index
            continue
        before = settled[first[place]]
        later = result.time is not None and result.time.value > 0
        if (
            (before.time is None or _carried_from_after(sheet, before, result))
            and later
            and before.statistic == result.statistic in {"mean", "median"}
        ):
            start, end = before.figure.start, before.figure.end
            settled[first[place]] = replace(before, time=Found(0.0, start, end, "results.first"))
    return settled


def as_before_and_after(sheet: Sheet, results: list[ResultFound]) -> list[ResultFound]:
    """'HbA1c:细胞组8.9%/7.1%,对照组8.8%/8.4%': a group has one mean at one time; of two side by side the first is of before."""
    settled = list(results)
    places = Counter(map(_place, results))
    for index, (first, second) in enumerate(pairwise(results)):
        alike = _place(first) == _place(second) and first.group is not None and first.statistic in {"mean", "median"}
        carried = first.time is None or first.time.end <= sheet.clause(first.outcome.start).start
        gap = sheet.text[max(first.figure.end, first.figure.unit_end) : second.figure.start]
        if alike and carried and places[_place(first)] == len((first, second)) and _SIDE_BY_SIDE.fullmatch(gap):
            time = Found(0.0, first.figure.start, first.figure.end, "results.first")
            settled[index] = replace(first, time=time)
    return settled


def _place(result: ResultFound) -> tuple[object, ...]:
    """What no two means of one group share: outcome, statistic, group, time."""
    group, time = result.group and result.group.value, result.time and result.time.value
    return result.outcome.code, result.outcome.start, result.statistic, group, time


def with_only_time(sheet: Sheet, account: Account, results: list[ResultFound]) -> list[ResultFound]:
    """'評価は投与前と1年後に行った' … '8.6→7.5': where an account names one time only, what an arrow leads to is of that time."""
    points = [p for s in account.sentences for p in inside(sheet.time_points, s.start, s.end)]
    later = {m for p in points for m in p.months if m > 0}
    if len(later) != 1:
        return results
    point = next(p for p in points if p.months[-1] > 0)
    only = Found(point.months[-1], point.start, point.end, "results.only_time")
    starts = {
        (r.outcome.start, r.group.start if r.group else 0)
        for r in results
        if r.time and r.time.rule == "results.arrow_start"
    }
    of_it = {
        (r.outcome.start, r.group.start if r.group else 0) for r in results if r.time and r.time.value == only.value
    }
    return [
        replace(r, time=only)
        if r.time is None and (r.outcome.start, r.group.start if r.group else 0) in starts - of_it
        else r
        for r in results
    ]


# '3个人去世,2人死于感染', '3例が死亡し、2例は感染で'
_OF_CAUSE = re.compile(r"\s?(?:患者|病人)?(?:死于|因|(?:死因)?不明|はいずれも|は[^,。、]{1,12}(?:で|のため)(?![はも]))")


def without_causes(sheet: Sheet, results: list[ResultFound]) -> list[ResultFound]:
    """The results of a sentence without those that say of what the dead died who are counted in it before."""
    kept: list[ResultFound] = []
    dead: ResultFound | None = None
    for result in results:
        if result.outcome.code == "mortality" and result.statistic == "count":
            if dead is not None and _is_cause(sheet, dead, result):
                continue
            dead = result
        kept.append(result)
    return kept


def _is_cause(sheet: Sheet, dead: ResultFound, result: ResultFound) -> bool:
    groups = {r.group.value if r.group else None for r in (dead, result)}
    fewer = dead.figure.start < result.figure.start and result.value <= dead.value
    return fewer and len(groups) == 1 and bool(_OF_CAUSE.match(sheet.text, result.figure.end))


def without_repeats(results: list[ResultFound]) -> list[ResultFound]:
    """Each figure of an outcome, time and group once; told in a table and in the text it is one."""
    kept: dict[tuple[str, float | None, str | None, int, str, float], ResultFound] = {}
    for result in results:
        kept.setdefault(result.key, result)
    return list(kept.values())


def with_arms(sheet: Sheet, results: list[ResultFound]) -> list[ResultFound]:
    """The results of a sentence, with the arms of one group told apart by name where their figures are equal: two doses, both 36%."""
    settled: list[ResultFound] = []
    names: dict[tuple[object, ...], list[str]] = {}
    for result in results:
        if result.group is None:
            settled.append(result)
            continue
        told = names.setdefault(result.key, [])
        unnamed = (
            result.group.rule == "results.other_group"
        )  # each is of an arm of its own: '低剂量80%、中剂量80%,安慰剂33%'
        name = str(result.figure.start) if unnamed else sheet.text[result.group.start : result.group.end]
        if name not in told:
            told.append(name)
        settled.append(replace(result, arm=told.index(name)))
    return settled
