"""Names that studies keep: a study_id is given once and stays while documents come and go.

A new study is named after its registration number or its first report. When studies merge, one name stays and the
others become aliases; when a study splits, the part with the report that it was named after keeps the name.
"""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from pipeline.dedup.features import Features


@dataclass(frozen=True, slots=True)
class Naming:
    """`study_ids`: report_id -> study_id. `aliases`: (study_id, retired study_id), sorted."""

    study_ids: dict[str, str]
    aliases: list[tuple[str, str]]


def name_studies(
    clusters: Sequence[tuple[str, ...]],
    features: Mapping[str, Features],
    former: Iterable[tuple[str, str]],
) -> Naming:
    """Name each cluster of report ids.

    Args:
        clusters: sorted report ids of each study.
        features: by report id; gives the registration numbers.
        former: (report_id, study_id) pairs of earlier runs. A report may have several: every name that it ever had.

    """
    cluster_of = {report_id: cluster for cluster in clusters for report_id in cluster}
    bearers: dict[str, set[str]] = {}
    for report_id, study_id in former:
        bearers.setdefault(study_id, set())
        if report_id in cluster_of:
            bearers[study_id].add(report_id)
    inherited: dict[tuple[str, ...], list[str]] = {}
    for study_id in sorted(bearers):
        if bearers[study_id]:
            heir = _named_after(study_id, bearers[study_id])
            inherited.setdefault(cluster_of[heir], []).append(study_id)

    taken = set(bearers)
    study_ids: dict[str, str] = {}
    aliases: list[tuple[str, str]] = []
    for cluster in sorted(clusters):
        names = inherited.get(cluster) or [_new_name(cluster, features, taken)]
        taken.add(names[0])
        study_ids.update(dict.fromkeys(cluster, names[0]))
        aliases.extend((names[0], retired) for retired in names[1:])
    return Naming(study_ids, sorted(aliases))


def study_id_from(seed: str) -> str:
    """The study_id that a registration number or a report_id gives."""
    return "S-" + hashlib.sha256(seed.encode()).hexdigest()[:10]


def _named_after(study_id: str, report_ids: set[str]) -> str:
    """The report that the study was named after, where it is still there; else the first."""
    return min(report_ids, key=lambda report_id: (study_id_from(report_id) != study_id, report_id))


def _new_name(cluster: tuple[str, ...], features: Mapping[str, Features], taken: set[str]) -> str:
    registrations = sorted(number for report_id in cluster for number in features[report_id].registrations)
    # A name that another study bears already (the two were split) passes to the next seed.
    seeds = [*registrations[:1], *cluster]
    return next(
        (name for name in map(study_id_from, seeds) if name not in taken),
        study_id_from("/".join(seeds)),
    )
