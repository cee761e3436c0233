"""Loads `units.yaml`: what may stand behind a number."""

from dataclasses import dataclass, field
from functools import cache
from typing import Any

from pydantic import BaseModel, ConfigDict

from pipeline.errors import LexiconError
from pipeline.lexicon.load import HERE, read_rules


class UnitEntry(BaseModel):
    """A unit as people write it."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: str
    kind: str
    surfaces: list[str]
    unit: str | None = None
    factor: float = 1.0
    weeks: bool = False
    not_before: list[str] = []
    attributes: dict[str, Any] = {}
    reads: list[str]
    misses: list[str]


class UnitFile(BaseModel):
    """The file `units.yaml`."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    units: list[UnitEntry]


@dataclass(frozen=True, slots=True)
class _Surface:
    """One way to write a unit. `letter`: it ends in a letter, so no letter may follow."""

    entry: UnitEntry
    letter: bool
    not_before: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class UnitTable:
    """Units by surface; for each first character the lengths of the surfaces that begin with it, longest first."""

    surfaces: dict[str, _Surface] = field(default_factory=dict)
    lengths: dict[str, tuple[int, ...]] = field(default_factory=dict)

    def match(self, text: str, start: int) -> tuple[UnitEntry, int] | None:
        """The unit that begins at `start`, with its end; the longest surface whose guards hold."""
        for length in self.lengths.get(text[start : start + 1], ()):
            written = text[start : start + length]
            surface = self.surfaces.get(written)
            if surface is None:
                continue
            end = start + len(written)  # at the end of a text it is shorter than asked for
            if surface.letter and end < len(text) and _letter(text[end]):
                continue
            if not text.startswith(surface.not_before, end):
                return surface.entry, end
        return None

    def begins(self, kind: str) -> frozenset[str]:
        """The characters that units of a kind begin with."""
        return frozenset(written[0] for written, surface in self.surfaces.items() if surface.entry.kind == kind)


def _letter(character: str) -> bool:
    return character.isascii() and character.isalpha()


@cache
def units() -> UnitTable:
    """The unit table, made once per process."""
    surfaces: dict[str, _Surface] = {}
    lengths: dict[str, set[int]] = {}
    for entry in read_rules(HERE / "units.yaml", UnitFile).units:
        for written in entry.surfaces:
            if written in surfaces:
                both = f"{surfaces[written].entry.id} and {entry.id}"
                raise LexiconError(f"'{written}' stands in two units, {both}: leave it in one.")
            surfaces[written] = _Surface(entry, _letter(written[-1]), tuple(entry.not_before))
            lengths.setdefault(written[0], set()).add(len(written))
    return UnitTable(surfaces, {first: tuple(sorted(found, reverse=True)) for first, found in lengths.items()})
