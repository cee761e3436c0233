"""Readers for tests of the steps: the content of a file says what happens to it."""

import hashlib
import os
from typing import Any

from pipeline.errors import LexiconError
from pipeline.reasons import Reason
from pipeline.records import Reading
from tests.rows import TEXT, rows_of

ORDINARY = TEXT.encode()


def read(doc_id: str, content: bytes) -> Reading:
    """An ordinary small document, unless the content asks for trouble.

    'raise', 'die', 'lexicon', 'unknown column', 'mistyped', 'empty', 'bad report'; anything else is read as TEXT and
    goes into the title.
    """
    told = content.decode()
    if told == "raise":
        raise ValueError("no such\nword")
    if told == "die":
        os._exit(9)
    if told == "lexicon":
        raise LexiconError("A rule file is broken. Mend it.")
    if told == "empty":
        row: dict[str, Any] = {"doc_id": doc_id, "entity": "file", "entity_id": None, "row": None}
        return Reading(doc_id, {}, ({**row, "reason": Reason.EMPTY_FILE.sentence()},))
    rows = rows_of(doc_id)
    document = rows["documents"][0]
    del document["ingested_at"], document["duplicate_of"]
    document.update(sha256=hashlib.sha256(content).hexdigest(), title=told)
    if told == "unknown column":
        rows["arms"][0]["colour"] = "red"
    if told == "mistyped":
        rows["arms"][0]["n"] = "twenty"
    if told == "bad report":
        rows["reports"][0]["study_type"] = "tale"
    return Reading(doc_id, rows, ())
