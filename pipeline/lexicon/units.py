"""Loads `units.yaml`: what may stand behind a number."""

from dataclasses import dataclass, field
from functools import cache
from typing import Any

from pydantic import BaseModel, ConfigDict

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
class UnitTable:
    """Units by surface, longest surface first for each first character."""

    by_first: dict[str, list[tuple[str, UnitEntry]]] = field(default_factory=dict)

    def match(self, text: str, start: int) -> tuple[UnitEntry, int] | None:
        """The unit that begins at `start`, with its end; the longest surface whose guards hold."""
        for surface, entry in self.by_first.get(text[start : start + 1], ()):
            end = start + len(surface)
            if not text.startswith(surface, start):
                continue
            if _letter(surface[-1]) and end < len(text) and _letter(text[end]):
                continue
            if any(text.startswith(guard, end) for guard in entry.not_before):
                continue
            return entry, end
        return None


def _letter(character: str) -> bool:
    return character.isascii() and character.isalpha()


@cache
def units() -> UnitTable:
    """The unit table, made once per process."""
    by_first: dict[str, list[tuple[str, UnitEntry]]] = {}
    for entry in read_rules(HERE / "units.yaml", UnitFile).units:
        for surface in entry.surfaces:
            by_first.setdefault(surface[0], []).append((surface, entry))
    for surfaces in by_first.values():
        surfaces.sort(key=lambda pair: -len(pair[0]))
    return UnitTable(by_first)
