"""The year that an account names for its study: of publication first, of the study else.

Told where the study is introduced, behind its results, by 'the same year', or in the head of the page that reproduces the paper. Years of a
diagnosis, of an approval or of the page itself are not the study's.
"""

import re
from collections.abc import Sequence

from pipeline.extract.accounts.account import Account
from pipeline.extract.fields.journal import IN_MARKS
from pipeline.extract.mentions.found import Found
from pipeline.extract.mentions.quantity import Quantity
from pipeline.extract.mentions.sentences import Stretch
from pipeline.extract.mentions.sheet import Sheet

_ISSUE = re.compile(r"\d\s?期|第\s?\d+\s?卷|Vol|Issue|No\.|doi|DOI|Published|出版|\d+\(\d+\)|;\s?\d+|发表|巻|号")
_VOLUME = re.compile(r"年?\s?[;,:]\s?\d{1,4}\s?(?:\(\d|[:,]\s?[A-Za-z]?\d|-\d)")  # 'Hepatol Int 2021; 15: 1431'
_LONGEST_BYLINE = 60
_FULL_DATE = re.compile(r"\d{4} ?[-./年] ?\d{1,2} ?[-./月] ?\d{1,2}日?")
_SAME_YEAR = re.compile(r"同年|同一年|另一篇|另一项|另一则|同じ年|同年に")
_OWN_RESULTS = re.compile(
    r"(?:この|これらの|本|以上の)(?:成績|結果|研究|試験|内容|データ)|(?:该|本|这项|此项|上述|以上)?(?:研究|试验|结果|成果|数据|论文)(?:已|于|在|发表|见于|刊登|的论文)"
)
_LONGEST_BRACKET = 24
_NEAR_YEAR = 20
_IN_BRACKETS = re.compile(
    r"\((?:[A-Z][A-Za-z]+[^()\d]{0,14}|[^()\d]{0,10})?(?:19|20)\d\d年?(?:の?(?:発表|報告|公表|論文)|发表|报道|报告|做完|完成)?[^()]{0,4}\)"
)
_SEARCHED = re.compile(r"检索|检视|搜寻|搜索|查找|検索|探索|search|数据库|资料库|データベース|文献", re.IGNORECASE)
_TO = re.compile(
    r"[至到止]\s?(?:19|20)|(?:19|20)\d\d年?(?:\d{1,2}月)?(?:\d{1,2}日)?(?:末|底)?(?:まで|以前|之前|为止|前|の時点|時点)"
)
_FORECAST = re.compile(r"预计|预期|将达|将于|推計|推计|見込|まで(?:に|募集|続)|予定")


def read_year(sheet: Sheet, account: Account) -> Found | None:
    """The year that the account names for the study: of publication first, of the study else."""
    near = [*account.lead, *_opening(account)]
    candidates = []
    for order, stretch in enumerate(near):
        for quantity in sheet.numbers(("year", "date"), stretch.start, stretch.end):
            if _is_other_year(sheet, stretch, quantity.start) or _is_of_page(sheet, account, stretch, quantity):
                continue
            clause = sheet.clause(quantity.start)
            reach = _until_next_year(sheet, stretch, quantity.end)
            published = sheet.has("cue", "publication", quantity.start, reach) or bool(
                IN_MARKS.search(sheet.text, clause.start, reach) or _VOLUME.match(sheet.text, quantity.number_end)
            )
            own = stretch in account.sentences
            candidates.append((not published, not own, order, quantity))
    if not candidates:
        return _year_told_last(sheet, account) or _year_above(sheet, account) or _year_of_paper(sheet, account)
    quantity = min(candidates, key=lambda candidate: candidate[:3])[3]
    return Found(int(quantity.value), quantity.start, quantity.number_end, quantity.rule)


