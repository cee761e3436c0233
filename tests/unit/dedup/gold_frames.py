"""The frames that a reader without fault would hand to the fold, built from the gold pages of the dev set.

Pages whose number ends in 5 or 9 are left out: folding was built without them.
"""

import re
from collections.abc import Iterable
from itertools import combinations
from pathlib import Path
from typing import Any

import pandas as pd
import yaml

Row = dict[str, Any]
GOLD = Path(__file__).parents[2] / "gold" / "devset"
USERS_PAGES = ("000_", "001_", "002_", "003_", "004_")
_ROLES = {"treatment": "intervention", "control": "comparator"}
_SCALARS = (
    *("study_type", "species", "conditions", "phase", "n_enrolled", "n_studies", "follow_up_min_months"),
    *("follow_up_max_months", "follow_up_mean_months", "year", "patient_age_years", "patient_sex"),
)


def seen_pages(prefixes: Iterable[str] = ("",)) -> list[Row]:
    """The gold pages that may be looked at, each with its text; only those whose name starts so."""
    names = sorted(path for path in GOLD.glob("*.yaml") if path.stem.split("_")[0][-1] not in "59")
    pages = [
        yaml.safe_load(path.read_text(encoding="utf-8")) for path in names if path.name.startswith(tuple(prefixes))
    ]
    return [{**page, "text": (GOLD / page["doc"]).read_bytes().decode("utf-8")} for page in pages]


def gold_frames(pages: Iterable[Row]) -> tuple[dict[str, pd.DataFrame], dict[str, str]]:
    """The frames, and the gold cluster key of every report_id."""
    rows: dict[str, list[Row]] = {
        name: []
        for name in (
            *("documents", "reports", "arms", "results", "adverse_events", "registrations", "citations"),
            *("report_citations", "facts", "passages"),
        )
    }
    keys: dict[str, str] = {}
    for page in pages:
        rows["documents"].append({"doc_id": page["doc"], "text": page["text"], "language": page["language"]})
        starts = sorted(page["text"].index(report["anchor"]) for report in page.get("reports") or [])
        for gold in page.get("reports") or []:
            keys.update(_add_report(rows, page, gold, starts))
        rows["passages"].extend(_lines(page))
        rows["citations"].extend(_references(page))
    return {name: pd.DataFrame(entries) for name, entries in rows.items()}, keys


def _add_report(rows: dict[str, list[Row]], page: Row, gold: Row, starts: list[int]) -> dict[str, str]:
    start = page["text"].index(gold["anchor"])
    end = min([later for later in starts if later > start], default=len(page["text"]))
    place = {"char_start": start, "char_end": min(end, start + 500)}
    report_id = f"{page['doc']}#{start}"
    rows["reports"].append(
        {"report_id": report_id, "doc_id": page["doc"], **{name: gold.get(name) for name in _SCALARS}, **place}
    )
    for number in gold.get("registrations") or []:
        rows["registrations"].append({"report_id": report_id, "registration_id": str(number)})
    for told in [*(gold.get("results") or []), *(gold.get("directions") or [])]:
        role = _ROLES.get(told.get("group"))
        rows["results"].append(
            {
                "result_id": f"{report_id}/{len(rows['results'])}",
                "report_id": report_id,
                "arm_id": f"{report_id}/{role}" if role else None,
                "outcome": told["outcome"],
                "outcome_text": told["outcome"],
                "timepoint_months": told.get("t"),
                "statistic": told.get("stat"),
                "value": told.get("value"),
                "denominator": told.get("n_of"),
                "unit": told.get("unit"),
                "direction": told.get("direction"),
                **_place_of_value(page["text"], told, place),
            }
        )
    rows["arms"].extend(_arms(report_id, gold))
    return {report_id: gold["study"]}


def _arms(report_id: str, gold: Row) -> list[Row]:
    """The first arm has all that is given once; each further source, donor and dose has an arm of its own."""
    sources, donors, doses = (gold.get(name) or [] for name in ("cell_sources", "donors", "doses"))
    arms: list[Row] = []
    for position in range(max(1, len(sources), len(donors), len(doses))):
        dose = doses[position] if position < len(doses) else {}
        arms.append(
            {
                "arm_id": f"{report_id}/{'intervention' if position == 0 else position}",
                "report_id": report_id,
                "role": "intervention",
                "n": None,
                "cell_source": sources[position] if position < len(sources) else None,
                "donor": donors[position] if position < len(donors) else None,
                "routes": gold.get("routes") or [],
                "dose_min": dose.get("min", dose.get("value")),
                "dose_max": dose.get("max", dose.get("value")),
                "dose_unit": dose.get("unit"),
            }
        )
    if any(told.get("group") == "control" for told in gold.get("results") or []):
        arms.append({"arm_id": f"{report_id}/comparator", "report_id": report_id, "role": "comparator", "routes": []})
    return arms


def _place_of_value(text: str, told: Row, place: Row) -> Row:
    """Where the value first stands after the report's anchor; the report's place where it can't be found."""
    words = told.get("quote") or (f"{told['value']:g}" if told.get("value") is not None else None)
    start = text.find(words, place["char_start"], place["char_end"]) if words else -1
    if start < 0:
        return {"quote": text[place["char_start"] : place["char_end"]], **place}
    return {"quote": words, "char_start": start, "char_end": start + len(words)}


def _lines(page: Row) -> list[Row]:
    """Every line of the text as a paragraph."""
    passages: list[Row] = []
    start = 0
    for ordinal, line in enumerate(page["text"].splitlines(keepends=True)):
        passages.append(
            {
                "passage_id": f"{page['doc']}@{start}",
                "doc_id": page["doc"],
                "ordinal": ordinal,
                "kind": "paragraph",
                "language": page["language"],
                "char_start": start,
                "char_end": start + len(line),
                "text_normalized": line,
            }
        )
        start += len(line)
    return passages


def _references(page: Row) -> list[Row]:
    """The numbered lines under a heading of references."""
    heading = re.search(r"^\W*(?:参考文献|參考文獻|文献|References)\W*$", page["text"], re.MULTILINE)
    entries = re.finditer(r"^\W?(\d{1,2})[\]).．](.+)$", page["text"], re.MULTILINE) if heading else ()
    return [
        {
            "citation_id": f"{page['doc']}^{entry.start()}",
            "doc_id": page["doc"],
            "label": entry.group(1),
            "raw": entry.group(),
            "char_start": entry.start(),
            "char_end": entry.end(),
        }
        for entry in entries
        if heading and entry.start() > heading.start()
    ]


def pairwise(gold: dict[str, str], found: dict[str, str]) -> tuple[float, list[tuple[str, str, str]]]:
    """F1 over pairs of reports that are put together; and the pairs that are wrong."""
    hits = misses = 0
    wrong: list[tuple[str, str, str]] = []
    for a, b in combinations(sorted(gold), 2):
        same_gold, same_found = gold[a] == gold[b], found[a] == found[b]
        hits += same_gold and same_found
        if same_gold != same_found:
            misses += 1
            wrong.append(("split" if same_gold else "merged", a, b))
    return 2 * hits / (2 * hits + misses) if hits else 0.0, wrong
