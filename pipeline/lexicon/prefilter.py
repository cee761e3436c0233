r"""Which of many patterns can match a text at all: one pass over the text instead of a search by each.

A pattern like '关于我们|联系我们' matches only where one of its literals stands. They are read off the pattern itself, so
nobody has to keep a second list, and one automaton looks for those of all patterns at once. A pattern that needs no
literal ('\d+') can always match. Only time depends on this: what is named here is still searched for.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from functools import lru_cache
from importlib import import_module
from itertools import accumulate
from typing import Any

from pipeline.lexicon.words import WordFinder, fold_case

Needs = frozenset[str]
"""Strings of which every match holds at least one, in lower case."""

_parser: Any = import_module("re._parser")  # the only way to a pattern's parts; it has no public name
_EVERYWHERE = frozenset({"细胞", "細胞", "干细胞", "治疗"})  # words of the field, which tell no line from another
_MOST_SIGNS = 24  # a class of more characters (the letters) tells nothing: every line has one of them
_CASED_TWICE = set("iks")  # under (?i) they match letters beyond ASCII too
_NOT_CONSUMED = {"ASSERT", "ASSERT_NOT", "AT", "GROUPREF", "GROUPREF_EXISTS", "ANY", "NOT_LITERAL", "FAILURE"}


class Prefilter:
    """Patterns by number, with what they need. A set of patterns is an int here, a bit for each: thousands are put together a page."""

    def __init__(self, patterns: Sequence[re.Pattern[str]]) -> None:
        needs = [needed(pattern) for pattern in patterns]
        self._always = sum(1 << number for number, need in enumerate(needs) if need is None)
        literals = sorted({literal for need in needs if need for literal in need})
        self._owners = [
            sum(1 << number for number, need in enumerate(needs) if need and literal in need) for literal in literals
        ]
        self._finder = WordFinder(literals)

    def possible(self, text: str) -> tuple[int, ...]:
        """The numbers of the patterns that can match in `text`, in order; the others can't."""
        possible = self._always
        for _, _, index in self._finder.find(fold_case(text)):
            possible |= self._owners[index]
        return numbers(possible)

    def possible_by_line(self, lines: Sequence[str]) -> list[int]:
        """The same for each of many lines, each a set, in one pass over all of them."""
        starts = list(accumulate((len(line) + 1 for line in lines), initial=0))
        possible = [self._always] * len(lines)
        owners = self._owners
        for start, _, index in self._finder.find(fold_case("\n".join(lines))):
            possible[bisect_right(starts, start) - 1] |= owners[index]
        return possible


@lru_cache(maxsize=4096)
def numbers(patterns: int) -> tuple[int, ...]:
    """The patterns of a set: the bits that are set, lowest first."""
    found: list[int] = []
    while patterns:
        lowest = patterns & -patterns
        found.append(lowest.bit_length() - 1)
        patterns ^= lowest
    return tuple(found)


def needed(pattern: re.Pattern[str]) -> Needs | None:
    """What every match of a pattern holds; None where that can't be told."""
    return _of_sequence(_parser.parse(pattern.pattern, pattern.flags & ~re.DEBUG), pattern.flags)


def _of_sequence(parts: Any, flags: int) -> Needs | None:
    """The most telling needs among the parts of a sequence: all have to be met. Literals in a row are one."""
    found: list[Needs] = []
    run = ""
    for name, value in ((str(operation), value) for operation, value in parts):
        letter = _letter(value, flags) if name == "LITERAL" else None
        if letter is not None:
            run += letter
            continue
        found += [frozenset((run,))] if run else []
        run = ""
        needs = _of_part(name, value, flags)
        found += [needs] if needs is not None else []
    found += [frozenset((run,))] if run else []
    return max(found, key=_telling, default=None)


def _telling(needs: Needs) -> tuple[bool, int, int]:
    """Long literals are rare, and few are rarer than many."""
    return needs.isdisjoint(_EVERYWHERE), min(map(len, needs)), -len(needs)


def _of_part(name: str, value: Any, flags: int) -> Needs | None:
    if name == "IN":
        return _of_class(value, flags)
    if name == "BRANCH":
        return _union(_of_sequence(branch, flags) for branch in value[1])
    if name == "SUBPATTERN":
        _, added, removed, parts = value
        return _of_sequence(parts, (flags | added) & ~removed)
    if name in {"MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT"}:
        least, _, parts = value
        return _of_sequence(parts, flags) if least else None
    if name == "ATOMIC_GROUP":
        return _of_sequence(value, flags)
    if name in _NOT_CONSUMED or name == "LITERAL":
        return None
    raise NotImplementedError(f"A pattern part {name} is new to the prefilter: say what it needs.")


def _of_class(members: Any, flags: int) -> Needs | None:
    r"""[。;]: one of the characters; None for a class that is large, negated or named (\d)."""
    codes: set[int] = set()
    for name, value in ((str(operation), value) for operation, value in members):
        if name == "LITERAL":
            codes.add(value)
        elif name == "RANGE" and value[1] - value[0] < _MOST_SIGNS:
            codes.update(range(value[0], value[1] + 1))
        else:
            return None
    letters = [_letter(code, flags) for code in codes]
    told = [letter for letter in letters if letter is not None]
    return frozenset(told) if len(told) == len(letters) <= _MOST_SIGNS else None


def _letter(code: int, flags: int) -> str | None:
    """A literal character in lower case; None where, case left aside, it may stand for one that is no ASCII letter."""
    character = chr(code)
    if not flags & re.IGNORECASE or (character.lower() == character.upper()):
        return fold_case(character)
    lower = fold_case(character)
    return lower if lower.isascii() and lower not in _CASED_TWICE else None


def _union(needs: Iterable[Needs | None]) -> Needs | None:
    found: set[str] = set()
    for need in needs:
        if need is None:
            return None
        found |= need
    return frozenset(found)
