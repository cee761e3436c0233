"""Why a file or a row was refused: every reason of the `quarantine` table with its sentence.

Faults of data only. Faults of ours are exceptions (`pipeline.errors`).
"""

from enum import StrEnum


class Reason(StrEnum):
    """One reason for quarantine. `sentence(...)` fills in the particulars."""

    EMPTY_FILE = "The file is empty."
    NOT_TEXT = "The file is not text: {detail}."
    UNDECODABLE = "The bytes can't be decoded as text: {detail}."
    UNREADABLE = "The file can't be read from disk: {detail}."
    UNSUPPORTED_TYPE = "Files of this type are not read yet: {detail}."
    READER_FAILED = "The reader failed on this document: {detail}."
    QUOTE_NOT_IN_TEXT = "The quote is not what stands at its place in the document."
    QUOTE_LACKS_VALUE = "The quote does not hold the value of {detail}."
    QUOTE_NEGATED = "The quote says the opposite of the value of {detail}."
    SCHEMA = "The row breaks a rule of its table: {detail}."
    ORPHAN = "The row belongs to a row that was itself refused: {detail}."

    def sentence(self, detail: str = "") -> str:
        """The reason as one plain English sentence."""
        return self.value.format(detail=detail)


def refused_file(doc_id: str, reason: str) -> dict[str, str | None]:
    """The quarantine row of a whole file, with the sentence of its reason."""
    return {"doc_id": doc_id, "entity": "file", "entity_id": None, "reason": reason, "row": None}
