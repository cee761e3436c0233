"""Labels that promise what is not there: a mouse under 'clinical case', a '[4]' with no fourth reference."""

import re
from collections.abc import Sequence

from pipeline.dedup.account import Account
from pipeline.dedup.features import subject_of
from pipeline.dedup.flag import Flag
from pipeline.dedup.values import Row

# On the normalized text, at the start of a passage: '临床案例四:', '【案例三】', '症例2'.
_CASE_LABEL = re.compile(
    r"[\W\d_]{0,6}(?:临床|臨床|真实|成功|典型|患者|治疗)?(?:案例|病例|实例|症例|个案)(?!系列|对照|报告)"
)
# A label stands shortly above what it announces.
_PASSAGES_BACK = 6

_BRACKETED = re.compile(r"[\[［〔]\s*(\d{1,3}(?:\s*[-–~～,，、]\s*\d{1,3})*)\s*[\]］〕]")
# Japanese journals write '…である3)'.
_RAISED = re.compile(r"(?<=[぀-ヿ一-鿿%％])(\d{1,2}(?:[,，、-]\d{1,2})*)[)）]")
_LONGEST_RANGE = 30


def mislabelled(account: Account, passages: Sequence[Row]) -> list[Flag]:
    """A review or an animal study that the page announces as a clinical case. `passages`: of the document, by place."""
    subject = subject_of(account.report)
    if subject == "human":
        return []
    above = [row for row in passages if row["char_start"] <= account.start]
    for passage in reversed(above[-_PASSAGES_BACK:]):
        if _CASE_LABEL.match(passage["text_normalized"]):
            what = "a review of studies" if subject == "review" else f"an animal study ({subject})"
            label = passage["text_normalized"].strip()[:12]
            detail = f"Told under the label '{label}' of a clinical case, but it is {what}."
            return [account.flag("mislabelled_evidence", "study_type", "contradiction", detail)]
        if passage["kind"] == "heading":
            return []
    return []


def dangling_citations(document: Row, citations: Sequence[Row], passages: Sequence[Row]) -> list[Flag]:
    """Citation marks in the text whose number is not in the document's list of references.

    A page that prints no numbered list leaves nothing to hold its marks against.
    """
    text = document["text"]
    labels = {int(row["label"]) for row in citations if str(row.get("label") or "").isdigit()}
    if not labels:
        return []
    listed = [(row["char_start"], row["char_end"]) for row in citations]
    listed += [(row["char_start"], row["char_end"]) for row in passages if row["kind"] == "reference"]
    marks = [match for match in _BRACKETED.finditer(text) if not _opens_line(text, match.start())]
    if not marks:
        raised = [match for match in _RAISED.finditer(text) if not _in_brackets(text, match.start())]
        # One raised number that leads to a reference shows that the page cites so.
        marks = raised if any(labels & _numbers(match.group(1)) for match in raised) else []
    flags: list[Flag] = []
    for match in marks:
        if any(start <= match.start() < end for start, end in listed):
            continue
        missing = sorted(_numbers(match.group(1)) - labels)
        if missing:
            detail = f"The text cites reference {missing[0]}, but the list has only {len(labels)} numbered entries."
            flags.append(Flag(document["doc_id"], *match.span(), "dangling_citation", "citation", "unknown", detail))
    return flags


def _numbers(mark: str) -> set[int]:
    """The numbers of a mark: '1,3-5' is 1, 3, 4, 5. A range too long to be one is no citation: empty."""
    numbers: set[int] = set()
    for part in re.split(r"[,，、]", mark):
        ends = [int(end) for end in re.findall(r"\d+", part)]
        if ends[-1] - ends[0] > _LONGEST_RANGE:
            return set()
        numbers.update(range(ends[0], ends[-1] + 1))
    return numbers


def _opens_line(text: str, start: int) -> bool:
    """'[1] First point': a number that opens a line counts points or references, it cites nothing."""
    return not text[text.rfind("\n", 0, start) + 1 : start].strip()


def _in_brackets(text: str, start: int) -> bool:
    """Whether a bracket before this place is still open: '(10例中5)' cites nothing."""
    line = text[text.rfind("\n", 0, start) + 1 : start]
    return len(re.findall(r"[(（]", line)) > len(re.findall(r"(?<!\d)[)）]", line))
