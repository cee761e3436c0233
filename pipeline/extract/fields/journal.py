"""The journal that an account names for its study: in book-title marks, or by a Latin title beside the year or the words of publication.

Journals of the reference list are `pipeline.extract.citations`; which Latin words are a journal's title is data (`lexicon/page/journals.yaml`).
"""

import re

from pipeline.extract.accounts.account import Account
from pipeline.extract.mentions.found import Found
from pipeline.extract.mentions.sentences import Stretch
from pipeline.extract.mentions.sheet import Sheet
from pipeline.lexicon.page_rules import page_rules

IN_MARKS = re.compile(r"[《〈](?P<name>[^《》〈〉]{3,60})[》〉]")
_CALLED_SO = re.compile(r"杂志|学报|医学|期刊|[A-Za-z]{4}|科学|柳叶刀|自然|细胞|新英格兰|中华|中国")
_NO_JOURNAL = re.compile(r"专利|方法|共识|指南|报告|疗效|治疗|移植|干细胞移植")
_LATIN = re.compile(r"[A-Z](?<![A-Za-z][A-Z])[A-Za-z]+\.?(?: (?:&|[A-Za-z]+\.?)){0,7}")
# '(Ann Rheum Dis,2017)', '2020年のBrain', 'Lancet 2010年': a title alone may be a word of English ('Cell', 'Lupus')
_YEAR_BESIDE = r"(?:19|20)\d\d年?"
_BEFORE = re.compile(rf"(?:{_YEAR_BESIDE}[^,。;]{{0,4}}|(?:发表|登载|刊登|刊载|登)(?:在|于)?\s?)[,、(《\s]*$")
_BEHIND = re.compile(
    rf"[)》]?[,、.\s]*(?:誌|志|杂志)?(?:[,、(\s]*(?:の)?{_YEAR_BESIDE}|[,、(\s]*(?:发表|刊登|に?掲載|に(?:載|発表|報告)))"
)
_PERSON = re.compile(r"[A-Z][a-z]+(?:-[A-Z][a-z]+)? [A-Z]{1,3}")  # 'Xu J 2012': an author, no journal
_FURTHEST = 14
_OPENING = 3


def read_journal(sheet: Sheet, account: Account) -> Found | None:
    """The journal, as it is printed; None where the account names none."""
    for stretch in [*account.lead, *account.sentences]:
        for match in IN_MARKS.finditer(sheet.text, stretch.start, stretch.end):
            if _CALLED_SO.search(match["name"]) and not _NO_JOURNAL.search(match["name"]):
                return Found(match["name"], match.start("name"), match.end("name"), "design.journal")
    for stretch in [*account.lead, *account.sentences[:_OPENING]]:
        found = _by_latin_title(sheet, stretch)
        if found is not None:
            return found
    return None


def _by_latin_title(sheet: Sheet, stretch: Stretch) -> Found | None:
    text = sheet.text
    for match in _LATIN.finditer(text, stretch.start, stretch.end):
        before = text[max(stretch.start, match.start() - _FURTHEST) : match.start()]
        if not (_BEFORE.search(before) or _BEHIND.match(text, match.end(), stretch.end)):
            continue
        name = match.group().rstrip(".")
        if not _PERSON.fullmatch(name) and any(rule.regex.search(name) for rule in page_rules("journals")):
            return Found(name, match.start(), match.start() + len(name), "design.journal_title")
    return None
