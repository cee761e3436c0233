"""The codes that the published tables use, with their names and public terms, read from `vocabulary.yaml`.

How pages word a code belongs to the rules in `terms/`, not here.
"""

from collections import Counter
from functools import cache
from pathlib import Path
from typing import Any

from pipeline.errors import LexiconError
from pipeline.lexicon.load import read_yaml

FILE = Path(__file__).with_name("vocabulary.yaml")
COLUMNS = ("kind", "code", "label_en", "label_zh", "label_ja", "standard")
_REQUIRED = ("code", "label_en")
_KEYS = {*COLUMNS, "group"} - {"kind"}


@cache
def codes(kind: str) -> tuple[str, ...]:
    """The codes of one kind ('condition', 'outcome', ...) in the file's order. An unknown kind raises LexiconError."""
    found = tuple(entry["code"] for entry_kind, entry in _entries() if entry_kind == kind)
    if not found:
        known = ", ".join(dict.fromkeys(entry_kind for entry_kind, _ in _entries()))
        raise LexiconError(f"{FILE.name} has no kind '{kind}'. Its kinds are: {known}.")
    return found


def rows() -> list[dict[str, str | None]]:
    """The `vocabulary` table: one row a code, with the keys COLUMNS, in the file's order."""
    return [{"kind": kind, **{column: entry.get(column) for column in COLUMNS[1:]}} for kind, entry in _entries()]


def check(document: Any) -> tuple[tuple[str, dict[str, str]], ...]:
    """The (kind, entry) pairs of a vocabulary file's content. LexiconError names the first entry that is wrong."""
    if not isinstance(document, dict) or list(document) != ["kinds"] or not isinstance(document["kinds"], dict):
        raise LexiconError(f"{FILE.name} must hold one key, 'kinds', with a list of entries for each kind.")
    pairs = tuple((str(kind), entry) for kind, entries in document["kinds"].items() for entry in entries or ())
    for kind, entry in pairs:
        _check_entry(kind, entry)
    seen = Counter((kind, entry["code"]) for kind, entry in pairs)
    for (kind, code), times in seen.items():
        if times > 1:
            raise LexiconError(f"{FILE.name}: {kind} '{code}' stands there {times} times. Keep one.")
    return pairs


def _check_entry(kind: str, entry: Any) -> None:
    if not isinstance(entry, dict):
        raise LexiconError(
            f"{FILE.name}: an entry of {kind} is not of the form {{code: ..., label_en: ...}}: {entry!r}."
        )
    name = f"{kind} '{entry.get('code')}'"
    for key in _REQUIRED:
        if not entry.get(key):
            raise LexiconError(f"{FILE.name}: {name} lacks '{key}'. Add it.")
    if unknown := sorted(set(entry) - _KEYS):
        raise LexiconError(
            f"{FILE.name}: {name} has the unknown key '{unknown[0]}'. Known are: {', '.join(sorted(_KEYS))}."
        )
    # YAML reads a bare `no` or `1` as something else than the code that was meant
    if odd := [key for key, value in entry.items() if not isinstance(value, str)]:
        raise LexiconError(f"{FILE.name}: {name}: the value of '{odd[0]}' is not text. Put it in quotes.")


@cache
def _entries() -> tuple[tuple[str, dict[str, str]], ...]:
    return check(read_yaml(FILE))
