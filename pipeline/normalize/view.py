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
        text, places = _clean(piece)
        texts.append(text)
        sources.extend(piece.start + place for place in places)
        passages.append(
            Passage(ordinal, piece.kind, piece.language, piece.start, piece.end, length, length + len(text))
        )
        length += len(text)
    sources.append(pieces[-1].end if pieces else 0)
    return tuple(passages), MatchingView("".join(texts), tuple(sources))


def _clean(piece: Piece) -> tuple[str, Sequence[int]]:
    """A passage's text in the view and the place of each of its characters in the passage."""
    dirt = changes(piece.folded, in_table=piece.kind in (TABLE_HEADER, TABLE_ROW))
    if not dirt:
        return piece.folded, range(len(piece.folded))
    kept: list[str] = []
    places: list[int] = []
    position = 0
    for start, end, instead in dirt:
        kept.append(piece.folded[position:start])
        places.extend(range(position, start))
        if instead:
            kept.append(instead)
            places.append(start)
        position = end
    kept.append(piece.folded[position:])
    places.extend(range(position, len(piece.folded)))
    return "".join(kept), places
