"""The sections of a page that reproduces one paper: its abstract, its methods, its results.

There all is told of the paper's own study, whatever else introduction and discussion tell of. A page that gives only abstracts
has no such body: `pipeline.extract.accounts` follows their labels (目的, 方法, 结果) by itself.
"""

import re
from dataclasses import dataclass

from pipeline.extract.sheet import Sheet

_NUMBER = r"(?:[0-9]{1,2}|[一二三四五六七八九十]{1,2}|[IVX]{1,3})[ .、:)]*"
_METHODS = (
    r"(?:一般)?(?:资料|对象|材料|病例|患者|方法)(?:与|和|及)(?:方法|对象|资料)|临床资料|一般资料|研究对象|研究方法|病例资料"
    r"|(?:対象|材料|患者|資料)(?:と|および|・)方法|方法と対象|対象|方法|(?:試験|研究|治験)の?(?:概要|方法|デザイン)"
    r"|(?:Patients|Materials|Subjects)(?: and methods)?|Methods?"
)
_RESULTS = r"(?:研究|治疗|试验|観察)?(?:结果|結果|成績)(?:与分析)?|研究成果|Results?"
_AFTER = r"讨论|考察|结论|結論|小结|结语|結語|分析与讨论|おわりに|まとめ|Discussion|Conclusions?|参考文献|引用文献|文献|References|利益冲突|謝辞|致谢"


def _head(words: str) -> re.Pattern[str]:
    """A head stands alone in its line, or numbered before what it heads ('2 结果  见表1')."""
    return re.compile(
        rf"(?:{_NUMBER})?[【\[■●◆▼○]?\s?(?:{words})[】\]]?(?:\([^()]{{1,8}}\))?\s?:?$|{_NUMBER}(?:{words})(?=\s{{2}}|[:。])",
        re.IGNORECASE,
    )


_HEADS = {"methods": _head(_METHODS), "results": _head(_RESULTS), "after": _head(_AFTER)}


_ABSTRACT = re.compile(
    r"[【\[(<〔]?(?:中文)?(?:摘 ?要|要 ?旨|抄 ?録|概 ?要|目 ?的|方 ?法|对 ?象|対 ?象|结 ?果|結 ?果|结 ?论|結 ?論|背 ?景|Abstract|Objectives?"
    r"|Background|Methods?|Results?|Conclusions?)[】\])>〕]?(?:[::\s]|(?<=[】\])>〕]))",
    re.IGNORECASE,
)
_NUMBERED = re.compile(
    r"(?P<number>\d{1,2}|[一二三四五六七八九十])(?: ?[.、:)] ?| )(?=[一-鿿ァ-ヶA-Z])(?!个月|例|名|周|天|年|月)"
)
_NUMERALS = {numeral: value for value, numeral in enumerate("一二三四五六七八九十", 1)}


@dataclass(frozen=True, slots=True)
class Paper:
    """The passages of a page's one paper that tell of its own study: abstract, methods [methods, results), results [results, end)."""

    abstract: frozenset[int]
    methods: int
    results: int
    end: int

    def holds(self, passage: int) -> bool:
        return passage in self.abstract or self.methods <= passage < self.end


def find_paper(sheet: Sheet) -> Paper | None:
    """The sections of the one paper of a page; None where the page reproduces none, or the parts of several."""
    passages = sheet.page.passages
    found: dict[str, list[int]] = {name: [] for name in _HEADS}
    for index, passage in enumerate(passages):
        for name, pattern in _HEADS.items():
            if pattern.match(sheet.text, passage.view_start, passage.view_end):
                found[name].append(index)
    if len(found["methods"]) != 1 or len(found["results"]) > 1:
        return None
    methods, results = found["methods"][0], (found["results"] or found["methods"])[0]
    if methods > results:
        return None
    after = [index for index in found["after"] if index > results] + _next_number(sheet, results)
    if not after and not found["results"]:
        return None
    labelled = (i for i in range(methods) if _ABSTRACT.match(sheet.text, passages[i].view_start, passages[i].view_end))
    return Paper(frozenset(labelled), methods, results, min(after, default=len(passages)))


def _next_number(sheet: Sheet, head: int) -> list[int]:
    """The passage that bears the number after a head's own: '3 讨论', '4.今後の予定' behind '2 结果', '3.結果'."""
    number = _number(sheet, head)
    if number is None:
        return []
    following = (number[0] + 1, number[1])
    return [i for i in range(head + 1, len(sheet.page.passages)) if _number(sheet, i) == following][:1]


def _number(sheet: Sheet, index: int) -> tuple[int, bool] | None:
    """The number of the section that a passage heads, and whether it is a Chinese numeral; '2.1' heads a part of one."""
    passage = sheet.page.passages[index]
    match = _NUMBERED.match(sheet.text, passage.view_start, passage.view_end)
    if match is None or passage.kind not in {"heading", "paragraph"}:
        return None
    numeral = match["number"]
    return (int(numeral), False) if numeral.isdecimal() else (_NUMERALS[numeral], True)
