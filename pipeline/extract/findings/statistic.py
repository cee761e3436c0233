"""What kind of figure a figure is: a count, a share, a mean, a median, or the amount of a change with its sign.

The laws: people are counted; a sign makes a change ('↓69.9%'); so does a word of change right before a figure, unless it leads to a
level ('降低了8分', not '降低到8分'), or right behind it ('0.8点低下した'), or a noun of change over a row of groups ('增加值,MSC组7.2').
'Improved by' takes its sign from what is better for the outcome.
"""

import re

from pipeline.extract.findings.compared import THAN, is_compared
from pipeline.extract.findings.improved import got_better
from pipeline.extract.mentions.gap import gap_between
from pipeline.extract.mentions.places import inside
from pipeline.extract.mentions.quantity import Quantity
from pipeline.extract.mentions.sheet import Sheet, remembered
from pipeline.lexicon.load import TermHit
from pipeline.lexicon.sieve import Sieved
from pipeline.records import record

_DOWN = r"降低|下降|减少|减低|减轻|缩小|缩短|减退|下调|回落|低下|減少|軽減|短縮|縮小"
_UP = r"升高|上升|增加|提高|提升|增长|增高|延长|上昇|増加|延長|向上"
_BETTER = r"改善|好转|进步|恢复"
_SIZE = r"(?:值|量|幅度?|程度|分数|率|度)"
_ABOUT = r"(?:了|过|约|近|大约|平均|(?:分别|依次|各)[为是]|分别|中位数?|均值|达|高达|[:(\s↓↑+-])*"
_VERB = Sieved(
    rf"(?:(?P<down>{_DOWN}|[降减跌少掉](?=了)|(?<=[只仅])[降减跌少掉]|(?<=平均)[降减跌少]|跌咗|减咗|降咗)|(?P<up>{_UP}|[升增多长](?=了)|(?<=[只仅])[升增多]|(?<=平均)[升增多]|升咗)|(?P<better>{_BETTER})){_ABOUT}$"
)
_AMOUNT = Sieved(
    rf"(?P<down>(?:{_DOWN}){_SIZE}|[降减跌]幅)|(?P<up>(?:{_UP}){_SIZE}|[升增]幅)|(?P<better>(?:{_BETTER}){_SIZE})"
    r"|(?P<any>(?:(?<![无没未不])(?<!没有)(?<![无未](?:明显|显著|统计))(?<!没有(?:明显|显著))(?:变化|改变|変化)(?!不|无|[はがも]?な))(?:值|量|幅度?|率)?|差值)"
)
_BARE_VERB = re.compile(
    r"\s?(?:则|也|只|仅|就|平均|分别|各自?|约)*(?:(?P<down>[降减少掉跌缩])|(?P<up>[升增多涨长])|(?P<better>(?!)))\s?(?:约|近)?"
)
_LONGEST_BARE = 8
_SIGN = re.compile(r"(?:^|[^\d\s%)])\s?(?P<sign>[↓↑+-])\s?\(?$")  # '(↓69.9%)', '细胞组 -3.1±1.8'
_BEHIND = re.compile(
    r"\s?\)?(?:\([^()]{1,20}\))?\s?(?:の|ほど|程度|も|だけ)?\s?(?:有意に|有意な|大きく|著明に)?"
    r"(?:(?P<down>低下|減少|下降(?=し|[。)、;])|軽減|短縮|縮小|下がっ|減っ|減(?=[)。,、;]|$)|的(?:降幅|降低|下降|减少))"
    r"|(?P<up>上昇|増加|延長|向上|上がっ|増え|増(?=[)。,、])|的(?:增加|升高|提高|上升|增幅))|(?P<better>改善(?=し|さ|が|を|で|と|[。,)、;]|$)|的改善))"
)
# 'VAS比基线低2.6分', '投与前より5.2ポイント高かった': how far a figure lies from the one before treatment
_LIES = re.compile(
    r"(?:时|的|水平)?[,]?(?:平均|分别|依次|各|约|还|要|则|均|都|又|已经?){0,2}(?:(?P<down>[低少短小轻])|(?P<up>[高多长大]))(?:了|出|出了)?(?P<better>(?!))?(?:约|近|平均)?\s?"
)
_LIES_BEHIND = re.compile(
    r"(?:ほど|程度|も)?\s?(?:有意に)?(?:(?P<down>低[いくか]|少な[いくか]|短[いくか])|(?P<up>高[いくか]|多[いくか]|長[いくか]))(?P<better>(?!))?"
)
_MEDIAN = re.compile(r"中位|中央値|中間値|median", re.IGNORECASE)
_MEDIAN_BEHIND = re.compile(r"\((?:均为|皆为|为|都是)?(?P<word>中位数|中位值|中央値)[),、;]")
_MOST_POINTS = 5  # by so many points at most HbA1c falls; '下降12.6%' is a share of what it was
_FAR = 60  # so many characters from its outcome on may the word 'median' stand before a figure


@record
class Change:
    """What makes a figure the amount of a change. `sign`: 1 rose, -1 fell, 0 got better, None as the figure itself says.

    `noun`: told by a noun ('降幅', '变化值'), which heads all figures behind it.
    """

    sign: int | None
    start: int
    end: int
    noun: bool = False


