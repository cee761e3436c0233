"""The door to daachorse: finds thousands of words in one pass over a text, wherever they stand, also inside each other.

Which of them count is decided by who asks: the terms of a kind in `load`, the literals of patterns in `prefilter`.
"""

import re
from collections.abc import Sequence

from daachorse import MATCH_KIND_STANDARD, CharwiseDoubleArrayAhoCorasick

_SURROGATES = re.compile("[\ud800-\udfff]")

Place = tuple[int, int, int]
"""[start, end) of a text, and the number of the word that stands there."""


class WordFinder:
    """Finds words, given in lower case, in text that is folded by `fold_case`."""

    def __init__(self, words: Sequence[str]) -> None:
        self._automaton = CharwiseDoubleArrayAhoCorasick(list(words), MATCH_KIND_STANDARD) if words else None

    def find(self, folded: str) -> list[Place]:
        """Every place of every word, in no order that anyone should count on."""
        if self._automaton is None:
            return []
        try:
            return self._automaton.find_overlapping(folded)
        except UnicodeEncodeError:  # half of a surrogate pair, which no word holds
            return self._automaton.find_overlapping(_SURROGATES.sub("\ufffd", folded))


def fold_case(text: str) -> str:
    """Lower case for ASCII letters alone: it keeps the length, which `str.lower` does not for every character."""
    return (
        text.encode("utf-8", "surrogatepass").lower().decode("utf-8", "surrogatepass")
    )  # `bytes.lower` knows ASCII alone