def _year_told_last(sheet: Sheet, account: Account) -> Found | None:
    """'この成績は2022年の学会で発表しました', '结果发表于2022年': behind what was found, when it was made known."""
    for stretch in account.sentences[1:]:
        for quantity in sheet.numbers(("year", "date"), stretch.start, stretch.end):
            around = max(stretch.start, quantity.start - _NEAR_YEAR), min(stretch.end, quantity.end + _NEAR_YEAR)
            own = _OWN_RESULTS.search(sheet.text, stretch.start, stretch.end)
            if own and sheet.has("cue", "publication", *around) and not _is_other_year(sheet, stretch, quantity.start):
                return Found(int(quantity.value), quantity.start, quantity.number_end, quantity.rule)
    return None


def _is_of_page(sheet: Sheet, account: Account, stretch: Stretch, quantity: Quantity) -> bool:
    """'某某网 2024-12-20' on a line of its own over the text: a full date there is the page's."""
    line = sheet.passage(stretch)
    told = line.view_end - line.view_start > _LONGEST_BYLINE or sheet.text[line.view_end - 1] in "。,;"
    dated = _FULL_DATE.fullmatch(sheet.text, quantity.start, quantity.end)
    return bool(dated) and not told and stretch not in account.sentences


def _year_above(sheet: Sheet, account: Account) -> Found | None:
    """'同年Sun等…', '另一篇…': the year told last before, in the same paragraph."""
    first = account.sentences[0]
    if not _SAME_YEAR.search(sheet.text, first.start, min(first.end, first.start + 8)):
        return None
    start = sheet.passage(first).view_start
    years = sheet.numbers(("year", "date"), start, first.start)
    return Found(int(years[-1].value), years[-1].start, years[-1].number_end, years[-1].rule) if years else None


def _year_of_paper(sheet: Sheet, account: Account) -> Found | None:
    """The year in a paper's head, beside volume and issue: '2016, Vol. 42 Issue (01)', '2008年12期'."""
    if not account.paper:
        return None
    head = [p for p in sheet.page.passages[: account.sentences[0].passage] if p.view_end - p.view_start < 160]
    for passage in head[:16]:
        for quantity in sheet.numbers(("year", "date"), passage.view_start, passage.view_end):
            around = sheet.text[max(passage.view_start, quantity.start - 12) : quantity.end + 22]
            if _ISSUE.search(around):
                return Found(int(quantity.value), quantity.start, quantity.number_end, "design.year_of_issue")
    return None


def _until_next_year(sheet: Sheet, stretch: Stretch, start: int) -> int:
    """How far the words reach that may say what happened in a year: to the next year told, at most a clause and a half on."""
    later = sheet.numbers(("year", "date"), start, stretch.end)
    return min(stretch.end, start + 44, later[0].start if later else stretch.end)


def _opening(account: Account) -> Sequence[Stretch]:
    """The sentences that may date a study: those of its first paragraph, or all of a patient's story."""
    if account.story:
        return account.sentences
    first = account.sentences[0].passage
    return [s for s in account.sentences if s.passage == first or s.passage == first + 1]


def _is_other_year(sheet: Sheet, stretch: Stretch, start: int) -> bool:
    """The year of a diagnosis, of a programme's start ('早在2007年'), of an approval."""
    clause = sheet.clause(start)
    if _IN_BRACKETS.match(sheet.text, sheet.text.rfind("(", max(stretch.start, start - _LONGEST_BRACKET), start)):
        return False  # '(2021年発表)', '(Honmouら、2021)' behind whatever was said
    near = max(clause.start, start - _NEAR_YEAR), min(clause.end, start + _NEAR_YEAR)
    if sheet.has("cue", ("diagnosis", "background"), *near):
        return True
    if _FORECAST.search(sheet.text, clause.start, clause.end):
        return True
    if _SEARCHED.search(sheet.text, clause.start, clause.end) and _TO.search(
        sheet.text, max(clause.start, start - 6), min(clause.end, start + _NEAR_YEAR)
    ):
        return True  # '2022年12月まで検索し', '检索各库自建库至2022年8月的文献': how far a review looked
    return bool(
        re.search(
            r"(?:早在|自从?|从|检索到|截至|截止|直到|since)\s?$", sheet.text[max(stretch.start, start - 4) : start]
        )
    )
