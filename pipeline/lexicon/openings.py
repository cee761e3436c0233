r"""Patterns that are tried at a place only where a character stands with which they can begin.

A pattern of many choices ('目的|方法|…' behind a number and a bracket that may be missing) fails slowly at the start of most sentences,
and their first character tells that it will. Which characters those are is read off the pattern itself, so nobody keeps a second list,
and what is found is the same.
"""

import re
import sys
from collections.abc import Callable
from importlib import import_module
from typing import Any

_parser: Any = import_module("re._parser")  # the only way to a pattern's parts; it has no public name
_CATEGORIES: dict[str, Callable[[str], bool]] = {
    "SPACE": str.isspace,
    "DIGIT": str.isdecimal,
    "WORD": lambda sign: sign.isalnum() or sign == "_",
}
_EMPTY = frozenset({"ASSERT", "ASSERT_NOT", "AT"})
_REPEATS = frozenset({"MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT"})


class Opening:
    """A pattern behind the characters that begin it; of each character it is asked once."""

    __slots__ = ("_asked", "_parts", "_pattern", "pattern")

    def __init__(self, pattern: str, flags: int = 0) -> None:
        self.pattern = pattern
        self._pattern = re.compile(pattern, flags)
        self._parts = _parser.parse(pattern, flags)
        if self._parts.getwidth()[0] == 0:
            raise ValueError(f"{pattern!r} matches where nothing stands: try it as it is.")
        self._asked = {"": False}

    def match(self, text: str, start: int = 0, end: int = sys.maxsize) -> re.Match[str] | None:
        """As `re.Pattern.match` does it; `start` is not negative."""
        sign = text[start : start + 1]
        may_begin = self._asked.get(sign)
        if may_begin is None:
            may_begin = self._asked[sign] = _may_begin(self._parts, sign, self._pattern.flags)[0]
        return self._pattern.match(text, start, end) if may_begin else None


def _may_begin(parts: Any, sign: str, flags: int) -> tuple[bool, bool]:
    """Whether a match of parts in a row can begin with a character, and whether it can be empty; where in doubt, both."""
    for operation, value in parts:
        begins, empty = _part_may_begin(str(operation), value, sign, flags)
        if begins or not empty:
            return begins, empty
    return False, True


def _part_may_begin(name: str, value: Any, sign: str, flags: int) -> tuple[bool, bool]:
    if name == "LITERAL":
        return _is_same(chr(value), sign, flags), False
    if name == "IN":
        return _is_in(value, sign, flags), False
    if name == "BRANCH":
        choices = [_may_begin(choice, sign, flags) for choice in value[1]]
        return any(begins for begins, _ in choices), any(empty for _, empty in choices)
    if name == "SUBPATTERN":
        _, added, removed, inner = value
        return _may_begin(inner, sign, (flags | added) & ~removed)
    if name in _REPEATS:
        least, _, inner = value
        begins, empty = _may_begin(inner, sign, flags)
        return begins, empty or not least
    return name not in _EMPTY, True


def _is_same(literal: str, sign: str, flags: int) -> bool:
    return literal == sign or (bool(flags & re.IGNORECASE) and _is_cased(sign) and _is_cased(literal))


def _is_in(members: Any, sign: str, flags: int) -> bool:
    """Whether a character is of a class; of letters, case left aside, any may be."""
    if flags & re.IGNORECASE and _is_cased(sign):
        return True
    (first, _), *_ = members
    negated = str(first) == "NEGATE"
    return negated is not any(_is_member(str(name), value, sign) for name, value in members[negated:])


def _is_member(name: str, value: Any, sign: str) -> bool:
    if name == "LITERAL":
        return bool(ord(sign) == value)
    if name == "RANGE":
        return bool(value[0] <= ord(sign) <= value[1])
    _, negated, kind = str(value).removeprefix("CATEGORY_").rpartition("NOT_")
    return _CATEGORIES[kind](sign) is not bool(negated)


def _is_cased(sign: str) -> bool:
    return sign.lower() != sign.upper()
