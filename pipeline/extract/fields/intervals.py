"""How many days lie between infusions: '每周一次', '间隔7天', '2週間隔で3回', '隔日'. How often they were given is in `treatment`.

An interval of visits ('每3个月复查一次') is none of infusions.
"""

import re

from pipeline.extract.accounts.account import Account
from pipeline.extract.mentions.found import Found
from pipeline.extract.mentions.numerals import numeral_at
from pipeline.extract.mentions.sentences import Stretch
from pipeline.extract.mentions.sheet import Sheet
from pipeline.lexicon.sieve import Sieved

_DAYS = {"天": 1.0, "日": 1.0, "周": 7.0, "星期": 7.0, "週": 7.0, "月": 30.44}
_NUMBER = r"(?:\d{1,2}|[一二两三四五六七八九十])"
_SPAN = rf"{_NUMBER}? ?[个かヶカケ箇]?(?:天|日|周|週|星期|月)間?"
_ONCE = r",?(?:各|静脉|静滴|重复|回输|输注?|注射|移植|给药|打)?(?:1|一) ?[次剂针回]"
_INTERVAL = Sieved(
    rf"(?:间隔|相隔|间歇)(?:时间|期)?(?:均?为|约|是)?{_SPAN}"
    rf"|(?:每次?|两次|各次)(?:之间)?隔{_SPAN}|隔{_SPAN}(?={_ONCE}|再|重复|又|打|输|注射|给)"
    rf"|每{_SPAN}(?={_ONCE})|(?<!\d){_NUMBER} ?[かヶカケ箇]?[日週月]間?(?:間隔|おき|ごと|毎)"
    rf"|[每毎隔][天日周週月](?={_ONCE}|に?1回|,?[共連計]|ずつ)|隔[日周週](?=で|に)|[週月]に?1回|(?:1|一) ?[次针回] ?/ ?{_SPAN}"
)
_PARTS = re.compile(rf"(?P<other>隔)?(?P<n>{_NUMBER})? ?[个かヶカケ箇]?(?P<unit>天|日|周|週|星期|月)")
_OTHER_DAY = re.compile(r"(?:1|一) ?日おき")
_VISITS = re.compile(
    r"随访|复查|复诊|检测|测定|测量|评估|评价|观察|检查|门诊|抽血|来院|通院|観察|検査|評価|受診|フォロー|服|口服|内服|血浆置换|透析|住院|激素|甲氨蝶呤|环磷酰胺"
)
_GIVEN = re.compile(r"输|注射|注入|移植|静滴|点滴|静脉|给药|回输|投与|打|针|腰穿|鞘内")
_NEAR = 8


def read_interval(sheet: Sheet, account: Account) -> Found | None:
    """The days between infusions that an account states first; None where it states none."""
    for sentence in account.sentences:
        found = _in_sentence(sheet, sentence)
        if found:
            return found
    return None


def _in_sentence(sheet: Sheet, sentence: Stretch) -> Found | None:
    for match in _INTERVAL.finditer(sheet.text, sentence.start, sentence.end):
        clause = sheet.clause(match.start())
        beside = sheet.text[max(clause.start, match.start() - _NEAR) : min(sentence.end, match.end() + _NEAR)]
        days = interval_days(match.group())
        given = _GIVEN.search(sheet.text, sentence.start, sentence.end) or sheet.within(
            "route", sentence.start, sentence.end
        )
        if days is not None and given and not _VISITS.search(beside):
            return Found(days, match.start(), match.end(), "treatment.interval")
    return None


def interval_days(words: str) -> float | None:
    """The days that words of an interval name: 7 for '每周', 2 for '隔日', 14 for '間隔2週'; None where they name none."""
    if _OTHER_DAY.search(words):
        return 2.0
    match = _PARTS.search(words, words.find("/") + 1)
    if match is None:
        return None
    numeral = numeral_at(match["n"], 0) if match["n"] else None
    days = round(_DAYS[match["unit"]] * (numeral.value if numeral else 1.0), 2)
    return days * 2 if match["other"] and numeral is None else days  # '隔周' is every other week, '隔7天' is a week
