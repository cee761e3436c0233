"""The values that stages hand to each other: documents, passages, the matching view, mentions' spans, readings.

Frozen and free of behaviour beyond looking things up. Table rows are not here: their shape is in `pipeline.schemas`.
"""

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar, dataclass_transform

Row = dict[str, Any]
T = TypeVar("T")


@dataclass_transform(frozen_default=True)
def record(made: type[T]) -> type[T]:
    """A dataclass that is never changed: mypy sees to it. Not frozen at run time, for that triples the time to make one."""
    return dataclass(slots=True, unsafe_hash=True)(made)


@dataclass(slots=True, order=True, unsafe_hash=True)
class Span:
    """A half open range [start, end) of Unicode code points in a document's text.

    Never changed; not frozen, for that triples the time to make one, and every field of every row has its own.
    """

    start: int
    end: int

    def covers(self, other: "Span") -> bool:
        return self.start <= other.start and other.end <= self.end


@dataclass(frozen=True, slots=True)
class Document:
    """One raw file as text with what the page says of itself. `text` is what every offset points into."""

    doc_id: str
    sha256: str
    media_type: str
    encoding: str | None
    text: str
    title: str | None = None
    publisher: str | None = None
    published_on: date | None = None
    source_url: str | None = None


@record
class Passage:
    """A piece of a document that is told as one: a paragraph, a heading, a table row, a reference.

    `start`, `end`: code points into the document's text. `view_start`, `view_end`: places in the matching view.
    `kind`: as in the `passages` table. `language`: zh-Hans, zh-Hant or ja (never undetermined: it inherits).
    """

    ordinal: int
    kind: str
    language: str
    start: int
    end: int
    view_start: int
    view_end: int


@dataclass(frozen=True, slots=True)
class MatchingView:
    """The document as rules see it: Simplified Chinese (Japanese left Japanese), half width, dirt taken out.

    `text[i]` was read from the document's code point `sources[i]`; `sources` has one entry more than `text` has
    characters (the end). A match `text[i:j]` is the document's slice `span(i, j)`.
    """

    text: str
    sources: Sequence[int]

    def span(self, start: int, end: int) -> Span:
        """The document's slice behind `text[start:end]` (at least one character)."""
        return Span(*self.place(start, end))

    def place(self, start: int, end: int) -> tuple[int, int]:
        """The same, its start and its end."""
        return self.sources[start], self.sources[end - 1] + 1


@dataclass(frozen=True, slots=True)
class Page:
    """A document cut into passages, with its matching view: all that extraction looks at."""

    document: Document
    language: str
    commercial: Span | None  # the words that show that the page sells; None where it does not
    passages: tuple[Passage, ...]
    view: MatchingView

    def passage_at(self, view_offset: int) -> Passage | None:
        """The passage that holds a place of the view; None between passages."""
        index = bisect_right([p.view_start for p in self.passages], view_offset) - 1
        if index < 0 or view_offset >= self.passages[index].view_end:
            return None
        return self.passages[index]


@dataclass(frozen=True, slots=True)
class Reading:
    """All that was read from one document: rows by table name, and the rows that were refused on the way.

    `rows` has the keys of `pipeline.schemas.registry.READ_TABLES`; a row has exactly its table's columns.
    `refused` holds rows of the `quarantine` table (without `seen_at`).
    """

    doc_id: str
    rows: Mapping[str, Sequence[Row]]
    refused: Sequence[Row]
