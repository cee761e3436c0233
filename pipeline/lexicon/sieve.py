"""Patterns that are searched for only where one of the literals stands that they need.

Few sentences have one of them, and to look for literals is many times faster than for a pattern with look-arounds, classes and
choices. The literals are read off the pattern (`pipeline.lexicon.prefilter`), so nobody keeps a second list, and what is found is the same.
"""

import re
import sys
from collections.abc import Iterator

from pipeline.lexicon.prefilter import needed


class Sieved:
    """A pattern behind its literals, for text in any case of letters."""

    __slots__ = ("_literals", "_pattern")

    def __init__(self, pattern: str) -> None:
        self._pattern = re.compile(pattern)
        needs = needed(self._pattern)
        if needs is None:
            raise ValueError(f"Nothing can be told from {pattern!r} that all its matches hold: search for it as it is.")
        fewest = [need for need in needs if not any(other in need for other in needs if other != need)]
        self._literals = re.compile("|".join(sorted(form for need in fewest for form in _in_either_case(need))))

    def search(self, text: str, start: int = 0, end: int = sys.maxsize) -> re.Match[str] | None:
        """As `re.Pattern.search` does it."""
        return self._pattern.search(text, start, end) if self._literals.search(text, start, end) else None

    def finditer(self, text: str, start: int = 0, end: int = sys.maxsize) -> Iterator[re.Match[str]]:
        """As `re.Pattern.finditer` does it."""
        return self._pattern.finditer(text, start, end) if self._literals.search(text, start, end) else iter(())


def in_lines_with(sign: re.Pattern[str], pattern: re.Pattern[str], text: str) -> Iterator[re.Match[str]]:
    """The matches of a pattern that never runs over a line break, looked for only in the lines where a sign stands that all of them have."""
    behind = 0
    while found := sign.search(text, behind):
        line, behind = text.rfind("\n", 0, found.start()) + 1, text.find("\n", found.end())
        behind = len(text) if behind < 0 else behind
        yield from pattern.finditer(text, line, behind)


def _in_either_case(literal: str) -> set[str]:
    """A literal as patterns that begin with one character each: where no class begins them, `re` skips at once to what may be a match."""
    rest = "".join(f"[{letter}{letter.upper()}]" if _is_letter(letter) else re.escape(letter) for letter in literal[1:])
    firsts = {literal[0], literal[0].upper()} if _is_letter(literal[0]) else {literal[0]}
    return {re.escape(first) + rest for first in firsts}


def _is_letter(character: str) -> bool:
    return character.isascii() and character.isalpha()
