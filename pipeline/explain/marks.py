"""Cuts a document's text where the words of findings begin and end, so that they can be marked in it; colours are not here."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

from pipeline.explain.findings import Finding


@dataclass(frozen=True, slots=True)
class Segment:
    """A piece of the text. `tables`: whose findings it is part of; `ends`: the numbers of those that end with it."""

    text: str
    tables: tuple[str, ...]
    ends: tuple[int, ...]


def segments(text: str, findings: Iterable[Finding]) -> list[Segment]:
    """The text in pieces that join up to it, cut at every beginning and end of a finding's words."""
    spans = sorted(
        {
            (source.start, source.end, finding.number, finding.table)
            for finding in findings
            for source in finding.sources
        }
    )
    cuts = sorted({0, len(text), *(place for start, end, *_ in spans for place in (start, end))})
    covering: defaultdict[int, set[str]] = defaultdict(set)
    ending: defaultdict[int, set[int]] = defaultdict(set)
    place = {cut: index for index, cut in enumerate(cuts)}
    for start, end, number, table in spans:
        ending[end].add(number)
        for index in range(place[start], place[end]):
            covering[index].add(table)
    return [
        Segment(text[low:high], tuple(sorted(covering[index])), tuple(sorted(ending[high])))
        for index, (low, high) in enumerate(pairwise(cuts))
    ]
