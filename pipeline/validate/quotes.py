"""A document's quotes as they are read again: each by itself, and each once, however many fields it vouches for."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate

from pipeline.extract.mentions.quantities import find_quantities
from pipeline.extract.mentions.quantity import Quantity
from pipeline.lexicon.load import TermHit, all_terms
from pipeline.normalize.script import to_simplified
from pipeline.normalize.view import clean
from pipeline.normalize.width import fold_width


@dataclass(slots=True)
class Quote:
    """One quote. Never changed.

    `printed`: as it stands in the document; `words`: as the matching view would show it; `as_japanese`: as it would show Japanese.
    """

    printed: str
    words: str
    as_japanese: str

    @property
    def quantities(self) -> tuple[Quantity, ...]:
        return _quantities(self.words)

    def terms(self, kind: str) -> list[TermHit]:
        """Its terms, in either script: what is Japanese must not be read as Chinese only."""
        told = _terms(kind, self.words)
        return told if self.as_japanese == self.words else told + _terms(kind, self.as_japanese)

    def chinese_terms(self, kind: str) -> list[TermHit]:
        return _terms(kind, self.words)


class Quotes(dict[str, Quote]):
    """The quotes of a document, by what is printed there: all folded in one go, each made when it is first asked for."""

    def __init__(self, printed: Iterable[str]) -> None:
        super().__init__()
        told = list(dict.fromkeys(printed))
        half_width = fold_width("\n".join(told))
        simplified = to_simplified(half_width)  # no phrase that OpenCC knows runs over a line break
        ends = list(accumulate(len(quote) + 1 for quote in told))
        self._folded = {
            quote: (simplified[start : end - 1], half_width[start : end - 1])
            for quote, start, end in zip(told, [0, *ends], ends, strict=False)
        }

    def __missing__(self, printed: str) -> Quote:
        simplified, half_width = self._folded[printed]
        words = clean(simplified, in_table=False)[0]
        as_japanese = words if simplified == half_width else clean(half_width, in_table=False)[0]
        quote = self[printed] = Quote(printed, words, as_japanese)
        return quote


def read_again(printed: str) -> Quote:
    """A quote that stands alone."""
    return Quotes((printed,))[printed]


@lru_cache(maxsize=4096)
def _quantities(words: str) -> tuple[Quantity, ...]:
    return tuple(find_quantities(words))


@lru_cache(maxsize=4096)
def _terms(kind: str, words: str) -> list[TermHit]:
    """Most quotes are one term and nothing else: only the others are searched."""
    whole = all_terms().whole(kind, words)
    return _all_terms(words).get(kind, []) if whole is None else whole


@lru_cache(maxsize=4096)
def _all_terms(words: str) -> dict[str, list[TermHit]]:
    """The terms of all kinds: who asks for one asks for another."""
    return all_terms().find(words)
