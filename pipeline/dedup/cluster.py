"""From scored pairs to studies: the strongest links first, none that would join what must stay apart.

Joining in the order of strength and refusing a link that breaks a constraint is breaking a forbidden group at its
weakest link. The outcome does not depend on the order of its inputs.
"""

from collections.abc import Iterable, Sequence

from pipeline.dedup.constraints import binding_difference, identities, tolerant_difference
from pipeline.dedup.features import Features
from pipeline.dedup.link import ScoredPair
from pipeline.dedup.settings import OVERWHELMING_PROBABILITY, SAME_STUDY_PROBABILITY


def cluster_reports(features: Sequence[Features], pairs: Iterable[ScoredPair]) -> list[tuple[str, ...]]:
    """The reports of each study, sorted within and among themselves; every report is in one."""
    groups = _Groups(features)
    for a, b, _ in identities(features):
        groups.join(a, b, tolerant=True)
    links = [pair for pair in pairs if pair.probability >= SAME_STUDY_PROBABILITY]
    for pair in sorted(links, key=lambda pair: (-pair.strength, pair.report_id_a, pair.report_id_b)):
        groups.join(pair.report_id_a, pair.report_id_b, tolerant=pair.probability >= OVERWHELMING_PROBABILITY)
    return groups.sorted()


class _Groups:
    """Reports in disjoint groups that only grow."""

    def __init__(self, features: Sequence[Features]) -> None:
        self._group = {report.report_id: [report] for report in features}

    def join(self, a: str, b: str, *, tolerant: bool) -> None:
        """Make the two reports' groups one, unless a member of one must stay apart from a member of the other.

        `tolerant`: differences that give way to overwhelming evidence are overlooked.
        """
        first, second = self._group[a], self._group[b]
        if first is second or any(_apart(x, y, tolerant=tolerant) for x in first for y in second):
            return
        first.extend(second)
        for report in second:
            self._group[report.report_id] = first

    def sorted(self) -> list[tuple[str, ...]]:
        groups = {id(group): group for group in self._group.values()}.values()
        return sorted(tuple(sorted(report.report_id for report in group)) for group in groups)


def _apart(a: Features, b: Features, *, tolerant: bool) -> bool:
    if binding_difference(a, b):
        return True
    return not tolerant and tolerant_difference(a, b) is not None
