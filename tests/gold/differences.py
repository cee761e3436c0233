"""Reads the gold pages and prints where reading and gold differ, grouped by field and by the rule that read the value.

    python -m tests.gold.differences [GOLD_DIR ...] [--examples 3] [--only result] [--db evidence.duckdb]

For whoever extends the rules. The pages of tests/gold/unseen are held out: their differences are counted, but not shown, so
that rules are not written to fit them.
"""

import argparse
import shutil
import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path

import duckdb

from tests.gold.publishing import GOLD, UNSEEN, WRITTEN, publish_gold
from tests.gold.score import Difference, rows, score

# A gold set is filled by the arms of a report, under the arms' own column names.
ARM_COLUMNS = {
    "cell_sources": ("cell_source",),
    "donors": ("donor",),
    "routes": ("routes",),
    "doses": ("dose_min", "dose_max", "dose_unit"),
    "n_infusions": ("n_infusions_min", "n_infusions_max"),
}

Groups = dict[str, list[Difference]]


def by_field(differences: Iterable[Difference]) -> Groups:
    """The differences under 'kind: name', the largest group first."""
    groups: defaultdict[str, list[Difference]] = defaultdict(list)
    for difference in differences:
        how = next((word for word in ("missed", "extra") if str(difference.words[0]).endswith(word)), "")
        groups[f"{difference.kind}: {difference.name} {how}".rstrip()].append(difference)
    return _largest_first(groups)


def by_rule(con: duckdb.DuckDBPyConnection, differences: Iterable[Difference]) -> Groups:
    """The differences under the rules that read the extracted value; what nothing read is left out."""
    groups: defaultdict[str, list[Difference]] = defaultdict(list)
    for difference in differences:
        for rule in _rules(con, difference):
            groups[rule].append(difference)
    return _largest_first(groups)


def _rules(con: duckdb.DuckDBPyConnection, difference: Difference) -> list[str]:
    row = difference.row
    if row is None or difference.kind not in ("field", "result", "direction"):
        return []
    if difference.kind != "field":
        where, parameters = "entity = 'results' AND entity_id = ?", [row.get("result_id")]
    elif difference.name in ARM_COLUMNS:
        where = (
            "entity = 'arms' AND list_contains(?, field) AND entity_id IN (SELECT arm_id FROM arms WHERE report_id = ?)"
        )
        parameters = [list(ARM_COLUMNS[difference.name]), row["report_id"]]
    else:
        where, parameters = "entity = 'reports' AND entity_id = ? AND field = ?", [row["report_id"], difference.name]
    found = rows(con, f"SELECT DISTINCT rule FROM provenance WHERE {where} ORDER BY rule", parameters)
    return [row["rule"] for row in found]


def _largest_first(groups: Groups) -> Groups:
    return dict(sorted(groups.items(), key=lambda group: (-len(group[1]), group[0])))


def lines(groups: Groups, examples: int) -> list[str]:
    """One line a group, and under it the first examples of pages that are not held out."""
    text = []
    for name, differences in groups.items():
        text.append(f"{len(differences):5d}  {name}")
        shown = [difference for difference in differences if not (UNSEEN / difference.place[0]).exists()]
        text += [f"           {difference}" for difference in shown[:examples]]
    return text


def told(db: Path, gold: Sequence[Path], only: str | None, examples: int) -> list[str]:
    """What is printed. `only`: the one kind of difference that is wanted."""
    _, found = score(db, gold)
    differences = [difference for difference in found if only in (None, difference.kind)]
    with duckdb.connect(str(db), read_only=True) as con:
        groups = by_rule(con, differences)
    return ["BY FIELD", *lines(by_field(differences), examples), "BY RULE", *lines(groups, examples)]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument(
        "gold", nargs="*", default=[GOLD, WRITTEN], type=Path, metavar="GOLD_DIR", help="pages with annotations"
    )
    parser.add_argument("--db", type=Path, help="a published database, instead of reading the pages anew")
    parser.add_argument("--examples", type=int, default=3, metavar="N", help="differences shown of each group")
    parser.add_argument("--only", metavar="KIND", help="report, field, result, direction, adverse_event, dedup, ...")
    given = parser.parse_args()
    if not_there := [str(place) for place in given.gold if not place.is_dir()]:
        parser.error(f"there is no folder {', '.join(not_there)}")
    if given.db:
        text = told(given.db, given.gold, given.only, given.examples)
    else:
        with tempfile.TemporaryDirectory() as work:
            pages = Path(work) / "pages"
            pages.mkdir()
            for page in (page for place in given.gold for page in place.glob("*.txt")):
                shutil.copyfile(page, pages / page.name)
            text = told(publish_gold(Path(work) / "published", pages), given.gold, given.only, given.examples)
    sys.stdout.write("\n".join(text) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
