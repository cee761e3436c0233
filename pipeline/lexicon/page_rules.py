"""Loads the rules about pages: what is boilerplate, what sells, how tables and references are headed.

A rule file of `pipeline/lexicon/page` holds named parts and rules; `{part}` in a pattern stands for the part. Patterns
are read against folded text (half width, Simplified Chinese or Japanese), those of `metadata.yaml` against raw text.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import accumulate

from pydantic import BaseModel, ConfigDict

from pipeline.errors import LexiconError
from pipeline.lexicon.load import HERE, read_rules
from pipeline.lexicon.prefilter import Prefilter, numbers

_PART = re.compile(r"\{([a-z_]+)\}")


class RuleEntry(BaseModel):
    """One rule, as people write it. `reads`: texts that the pattern must find; `misses`: near misses."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: str
    pattern: str
    code: str | None = None
    weight: int = 1
    why: str | None = None
    reads: list[str]
    misses: list[str] = []


class RuleFile(BaseModel):
    """A file of `pipeline/lexicon/page`."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    parts: dict[str, str] = {}
    rules: list[RuleEntry]


@dataclass(frozen=True, slots=True)
class PageRule:
    """A compiled rule. `code` and `weight`: what its file uses them for."""

    id: str
    regex: re.Pattern[str]
    code: str | None
    weight: int
    entry: RuleEntry


RulesByName = Mapping[str, Sequence[PageRule]]


@cache
def page_rules(name: str) -> tuple[PageRule, ...]:
    """The rules of `page/<name>.yaml` in the order of the file. Raises LexiconError where the file is malformed."""
    path = HERE / "page" / f"{name}.yaml"
    file = read_rules(path, RuleFile)
    return tuple(_compile(entry, file.parts, path.name) for entry in file.rules)


def possible_rules(name: str, text: str) -> list[PageRule]:
    """Those of `page_rules` that can match somewhere in `text`, in order; whether they do is for the caller to ask."""
    rules = page_rules(name)
    return [rules[number] for number in _prefilter(name).possible(text)]


def rules_by_line(names: tuple[str, ...], lines: Sequence[str]) -> list[RulesByName]:
    """For each line, those rules of the named files that can match somewhere in it, in order."""
    files = _files(names)
    return [
        {name: _rules(name, possible >> first & every) for name, first, every in files}
        for possible in _prefilter(*names).possible_by_line(lines)
    ]


@lru_cache(maxsize=4096)
def _rules(name: str, patterns: int) -> Sequence[PageRule]:
    """The rules of a file by the set of their numbers: of most lines it is one of a few."""
    rules = page_rules(name)
    return [rules[number] for number in numbers(patterns)]


@cache
def _files(names: tuple[str, ...]) -> list[tuple[str, int, int]]:
    """Of each file the number that its first rule has among those of all, and the set of all its own."""
    firsts = accumulate((len(page_rules(name)) for name in names), initial=0)
    return [(name, first, (1 << len(page_rules(name))) - 1) for name, first in zip(names, firsts, strict=False)]


@cache
def _prefilter(*names: str) -> Prefilter:
    return Prefilter([rule.regex for name in names for rule in page_rules(name)])


def _compile(entry: RuleEntry, parts: dict[str, str], file_name: str) -> PageRule:
    def fill(match: re.Match[str]) -> str:
        if match[1] not in parts:
            raise LexiconError(
                f"{file_name}: rule {entry.id} names the part '{match[1]}', which is not among its parts."
            )
        return f"(?:{parts[match[1]]})"

    try:
        regex = re.compile(_PART.sub(fill, entry.pattern))
    except re.error as error:
        raise LexiconError(f"{file_name}: rule {entry.id} is not a valid pattern: {error}.") from error
    return PageRule(entry.id, regex, entry.code, entry.weight, entry)
