"""The value that every check of this part returns: one thing that does not agree, and where it stands."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Flag:
    """One discrepancy. `kind` and `cause`: as in the vocabulary. [start, end): code points of the document's text."""

    doc_id: str
    start: int
    end: int
    kind: str
    field: str
    cause: str
    detail: str
    report_id: str | None = None  # the report that it is of; None where it is the document's alone