@remembered
def change_of(sheet: Sheet, figure: Quantity, since: int | None = None) -> Change | None:
    """The word or sign that makes a figure the amount of a change. `since`: where its outcome's name ends, if before it."""
    text = sheet.text
    floor = max(sheet.sentence(figure.start).start, figure.start - 16)
    signed = _SIGN.search(text[max(floor, figure.start - 3) : figure.start])
    if signed:
        return Change(-1 if signed["sign"] in "↓-" else 1, figure.start - 1, figure.start)
    group = next(iter(sheet.within("group", floor, figure.start)), None)
    beside = group is not None and not text[group.end : figure.start].strip(" :(是为系有约平均达")
    bare = _bare_change(text, (group.end if group else None, since), figure.start)
    if bare:
        return bare
    word = _VERB.search(
        text[floor : group.start if group and beside else figure.start].rstrip(",")
        if beside
        else text[floor : figure.start]
    )
    if word:
        return Change(_sign(word), floor + word.start(), floor + word.end())
    behind = _BEHIND.match(text, figure.end)
    if behind:
        return Change(_sign(behind), figure.end, behind.end())
    from_before = _from_before(sheet, figure)
    if from_before:
        return from_before
    nouns = list(_AMOUNT.finditer(text, since if since is not None and since <= figure.start else floor, figure.start))
    if nouns and gap_between(sheet, nouns[-1].end(), figure.start) == 0:
        return Change(_sign(nouns[-1]), nouns[-1].start(), nouns[-1].end(), noun=True)
    return None


def _from_before(sheet: Sheet, figure: Quantity) -> Change | None:
    """'VAS比基线低2.6分', '投与前より5.2ポイント高かった': a figure set against the time before treatment."""
    points = [p for p in inside(sheet.time_points, sheet.clause(figure.start).start, figure.start) if p.anchored]
    if not points:
        return None
    point = points[-1]
    than = THAN.fullmatch(sheet.text, point.end, figure.start)
    if than:
        word = _LIES_BEHIND.match(sheet.text, figure.end)
        return Change(_sign(word), figure.end, word.end()) if word else None
    word = _LIES.fullmatch(sheet.text, point.end, figure.start) if is_compared(sheet, point) else None
    return Change(_sign(word), point.end, figure.start) if word else None


def _bare_change(text: str, starts: tuple[int | None, int | None], end: int) -> Change | None:
    """'CDAI降62.5±23.2', '对照组少1.2': one character of change right between a name and a figure."""
    for start in starts:
        word = (
            _BARE_VERB.fullmatch(text, start, end) if start is not None and 0 < end - start <= _LONGEST_BARE else None
        )
        if word:
            return Change(_sign(word), start or 0, end)
    return None


def _sign(word: re.Match[str]) -> int | None:
    told = word.groupdict()
    return -1 if told["down"] else 1 if told["up"] else 0 if told["better"] else None


def statistic_of(sheet: Sheet, outcome: TermHit, figure: Quantity, change: Change | None) -> tuple[str, int]:
    """The statistic of a figure and the sign of its value."""
    if figure.kind in {"people", "animals", "fraction"}:
        return "count", 1
    if figure.unit == "{relapses}" and figure.spread is None and figure.value.is_integer() and change is None:
        return "count", 1  # '复发1次、39次' in all; a mean of them has decimals
    if figure.kind == "percent" and got_better(sheet, figure, outcome):
        return "percent", 1
    if change is not None and (change.sign != 0 or outcome.attributes.get("better") in {"higher", "lower"}):
        sign = (1 if outcome.attributes["better"] == "higher" else -1) if change.sign == 0 else change.sign or 1
        signed = sheet.text[change.start : change.end] in {"+", "-"}
        return ("percent_change" if _is_relative(sheet, outcome, figure, signed) else "mean_change"), sign
    rates = {"rate", "symptom", "event"} | (
        {"score"} if figure.spread is None else set()
    )  # 'GMFM(42.6±11.3)%' is measured
    if figure.kind == "percent" and outcome.attributes.get("family") in rates:
        return "percent", 1
    return ("median" if _is_median(sheet, outcome, figure) else "mean"), 1


def _is_relative(sheet: Sheet, outcome: TermHit, figure: Quantity, signed: bool) -> bool:
    """Whether an amount of change is a share of what it was: '下降1.4个百分点' is not, nor is what is measured in per cent."""
    if figure.kind != "percent":
        return False
    points = sheet.text[figure.number_end : figure.end + 4]
    measured = outcome.attributes.get("unit") == "%" and outcome.attributes.get("family") == "lab"
    return not (
        "百分点" in points
        or "ポイント" in points
        or (measured and (signed or figure.spread is not None))
        or (outcome.code == "HbA1c" and figure.value <= _MOST_POINTS)
    )


def _is_median(sheet: Sheet, outcome: TermHit, figure: Quantity) -> bool:
    """'SLEDAI的中位数为', '中位EDSS评分由': the word stands before the figure, or right before the outcome's name."""
    if outcome.start > figure.start:
        return False
    if median_behind(sheet, figure):
        return True
    start = max(sheet.sentence(figure.start).start, outcome.start - 4, figure.start - _FAR)
    return bool(_MEDIAN.search(sheet.text, start, figure.start))


def median_behind(sheet: Sheet, figure: Quantity) -> tuple[int, int] | None:
    """'细胞组420米,对照组403米(中位数,P=0.057)': the word stands in brackets behind the last of figures told together."""
    sentence = sheet.sentence(figure.start)
    word = _MEDIAN_BEHIND.search(sheet.text, figure.end, min(sentence.end, figure.end + _FAR))
    if word is None or sheet.within("outcome", figure.end, word.start()):
        return None
    return word.start("word"), word.end("word")
