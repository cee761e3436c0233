"""Whether a page sells, stores or advertises what it tells of: the first words that show it."""

from collections.abc import Sequence

from pipeline.lexicon.page_rules import page_rules
from pipeline.normalize.passages import Piece
from pipeline.records import Span

_ENOUGH = 2


def find_commercial(pieces: Sequence[Piece]) -> Span | None:
    """The words that show that the page sells; None where too little shows it.

    One rule of full weight shows it, or two different rules of half weight. The words are the first of the weightiest.
    """
    found: dict[str, tuple[int, Span]] = {}
    for piece in pieces:
        for rule in page_rules("commercial"):
            if rule.id in found:
                continue
            match = rule.regex.search(piece.folded)
            if match is not None:
                found[rule.id] = (rule.weight, Span(piece.start + match.start(), piece.start + match.end()))
    if sum(weight for weight, _ in found.values()) < _ENOUGH:
        return None
    heaviest = max(weight for weight, _ in found.values())
    return min(span for weight, span in found.values() if weight == heaviest)
