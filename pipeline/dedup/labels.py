"""Labels that promise what is not there: a mouse under 'clinical case', a '[4]' with no fourth reference."""

import re
from collections.abc import Sequence

from pipeline.dedup.account import Account
from pipeline.dedup.features import subject_of
from pipeline.dedup.flag import Flag
from pipeline.dedup.values import Row
from pipeline.extract.mentions.citation_marks import find_citation_marks

# On the normalized text, at the start of a passage: '临床案例四:', '【案例三】', '症例2'.
_CASE_LABEL = re.compile(
    r"[\W\d_]{0,6}(?:临床|臨床|真实|成功|典型|患者|治疗)?(?:案例|病例|实例|症例|个案)(?!系列|对照|报告)"
)
# A label stands shortly above what it announces.
_PASSAGES_BACK = 6


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
    labels = {str(row["label"]) for row in citations if str(row.get("label") or "").isdigit()}
    if not labels:
        return []
    listed = [(row["char_start"], row["char_end"]) for row in citations]
    listed += [(row["char_start"], row["char_end"]) for row in passages if row["kind"] == "reference"]
    flags: list[Flag] = []
    for start, end, told in find_citation_marks(document["text"], labels):
        if any(first <= start < last for first, last in listed):
            continue
        missing = [label for label in told if label not in labels]
        if missing:
            detail = f"The text cites reference {missing[0]}, but the list has only {len(labels)} numbered entries."
            flags.append(Flag(document["doc_id"], start, end, "dangling_citation", "citation", "unknown", detail))
    return flags
