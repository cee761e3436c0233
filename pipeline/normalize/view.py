"""Builds the matching view: the folded passages one after another, dirt left out, each character with its source."""

from collections.abc import Sequence

from pipeline.normalize.dirt import changes
from pipeline.normalize.passages import TABLE_HEADER, TABLE_ROW, Piece
from pipeline.records import MatchingView, Passage

_BETWEEN = "\n"


def build_view(pieces: Sequence[Piece]) -> tuple[tuple[Passage, ...], MatchingView]:
    """The passages with their places in the view, and the view. A line end stands between two passages."""
    texts: list[str] = []
    sources: list[int] = []
    passages: list[Passage] = []
    length = 0
    for ordinal, piece in enumerate(pieces):
        if ordinal:
            texts.append(_BETWEEN)
            sources.append(pieces[ordinal - 1].end)
            length += 1
        text, places = clean(piece.folded, in_table=piece.kind in (TABLE_HEADER, TABLE_ROW), start=piece.start)
        texts.append(text)
        sources.extend(places)
        passages.append(
            Passage(ordinal, piece.kind, piece.language, piece.start, piece.end, length, length + len(text))
        )
        length += len(text)
    sources.append(pieces[-1].end if pieces else 0)
    return tuple(passages), MatchingView("".join(texts), tuple(sources))


def clean(folded: str, *, in_table: bool, start: int = 0) -> tuple[str, Sequence[int]]:
    """A folded text without its dirt, and the place of each character left in it, counted from `start`."""
    dirt = changes(folded, in_table=in_table)
    if not dirt:
        return folded, range(start, start + len(folded))
    kept: list[str] = []
    places: list[int] = []
    position = 0
    for first, end, instead in dirt:
        kept.append(folded[position:first])
        places.extend(range(start + position, start + first))
        if instead:
            kept.append(instead)
            places.append(start + first)
        position = end
    kept.append(folded[position:])
    places.extend(range(start + position, start + len(folded)))
    return "".join(kept), places
