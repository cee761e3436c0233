"""Whether a page sells, stores or advertises what it tells of: the first words that show it."""

import re
from collections.abc import Sequence

from pipeline.lexicon.page_rules import PageRule, page_rules
from pipeline.normalize.passages import Piece
from pipeline.records import Span

_ENOUGH = 2
_WARNING, _OFFICE = "warning", "office"
_SENTENCE_SIGNS = "。!?;\n"


def find_commercial(pieces: Sequence[Piece]) -> Span | None:
    """The words that show that the page sells; None where too little shows it.

    One rule of full weight shows it, or two different rules of half weight. The words are the first of the weightiest. What an
    authority puts on its own page sells nothing, whatever prices it names.
    """
    found: dict[str, tuple[int, Span]] = {}
    told = [(piece, rule) for piece in pieces for rule in piece.rules["commercial"]]
    if any(rule.code == _OFFICE and rule.regex.search(piece.folded) for piece, rule in told):
        return None
    for piece, rule in told:
        if rule.code is not None or rule.id in found:
            continue
        match = next((m for m in rule.regex.finditer(piece.folded) if not _is_warned_of(piece.folded, m)), None)
        if match is not None:
            found[rule.id] = (rule.weight, Span(piece.start + match.start(), piece.start + match.end()))
    if sum(weight for weight, _ in found.values()) < _ENOUGH:
        return None
    heaviest = max(weight for weight, _ in found.values())
    return min(span for weight, span in found.values() if weight == heaviest)


def _is_warned_of(text: str, match: re.Match[str]) -> bool:
    """Whether the sentence around a match warns of sellers: a page that does so is none of them."""
    start = max(text.rfind(sign, 0, match.start()) for sign in _SENTENCE_SIGNS) + 1
    ends = [place for sign in _SENTENCE_SIGNS if (place := text.find(sign, match.end())) >= 0]
    sentence = text[start : min(ends, default=len(text))]
    return any(rule.regex.search(sentence) for rule in _warnings())


def _warnings() -> list[PageRule]:
    return [rule for rule in page_rules("commercial") if rule.code == _WARNING]
