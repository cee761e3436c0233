"""The phase of a trial as pages write it: 'Ⅱa期', '第I/II相', 'Phase 2b', '二期b', 'フェーズ1/2', 'P2試験'; not the stage of a disease ('CKD 3期').

The same words in a quote are read again by `phase_code`.
"""

import re
from collections.abc import Iterator

from pipeline.extract.mentions.found import Found
from pipeline.extract.mentions.sheet import Sheet
from pipeline.schemas.reports import PHASES

_LETTER = r" ?[abAB](?![A-Za-z])"
_NUMBER = rf"(?:IV|I{{1,3}}|Ⅰ|Ⅱ|Ⅲ|Ⅳ|[1-4](?!\d)|一|二|三|四)(?:{_LETTER})?"
_NUMBERS = rf"{_NUMBER}(?:期|相)?(?: ?[/~-] ?{_NUMBER})?"
_TRIAL = r"临床|试验|研究|開|开放|双盲|单盲|随机|单臂|单组|单中心|多中心|前瞻|安慰剂|試験|治験|臨床|臨試|医師主導|企業治験|RCT"
_MADE_KNOWN = r"揭盲|读出|公布|公告|启动|入组|收案|做完了|完成了|没(?:有)?达到|未达到?|失败"  # '三期今年8月揭盲', '二期2022年就公布了'
_PHASE = re.compile(
    rf"第 ?(?P<ja>{_NUMBERS}) ?(?:相|阶段(?=.{{0,4}}(?:{_TRIAL})))(?P<ja_letter>[ab](?![A-Za-z]))?"
    rf"|(?<![A-Za-z\d.-])(?!(?<=\d,)[1-4])(?:第 ?)?(?P<zh>{_NUMBERS}) ?期(?P<zh_letter>[abAB](?![A-Za-z]))?"
    rf"(?:(?=(?P<trial>[^,。;\n]{{0,10}}?(?:{_TRIAL})))|(?=(?!杂志|期刊)[^,。;\n]{{0,14}}?(?:{_MADE_KNOWN}))|(?= ?[A-Z]{{3}})"
    rf"|(?=\s*(?:[,、。;:)(/|]|$|的|\d{{1,4}} ?[人例名位个])))"
    rf"|(?:[Pp]hase|PHASE|フェーズ|フェイズ)[ -]?(?P<latin>{_NUMBERS})"
    rf"|(?<![A-Za-z\d.])P(?P<short>[1-4](?:/[1-4])?[ab]?)(?= ?(?:試験|治験|试验|臨床|临床))"
)
_WORD = re.compile("期|相|hase|HASE|フェ|P[1-4]|阶段")  # few sentences have it, and to look for it is far faster
_NOT_PHASE = re.compile(
    r"(?:肾病|肾炎|终末|稳定|活动|进展|失代偿|代偿|晚|早|缓解|CKD|CKD ?G|癌|瘤|急性|慢性|分|病|症|褥疮|压疮|坏死|"
    r"Stage|stage|Ficat|ARCO|Hoehn|Yahr|GOLD|K-L|KL|分类|分级|疗程|脑死|生长|[级度型]|[一二三四1-4][到至])\s?(?:为|是|属)?\s?$"
)
_ITERATION = re.compile(r"(?:项目|工程|杂志|学报|卷|年|第\d+卷)[ ,]?(?:第 ?)?$")
_STAGE_OF = 4
_SCALE = re.compile(
    r"(?:GOLD|NYHA|Fontaine|Rutherford|Ficat|ARCO|分类|分類|分级|分期|病期|ステージ|重症度)[^。;\n]{0,36}$"
)
_SCALE_REACH = 46
_NUMERALS = {
    "Ⅰ": "1",
    "Ⅱ": "2",
    "Ⅲ": "3",
    "Ⅳ": "4",
    "IV": "4",
    "III": "3",
    "II": "2",
    "I": "1",
    "一": "1",
    "二": "2",
    "三": "3",
    "四": "4",
}


def phase_in(sheet: Sheet, start: int, end: int) -> str | None:
    """The phase named first in [start, end)."""
    return next((str(found.value) for found in phases_in(sheet, start, end)), None)


def phases_in(sheet: Sheet, start: int, end: int) -> Iterator[Found]:
    """The phases named in [start, end), each by its code."""
    if not _WORD.search(sheet.text, start, end):
        return
    for match in _PHASE.finditer(sheet.text, start, end):
        before = sheet.text[max(0, match.start() - 8) : match.start()]
        if match["zh"] and (_NOT_PHASE.search(before) or _ITERATION.search(before) or _is_stage(sheet, match)):
            continue
        yield Found(_code(match), match.start(), match.end(), "design.phase")


def _is_stage(sheet: Sheet, match: re.Match[str]) -> bool:
    """'3期狼疮肾炎患者', 'Ⅲ期压疮的研究', 'GOLD分类はⅡ期6名、Ⅲ期12名': a disease stands where a trial would."""
    if _SCALE.search(sheet.text, max(0, match.start() - _SCALE_REACH), match.start()):
        return True
    if re.match(
        r"[^,。;]{0,6}?(?:患者|病人|压疮|褥疮|疾病)(?!.{0,4}(?:随机|试验))", sheet.text[match.end() : match.end() + 16]
    ):
        return True
    near = sheet.within("condition", match.end(), match.end() + _STAGE_OF)
    return bool(near) and ":" not in sheet.text[match.end() : near[0].start] and match["trial"] is None


def phase_code(quote: str) -> str | None:
    """The phase that a quote names by itself: '第Ⅱa期' → 2a; None where it names none."""
    match = _PHASE.search(quote)
    return _code(match) if match else None


def _code(match: re.Match[str]) -> str:
    """'Ⅱa' → 2a, 'Ⅰ/Ⅱ' → 1/2, '二期b' → 2b."""
    words = match["ja"] or match["zh"] or match["latin"] or match["short"]
    code = re.sub(r"[ 期相]", "", words).replace("~", "/").replace("-", "/")
    for numeral in sorted(_NUMERALS, key=len, reverse=True):
        code = code.replace(numeral, _NUMERALS[numeral])
    code = code.lower() + (match["ja_letter"] or match["zh_letter"] or "").lower()
    return code if code in PHASES else re.sub(r"[ab]", "", code)
