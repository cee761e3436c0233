"""Words in the other Chinese script spliced into a text: the trace of a page put together or half converted.

Which characters tell the scripts apart is `pipeline.normalize.language`'s knowledge. Japanese is left alone, and so
are references, whose titles are quoted as printed.
"""

import re
from collections.abc import Sequence

from pipeline.dedup.flag import Flag
from pipeline.dedup.values import Row
from pipeline.normalize.language import SIMPLIFIED, TRADITIONAL, signs

_CLAUSE = re.compile(r"[^，。；：、,;:！!？?…\n]+")
# Written in Hong Kong as in Simplified text: they tell nothing.
_SHARED = frozenset("着吓疱")
_PROSE = frozenset({"heading", "paragraph", "list_item"})


def spliced_script(document: Row, passages: Sequence[Row]) -> list[Flag]:
    """A flag for each clause of Chinese prose that holds characters of the script that its passage is not in."""
    flags: list[Flag] = []
    for passage in passages:
        if passage["kind"] not in _PROSE or passage["language"] not in (SIMPLIFIED, TRADITIONAL):
            continue
        text = document["text"][passage["char_start"] : passage["char_end"]]
        strangers = signs(text)
        if not (strangers.simplified if passage["language"] == TRADITIONAL else strangers.traditional):
            continue
        for clause in _CLAUSE.finditer(text):
            foreign = _foreign(clause.group(), passage["language"])
            if foreign:
                start = passage["char_start"] + clause.start()
                flags.append(_flag(document["doc_id"], start, clause.group(), foreign, passage["language"]))
    return flags


def _foreign(words: str, language: str) -> str:
    """The characters that the language's script does not write, in order."""
    if language == TRADITIONAL:
        return "".join(sign for sign in words if sign not in _SHARED and signs(sign).simplified)
    return "".join(sign for sign in words if signs(sign).traditional)


def _flag(doc_id: str, start: int, words: str, foreign: str, language: str) -> Flag:
    other, own = ("Simplified", "Traditional") if language == TRADITIONAL else ("Traditional", "Simplified")
    detail = f"{other} characters ({foreign}) stand in {own} Chinese text."
    return Flag(doc_id, start, start + len(words), "mixed_script", "text", "script_damage", detail)
