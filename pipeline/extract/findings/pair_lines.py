"""Two groups named side by side on a line of their own, over lines with two figures each: a table that was typed, not ruled.

'　　　投与20人　標準治療10人' over '180日の死亡　　5人　4人': the first figure of each line is the first group's. A line of prose, or one
that names a group itself, ends it.
"""

import re
from dataclasses import replace

from pipeline.extract.mentions.found import Found, ResultFound
from pipeline.extract.mentions.sentences import Stretch
from pipeline.extract.mentions.sheet import Sheet

_SIZE = r"\s?\(?\s?(?:[nN]\s?=\s?)?(?:\d{1,4}\s?(?:人|名|例|位)?)?\s?\)?"
_CONTROL = (
    r"(?:標準治療|標準療法|通常治療|従来治療|対照|プラセボ|偽薬|コントロール|非投与|非移植|未投与|生理食塩水|食塩水|薬物療法"
    r"|对照|安慰剂|常规治疗|常规|标准治疗|盐水|生理盐水|未治疗|非移植)[群组]?"
)
_TREATED = r"(?:細胞|幹細胞|投与|移植|実薬|治療|MSC|本剤|干预|治疗|细胞|干细胞|试验|观察|移植)[群组]?"
_LINE = re.compile(
    rf"[\s|:・]*(?:(?P<first>{_TREATED}){_SIZE}\s+[|/]?\s*{_CONTROL}{_SIZE}|(?P<second>{_CONTROL}){_SIZE}\s+[|/]?\s*{_TREATED}{_SIZE})[\s|]*"
)
_LINES_BELOW = 8
_LONGEST_LINE = 60
_TOLD_END = ("。", ";", "!", "?")


def groups_over(sheet: Sheet, sentence: Stretch) -> tuple[str, str] | None:
    """The two groups of the line over a line of figures, in their order; None where there is no such line."""
    for index in range(sentence.passage - 1, max(-1, sentence.passage - 1 - _LINES_BELOW), -1):
        passage = sheet.page.passages[index]
        if passage.view_end - passage.view_start > _LONGEST_LINE:
            return None
        match = _LINE.fullmatch(sheet.text, passage.view_start, passage.view_end)
        if match:
            return ("treatment", "control") if match["first"] else ("control", "treatment")
        if sheet.text[: passage.view_end].rstrip().endswith(_TOLD_END):
            return None
    return None


def in_columns(sheet: Sheet, sentence: Stretch, results: list[ResultFound]) -> list[ResultFound]:
    """Two figures of one outcome, told of no group on a line below two groups, are theirs in their order."""
    if len(results) != 2 or any(result.group for result in results):
        return results
    first, second = results
    gap = sheet.text[first.figure.end : second.figure.start]
    if first.outcome.start != second.outcome.start or gap.strip(" |\t"):
        return results
    groups = groups_over(sheet, sentence)
    if groups is None:
        return results
    return [
        replace(result, group=Found(code, result.figure.start, result.figure.end, "results.line_of_groups"))
        for result, code in zip(results, groups, strict=True)
    ]
