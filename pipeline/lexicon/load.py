"""Loads and checks the rules: term lists and pattern files in YAML. The one place that reads them.

Rules are data; what they mean to a report is decided in `pipeline.extract`. Nothing is loaded at import: every loader
is cached per process.
"""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

import yaml
from daachorse import MATCH_KIND_LEFTMOST_LONGEST, CharwiseDoubleArrayAhoCorasick
from pydantic import BaseModel, ConfigDict, ValidationError

from pipeline.errors import LexiconError

HERE = Path(__file__).parent
_ASCII_LOWER = {capital: capital + 32 for capital in range(ord("A"), ord("Z") + 1)}
Form = TypeVar("Form", bound=BaseModel)
READING_CODE = ("ingest", "normalize", "extract", "validate", "lexicon", "schemas")


class TermEntry(BaseModel):
    """One term of a term file, as people write it."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: str
    code: str | None
    zh: list[str] = []
    ja: list[str] = []
    latin: list[str] = []
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


@dataclass(frozen=True, slots=True)
class TermHit:
    """A term found in a text: [start, end) of that text, its rule and what the rule says."""

    start: int
    end: int
    rule: str
    code: str
    attributes: dict[str, Any] = field(hash=False, compare=False)


class TermMatcher:
    """Finds the terms of one kind: leftmost, then longest; guards (`not_before`, `not_after`) applied to the winner."""

    def __init__(self, kind: str, entries: list[TermEntry]) -> None:
        self.kind = kind
        self._entries: list[TermEntry] = []
        patterns: list[str] = []
        owner: dict[str, str] = {}
        self._latin: list[bool] = []
        for entry in entries:
            for surface, latin in _surfaces(entry):
                if surface in owner:
                    if owner[surface] == entry.id:
                        continue
                    raise LexiconError(
                        f"'{surface}' stands in two {kind} rules, {owner[surface]} and {entry.id}: leave it in one."
                    )
                owner[surface] = entry.id
                patterns.append(surface)
                self._entries.append(entry)
                self._latin.append(latin)
        self._automaton = CharwiseDoubleArrayAhoCorasick(patterns, MATCH_KIND_LEFTMOST_LONGEST) if patterns else None

    def find(self, text: str, folded: str | None = None) -> list[TermHit]:
        """All terms of this kind in `text`, in order. `folded`: `text` in lower case, where the caller has it already."""
        if self._automaton is None:
            return []
        folded = fold_case(text) if folded is None else folded
        hits = []
        for start, end, index in self._automaton.find(folded):
            entry = self._entries[index]
            if entry.code is None or (self._latin[index] and _inside_word(text, start, end)):
                continue
            if any(folded.startswith(guard, end) for guard in entry.not_before):
                continue
            if any(folded.endswith(guard, 0, start) for guard in entry.not_after):
                continue
            hits.append(TermHit(start, end, entry.id, entry.code, entry.attributes))
        return hits


def fold_case(text: str) -> str:
    """Lower case for ASCII letters alone: it keeps the length, which `str.lower` does not for every character."""
    return text.translate(_ASCII_LOWER)


def _surfaces(entry: TermEntry) -> Iterator[tuple[str, bool]]:
    for surface in (*entry.zh, *entry.ja):
        yield fold_case(surface), False
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
