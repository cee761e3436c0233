"""What stands where on a page: things in order of place, asked by stretch and by code.

What the things are is for the modules that find them; a page's are gathered by `pipeline.extract.mentions.sheet`.
"""

import sys
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator
from itertools import chain
from operator import attrgetter
from typing import Generic, Protocol, TypeVar

_START_OF = attrgetter("start")
Codes = str | tuple[str, ...]


class Placed(Protocol):
    """Anything with a place in the view."""

    @property
    def start(self) -> int: ...

    @property
    def end(self) -> int: ...


P = TypeVar("P", bound=Placed)


class Places(Generic[P]):
    """Things in order of place, no two at one, with their starts apart: a page is asked thousands of times what stands where.

    Behind the last start stands one that nothing reaches, so that whoever looks for a place need not ask whether it is the end.
    """

    __slots__ = ("items", "starts")

    def __init__(self, items: Iterable[P]) -> None:
        self.items = list(items)
        self.starts = [item.start for item in self.items]
        self.starts.append(sys.maxsize)

    def __iter__(self) -> Iterator[P]:
        return iter(self.items)


class CodedPlaces(Places[P]):
    """Things that a code tells apart: terms by theirs, quantities by their kind."""

    __slots__ = ("_asked", "_by_code", "_code")

    def __init__(self, items: Iterable[P], code: Callable[[P], str]) -> None:
        super().__init__(items)
        self._code = code
        self._by_code: dict[str, list[P]] = {}  # filled when first asked for
        self._asked: dict[
            Codes, Places[P]
        ] = {}  # those of the codes that were asked for: the same few, sentence by sentence

    def coded(self, codes: Codes, start: int, end: int) -> list[P]:
        """Those of these codes that begin in [start, end), in order."""
        places = self._asked.get(codes) or self._of(codes)
        starts = places.starts  # from here as in `inside`
        first = bisect_left(starts, start)
        if starts[first] >= end:
            return []
        return places.items[first : bisect_left(starts, end, first)]

    def has(self, codes: Codes, start: int, end: int) -> bool:
        """Whether one of these codes begins in [start, end)."""
        starts = (self._asked.get(codes) or self._of(codes)).starts
        return starts[bisect_left(starts, start)] < end

    def _of(self, codes: Codes) -> Places[P]:
        """All of these codes."""
        if not self._by_code:
            for item in self.items:
                self._by_code.setdefault(self._code(item), []).append(item)
        asked = (codes,) if isinstance(codes, str) else codes
        told = [self._by_code[code] for code in asked if code in self._by_code]
        items = told[0] if len(told) == 1 else sorted(chain.from_iterable(told), key=_START_OF)
        places = self._asked[codes] = Places(items)
        return places


def inside(items: Places[P], start: int, end: int) -> list[P]:
    """Those of an ordered list that begin in [start, end)."""
    starts = items.starts
    first = bisect_left(starts, start)
    if starts[first] >= end:
        return []
    return items.items[first : bisect_left(starts, end, first)]
