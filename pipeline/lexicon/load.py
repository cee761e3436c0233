"""Loads and checks the rules: term lists and pattern files in YAML. The one place that reads them.

Rules are data; what they mean to a report is decided in `pipeline.extract`. Nothing is loaded at import: every loader
is cached per process.
"""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import product
from operator import itemgetter
from pathlib import Path
from typing import Any, TypeVar

import yaml
from pydantic import BaseModel, ConfigDict, ValidationError

from pipeline.errors import LexiconError
from pipeline.lexicon.words import WordFinder, fold_case
from pipeline.records import record

HERE = Path(__file__).parent
Form = TypeVar("Form", bound=BaseModel)
_START, _END = itemgetter(0), itemgetter(1)
READING_CODE = ("ingest", "normalize", "extract", "validate", "lexicon", "schemas")


class TermEntry(BaseModel):
    """One term of a term file, as people write it.

    `joined`: words made of parts, each a choice of spellings: [[[无, 未见], [变化, 改变]]] are four words.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: str
    code: str | None
    zh: list[str] = []
    ja: list[str] = []
    latin: list[str] = []
    joined: list[list[list[str]]] = []
    not_before: list[str] = []
    not_after: list[str] = []
    attributes: dict[str, Any] = {}
    reads: list[str] = []
    misses: list[str] = []


class TermFile(BaseModel):
    """A file of `pipeline/lexicon/terms`."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    kind: str
    terms: list[TermEntry]


@record
class TermHit:
    """A term found in a text: [start, end) of that text, its rule and what the rule says."""

    start: int
    end: int
    rule: str
    code: str
    attributes: dict[str, Any] = field(hash=False, compare=False)


@dataclass(frozen=True, slots=True)
class _Word:
    """One way to write a term. `latin`: it counts only as a word of its own; `hides`: it reads nothing."""

    rule: str
    code: str
    hides: bool
    latin: bool
    not_before: tuple[str, ...]
    not_after: tuple[str, ...]
    attributes: dict[str, Any]

    @property
    def is_guarded(self) -> bool:
        """Whether it does not count everywhere."""
        return self.hides or self.latin or bool(self.not_before or self.not_after or "cased" in self.attributes)

    def counts(self, text: str, folded: str, start: int, end: int) -> bool:
        """Whether it counts at [start, end)."""
        if self.hides or (self.not_before and folded.startswith(self.not_before, end)):
            return False
        if self.not_after and folded.endswith(self.not_after, 0, start):
            return False
        if self.latin and _inside_word(text, start, end):
            return False
        return "cased" not in self.attributes or text[start:end] in self.attributes["cased"]  # 'Cr' is no 'CR'


class TermFinder:
    """Finds terms of any number of kinds in one pass. In each kind the leftmost wins, then the longest; guards
    (`not_before`, `not_after`) are applied to the winner.
    """

    def __init__(self, entries: Mapping[str, Sequence[TermEntry]]) -> None:
        self.kinds = tuple(entries)
        words: dict[str, dict[str, _Word]] = {}
        for kind in entries:
            for entry in entries[kind]:
                guards = tuple(entry.not_before), tuple(entry.not_after)
                for surface, latin in _surfaces(entry):
                    new = _Word(entry.id, entry.code or "", entry.code is None, latin, *guards, entry.attributes)
                    word = words.setdefault(surface, {}).setdefault(kind, new)
                    if word.rule != entry.id:
                        raise LexiconError(
                            f"'{surface}' stands in two {kind} rules, {word.rule} and {entry.id}: leave it in one."
                        )
        self._by_surface = words
        self._longest = max(map(len, words), default=0)
        self._words = [
            tuple((kind, word, word.is_guarded) for kind, word in by_kind.items()) for by_kind in words.values()
        ]
        self._finder = WordFinder(list(words))

    def find(self, text: str) -> dict[str, list[TermHit]]:
        """All terms in `text` by kind, in order; kinds of which it holds none are left out."""
        folded = fold_case(text)
        places = self._finder.find(folded)
        places.sort(key=_END, reverse=True)
        places.sort(key=_START)
        found: dict[str, list[TermHit]] = {}
        taken: dict[str, int] = {}  # up to where each kind has its terms already
        for start, end, index in places:
            for kind, word, guarded in self._words[index]:
                if start < taken.get(kind, 0):
                    continue
                taken[kind] = end
                if guarded and not word.counts(text, folded, start, end):
                    continue
                hit = TermHit(start, end, word.rule, word.code, word.attributes)
                if kind in found:
                    found[kind].append(hit)
                else:
                    found[kind] = [hit]
        return found

    def whole(self, kind: str, text: str) -> list[TermHit] | None:
        """What `find` gives for one kind where `text` is one word of that kind and nothing else; None where it is not."""
        if len(text) > self._longest:
            return None
        folded = fold_case(text)
        by_kind = self._by_surface.get(folded)
        word = by_kind.get(kind) if by_kind else None
        if word is None:
            return None
        if word.is_guarded and not word.counts(text, folded, 0, len(text)):
            return []
        return [TermHit(0, len(text), word.rule, word.code, word.attributes)]


