"""Figures that do not add up: shares that no count of people gives, a count and its percentage, arms and their sum.

Exact rational arithmetic on the digits as told; a percentage may be rounded or cut off. A share may be of any group
of people that the report tells the size of, so those are tried before anything is flagged; where no size is known
nothing can be said.
"""

import math
import re
import unicodedata
from collections.abc import Sequence
from fractions import Fraction
from itertools import combinations

from pipeline.dedup.account import Account
from pipeline.dedup.figures import denominator_of, month_of
from pipeline.dedup.flag import Flag
from pipeline.dedup.values import Row

# Counted as people, not estimated over time: survival curves give percentages of no whole number.
_COUNTED = frozenset(
    {
        *("complete_remission", "partial_remission", "remission", "major_clinical_response"),
        *("partial_clinical_response", "response", "stable_or_improved", "fistula_closure"),
        *("ACR20", "ACR50", "ACR70", "insulin_independence"),
    }
)
# '213例(59%)', '20%(1/15)': a count and its percentage stand side by side.
_SIDE_BY_SIDE = 8
# '20%(1/15)' and '3/24 (12.5%)'.
_PERCENT = r"\d+(?:[.．]\d+)?"
_FRACTION = re.compile(
    rf"(?<![\d./])(?:(?P<before>{_PERCENT})\s*[%％﹪]\s*[(（]\s*)?(?P<count>\d+)\s*[/／]\s*(?P<n>\d+)"
    rf"(?![\d./／])(?(before)|\s*[例人名]?\s*[(（,，、]?\s*(?P<after>{_PERCENT})\s*[%％﹪])"
)
_NUMBER = re.compile(r"\d+(?:\.\d+)?")


def sums(account: Account) -> list[Flag]:
    """What does not add up in one report."""
    return [*_fractions(account), *_pairs(account), *_lone_percentages(account), *_arm_sizes(account)]


def share_fits(count: int, n: int, percent: str) -> bool:
    """Whether `count` of `n` is `percent`, a decimal as told, rounded or cut off at its last digit."""
    if not 0 <= count <= n:
        return False
    exact, told = Fraction(100 * count, n), Fraction(percent)
    step = Fraction(1, 10 ** len(percent.partition(".")[2]))
    return abs(exact - told) * 2 <= step or told <= exact < told + step


def percent_fits(n: int, percent: str) -> bool:
    """Whether any whole number of `n` people is `percent` of them."""
    nearest = math.floor(Fraction(percent) * n / 100)
    return any(share_fits(count, n, percent) for count in (nearest, nearest + 1))


def _fractions(account: Account) -> list[Flag]:
    """A fraction printed beside its percentage: whatever was read of them, the text itself does not add up."""
    flags: list[Flag] = []
    for match in _FRACTION.finditer(account.words):
        told = match["before"] or match["after"]
        percent = unicodedata.normalize("NFKC", told)
        count, n = int(match["count"]), int(match["n"])
        if not n or count > n or share_fits(count, n, percent):
            continue
        detail = f"{count} of {n} is {100 * count / n:.1f} %, not {percent} %."
        place = (account.start + match.start(), account.start + match.end())
        flags.append(account.flag("arithmetic", "results", "typo", detail, place))
    return flags


def _pairs(account: Account) -> list[Flag]:
    flags: list[Flag] = []
    for count, percent in _told_together(account.results):
        stated = count.get("denominator") or percent.get("denominator")
        sizes = {int(stated)} if stated else _sizes(account, count)
        told, people = _digits(percent), int(count["value"])
        if not sizes or any(share_fits(people, n, told) for n in sizes):
            continue
        n = int(stated) if stated else max(sizes)
        detail = f"{people} of {n} is {100 * people / n:.1f} %, not {told} %."
        place = (min(count["char_start"], percent["char_start"]), max(count["char_end"], percent["char_end"]))
        flags.append(account.flag("arithmetic", str(count["outcome"]), "unknown", detail, place))
    return flags


def _told_together(results: Sequence[Row]) -> list[tuple[Row, Row]]:
    """Counts with the percentage that stands beside them, of the same outcome, time and group."""
    counts = [row for row in results if row.get("statistic") == "count" and row.get("value") is not None]
    percents = [row for row in results if row.get("statistic") == "percent" and row.get("value") is not None]
    pairs: list[tuple[Row, Row]] = []
    for count in counts:
        beside = [
            percent for percent in percents if _same_thing(count, percent) and _gap(count, percent) <= _SIDE_BY_SIDE
        ]
        # Quotes that overlap do not say which percentage belongs to which count.
        if len(beside) == 1 or (beside and min(_gap(count, percent) for percent in beside) >= 0):
            pairs.append((count, min(beside, key=lambda percent: (_gap(count, percent), percent["char_start"]))))
    return pairs


def _same_thing(a: Row, b: Row) -> bool:
    return all(a.get(name) == b.get(name) for name in ("outcome", "arm_id")) and month_of(
        a.get("timepoint_months")
    ) == month_of(b.get("timepoint_months"))


def _gap(a: Row, b: Row) -> int:
    """Code points between two places; negative where they overlap."""
    return int(max(a["char_start"], b["char_start"]) - min(a["char_end"], b["char_end"]))


def _lone_percentages(account: Account) -> list[Flag]:
    paired = {id(percent) for _, percent in _told_together(account.results)}
    flags: list[Flag] = []
    for row in account.results:
        if row.get("statistic") != "percent" or row.get("value") is None or row["outcome"] not in _COUNTED:
            continue
        sizes = _sizes(account, row)
        told = _digits(row)
        if id(row) in paired or not sizes or any(percent_fits(n, told) for n in sizes):
            continue
        detail = f"No whole number of {max(sizes)} people is {told} %."
        flags.append(
            account.flag("arithmetic", str(row["outcome"]), "denominator", detail, (row["char_start"], row["char_end"]))
        )
    return flags


def _sizes(account: Account, result: Row) -> set[int]:
    """Every group of people that a share could be of; none where the size of its own group is not known."""
    own = denominator_of(result, account.arms, account.report.get("n_enrolled"))
    if own is None:
        return set()
    counts = [int(row["value"]) for row in account.results if row.get("statistic") == "count" and row.get("value")]
    stated = [int(row["denominator"]) for row in account.results if row.get("denominator")]
    arms = [int(arm["n"]) for arm in account.arms if arm.get("n")]
    # Those who responded, wholly or in part, are whom a relapse is counted of.
    joined = [a + b for a, b in combinations(counts, 2) if a + b <= own]
    return {own, *arms, *stated, *joined, *(count for count in counts if count > 1)}


def _digits(row: Row) -> str:
    """The percentage as its quote tells it, trailing zeros kept; from the value where the quote does not show it."""
    for digits in _NUMBER.findall(unicodedata.normalize("NFKC", row.get("quote") or "")):
        if float(digits) == float(row["value"]):
            return str(digits)
    return f"{float(row['value']):g}"


def _arm_sizes(account: Account) -> list[Flag]:
    sizes = [int(arm["n"]) for arm in account.arms if arm.get("n")]
    n = account.report.get("n_enrolled")
    if n is None or len(sizes) < 2 or len(sizes) < len(account.arms):
        return []
    total = sum(sizes)
    # A shortfall as large as an arm is an arm that was not read.
    if total == n or n - total >= min(sizes):
        return []
    detail = f"The arms of {' and '.join(map(str, sizes))} make {total}, not {int(n)}."
    return [account.flag("arithmetic", "n_enrolled", "unknown", detail)]