class TermMatcher:
    """Finds the terms of one kind."""

    def __init__(self, kind: str, entries: list[TermEntry]) -> None:
        self.kind = kind
        self._finder = TermFinder({kind: entries})

    def find(self, text: str) -> list[TermHit]:
        """All terms of this kind in `text`, in order."""
        return self._finder.find(text).get(self.kind, [])


def _surfaces(entry: TermEntry) -> Iterator[tuple[str, bool]]:
    for surface in (*entry.zh, *entry.ja):
        yield fold_case(surface), False
    for parts in entry.joined:
        for choice in product(*parts):
            yield fold_case("".join(choice)), False
    for surface in entry.latin:
        yield fold_case(surface), True


def _inside_word(text: str, start: int, end: int) -> bool:
    """Whether a Latin term is part of a longer word. 'PLT52' is not: a figure set right behind a long abbreviation."""
    before = text[start - 1] if start else ""
    after = text[end] if end < len(text) else ""
    if before.isascii() and before.isalnum() and text[start].isalnum():
        return True
    if after.isdigit() and end - start >= 3 and text[start:end].isupper() and text[start:end].isalpha():
        return False
    return after.isascii() and after.isalnum() and text[end - 1].isalnum()


def read_yaml(path: Path) -> Any:
    """The content of one rule file; a LexiconError names the file and the line where it is malformed."""
    try:
        return yaml.load(path.read_text(encoding="utf-8"), Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    except yaml.YAMLError as error:
        raise LexiconError(f"{path.name} is not valid YAML: {error}") from error


def read_rules(path: Path, form: type[Form]) -> Form:
    """One rule file, checked against its form; a LexiconError names the file and the place that is wrong."""
    try:
        return form.model_validate(read_yaml(path))
    except ValidationError as error:
        first = error.errors()[0]
        place = " > ".join(str(step) for step in first["loc"])
        raise LexiconError(f"{path.name}: at {place}: {first['msg']}.") from error


def load_terms(path: Path) -> TermFile:
    """One term file, checked."""
    return read_rules(path, TermFile)


@cache
def term_files() -> tuple[TermFile, ...]:
    """Every term file, by name."""
    return tuple(load_terms(path) for path in sorted((HERE / "terms").glob("*.yaml")))


@cache
def matcher(kind: str) -> TermMatcher:
    """The matcher of one kind of term, made once per process."""
    entries = [entry for file in term_files() if file.kind == kind for entry in file.terms]
    if not entries:
        raise LexiconError(f"There are no terms of kind '{kind}' in the lexicon.")
    return TermMatcher(kind, entries)


@cache
def all_terms() -> TermFinder:
    """The finder of all kinds of term at once, made once per process."""
    kinds: dict[str, list[TermEntry]] = {}
    for file in term_files():
        kinds.setdefault(file.kind, []).extend(file.terms)
    return TermFinder(kinds)


@cache
def code_digest() -> str:
    """A digest of the rules and the reading code: rows read under another digest are read again."""
    digest = hashlib.sha256()
    for part in READING_CODE:
        for path in sorted((HERE.parent / part).rglob("*")):
            if path.suffix in {".py", ".yaml"}:
                digest.update(path.relative_to(HERE.parent).as_posix().encode())
                digest.update(path.read_bytes())
    digest.update((HERE.parent / "read.py").read_bytes())
    return digest.hexdigest()[:16]
