#!/usr/bin/env python3
"""Scores a published evidence database against gold annotations.

    score.py data/curated/evidence.duckdb GOLD_DIR [GOLD_DIR ...] [--errors 40] [--json] [--need report_f1=0.9 ...]

GOLD_DIR holds pairs x.txt + x.yaml. A document of the database is matched by file name. Everything the gold does not
state counts as wrong when it is extracted; everything it states counts as missed when it is not. Outcomes without a
code ('other') are left out of the count on both sides. Needs duckdb and pyyaml alone. Exit status 1 where a --need is
not met.
"""

import argparse
import json
import sys
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from itertools import combinations
from pathlib import Path
from typing import Any

import duckdb
import yaml

Row = dict[str, Any]

SCALARS = (
    *("study_type", "species", "phase", "n_enrolled", "n_studies", "follow_up_min_months", "follow_up_max_months"),
    *("follow_up_mean_months", "year", "patient_age_years", "patient_sex"),
)
SETS = ("conditions", "cell_sources", "donors", "routes", "doses", "n_infusions", "registrations")
WITH_PROVENANCE = ("n_enrolled", "phase", "year", "follow_up_max_months", "follow_up_mean_months")
KINDS = ("report", "field", "result", "direction", "adverse_event", "dedup")
GROUPS = {"intervention": "treatment", "comparator": "control"}
NO_DOCUMENT: Row = {"text": "", "language": None, "commercial_interest": None}
NOTHING: Row = {
    **dict.fromkeys(SCALARS),
    **{name: set() for name in SETS},
    **{"results": [], "directions": [], "adverse_events": set()},
}

# Every quote of a table beside the slice of the text that it must equal.
QUOTES = {
    "results": "results x JOIN reports USING (report_id) JOIN documents d ON d.doc_id = reports.doc_id",
    "adverse_events": "adverse_events x JOIN reports USING (report_id) JOIN documents d ON d.doc_id = reports.doc_id",
    "facts": "facts x JOIN documents d USING (doc_id)",
    "provenance": "provenance x JOIN documents d USING (doc_id)",
}


@dataclass
class Tally:
    """Hits, misses and inventions of one kind of thing."""

    tp: int = 0
    fp: int = 0
    fn: int = 0

    def add(self, tp: int = 0, fp: int = 0, fn: int = 0) -> None:
        self.tp, self.fp, self.fn = self.tp + tp, self.fp + fp, self.fn + fn

    def figures(self) -> tuple[float, float, float]:
        """Precision, recall and F1; 1 where there was nothing to find or nothing was found."""
        precision = self.tp / (self.tp + self.fp) if self.tp + self.fp else 1.0
        recall = self.tp / (self.tp + self.fn) if self.tp + self.fn else 1.0
        both = precision + recall
        return precision, recall, (2 * precision * recall / both if both else 0.0)


@dataclass(frozen=True)
class Difference:
    """One thing in which database and gold differ. `name`: the field, or the outcome; `row`: the extracted row."""

    place: tuple[str, ...]
    kind: str
    name: str
    words: tuple[Any, ...]
    row: Row | None = None

    def __str__(self) -> str:
        return "  ".join(str(word) for word in (*self.place, *self.words))


@dataclass
class Scorecard:
    """The tallies of one scoring, and the differences behind them."""

    tallies: defaultdict[str, Tally] = field(default_factory=lambda: defaultdict(Tally))
    by_document: dict[str, defaultdict[str, Tally]] = field(default_factory=dict)
    differences: list[Difference] = field(default_factory=list)
    clusters: list[tuple[str | None, str]] = field(default_factory=list)

    def count(self, doc: str, kind: str, tp: int = 0, fp: int = 0, fn: int = 0) -> None:
        self.tallies[kind].add(tp, fp, fn)
        self.by_document.setdefault(doc, defaultdict(Tally))[kind].add(tp, fp, fn)

    def note(self, place: Sequence[str], kind: str, name: str, *words: Any, row: Row | None = None) -> None:
        self.differences.append(Difference(tuple(place), kind, name, words, row))


def score(db: Path | str, dirs: Iterable[Path | str]) -> tuple[dict[str, Any], list[Difference]]:
    """All figures by name (`report_f1`, `field_p`, ...) and the differences, for the gold files of some folders."""
    with duckdb.connect(str(db), read_only=True) as con:
        documents = {row["doc_id"].rsplit("/", 1)[-1]: row for row in rows(con, "SELECT * FROM documents")}
        card = Scorecard()
        gold = load_gold(dirs)
        right = {"language": 0, "commercial": 0}
        for page in gold:
            document = documents.get(page["doc"])
            if document is None:
                card.note([page["doc"]], "document", "missing", "DOCUMENT MISSING")
                document = NO_DOCUMENT | {"doc_id": page["doc"]}
            right["language"] += document["language"] == page.get("language")
            right["commercial"] += document["commercial_interest"] == page.get("commercial_interest", False)
            score_reports(card, page, document["text"], load_predicted(con, document["doc_id"]))
            score_discrepancies(con, card, page, document)
        score_dedup(card)
        quotes_exact, fields_with_provenance = grounding(con)
    missing = sum(page["doc"] not in documents for page in gold)
    out: dict[str, Any] = {"documents": len(gold), "documents_missing": missing}
    for kind in KINDS:
        names = (f"{kind}_p", f"{kind}_r", f"{kind}_f1")
        out |= dict(zip(names, (round(x, 4) for x in card.tallies[kind].figures()), strict=True))
    out["headline"] = round(sum(out[f"{k}_f1"] for k in ("report", "field", "result", "direction", "dedup")) / 5, 4)
    for kind in ("p_value", "discrepancy"):
        out[f"{kind}_r"] = round(card.tallies[kind].figures()[1], 4)
    out |= {name: round(n / max(1, len(gold)), 4) for name, n in right.items()}
    out |= {"quotes_exact": quotes_exact, "fields_with_provenance": fields_with_provenance}
    fields = {kind[6:]: tally for kind, tally in sorted(card.tallies.items()) if kind.startswith("field:")}
    out["by_field"] = {
        name: [*(round(x, 3) for x in tally.figures()), tally.tp, tally.fp, tally.fn] for name, tally in fields.items()
    }
    out["by_document"] = {
        page["doc"]: {
            kind: round(local[kind].figures()[2], 3)
            for kind in ("report", "field", "result", "direction")
            if kind in local
        }
        for page in gold
        for local in [card.by_document.get(page["doc"], {})]
    }
    return out, card.differences


def rows(con: duckdb.DuckDBPyConnection, sql: str, parameters: Sequence[Any] = ()) -> list[Row]:
    cursor = con.execute(sql, list(parameters))
    names = [column[0] for column in cursor.description]
    return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


def load_gold(dirs: Iterable[Path | str]) -> list[Row]:
    found = (yaml.safe_load(path.read_text(encoding="utf-8")) for d in dirs for path in sorted(Path(d).glob("*.yaml")))
    return [page for page in found if isinstance(page, dict) and "doc" in page]


def load_predicted(con: duckdb.DuckDBPyConnection, doc_id: str) -> list[Row]:
    """The reports of one document in the shape of gold reports."""
    reports = rows(con, "SELECT * FROM reports WHERE doc_id = ? ORDER BY char_start", [doc_id])
    for report in reports:
        key = [report["report_id"]]
        arms = rows(con, "SELECT * FROM arms WHERE report_id = ?", key)
        active = [arm for arm in arms if arm["role"] == "intervention"] or arms
        report["conditions"] = set(report["conditions"] or [])
        report["cell_sources"] = {arm["cell_source"] for arm in active if arm["cell_source"]}
        report["donors"] = {arm["donor"] for arm in active if arm["donor"]}
        report["routes"] = {route for arm in active for route in (arm["routes"] or [])}
        doses = {(arm["dose_min"], arm["dose_max"], arm["dose_unit"]) for arm in active if arm["dose_min"] is not None}
        report["doses"] = doses
        infusions = {arm[name] for arm in active for name in ("n_infusions_min", "n_infusions_max")}
        report["n_infusions"] = infusions - {None}
        named = rows(con, "SELECT registration_id FROM registrations WHERE report_id = ?", key)
        report["registrations"] = {row["registration_id"] for row in named}
        roles = {arm["arm_id"]: arm["role"] for arm in arms}
        coded = rows(con, "SELECT * FROM results WHERE report_id = ? AND outcome <> 'other'", key)
        for row in coded:
            row["group"] = GROUPS.get(roles.get(row["arm_id"], ""))
        report["results"] = [row for row in coded if row["value"] is not None]
        report["directions"] = [row for row in coded if row["value"] is None and row["direction"]]
        events = rows(con, "SELECT event FROM adverse_events WHERE report_id = ?", key)
        report["adverse_events"] = {row["event"] for row in events}
    return reports


def score_reports(card: Scorecard, page: Row, text: str, predicted: list[Row]) -> None:
    doc, gold = page["doc"], page.get("reports") or []
    card.by_document.setdefault(doc, defaultdict(Tally))
    match = match_reports(gold, predicted, text)
    for i, wanted in enumerate(gold):
        got = predicted[match[i]] if i in match else None
        card.clusters.append((wanted.get("study"), got["study_id"] if got else f"missing-{doc}-{i}"))
        card.count(doc, "report", tp=got is not None, fn=got is None)
        if got is None:
            card.note([doc], "report", "missed", "REPORT MISSED", wanted["anchor"][:40])
        place = [doc, wanted["anchor"][:16]] if got else None
        compare(card, doc, place, wanted, got or NOTHING)
    for j, got in enumerate(predicted):
        if j not in match.values():
            card.count(doc, "report", fp=1)
            start = text[got["char_start"] : got["char_end"]][:60].replace("\n", " ")
            card.note([doc], "report", "invented", "REPORT INVENTED", start, row=got)
            compare(card, doc, None, {}, got)


def match_reports(gold: list[Row], predicted: list[Row], text: str) -> dict[int, int]:
    """Which extracted report answers which gold report: those around its anchor, the best agreement first."""
    candidates = []
    for i, wanted in enumerate(gold):
        at = text.find(wanted["anchor"])
        middle = at + len(wanted["anchor"]) // 2
        for j, got in enumerate(predicted):
            if at >= 0 and got["char_start"] <= middle < got["char_end"]:
                candidates.append((agreement(wanted, got), i, j))
    match: dict[int, int] = {}
    for _, i, j in sorted(candidates, reverse=True):
        if i not in match and j not in match.values():
            match[i] = j
    return match


def agreement(gold: Row, got: Row) -> float:
    n = sum(gold.get(f) is not None and got.get(f) is not None and close(gold[f], got[f]) for f in SCALARS)
    n += sum(len(set(map(str, gold.get(f) or [])) & set(map(str, got[f]))) for f in SETS if f != "doses")
    pairs, _, _ = pair_off(gold.get("results") or [], got["results"], same_result)
    return n + 2 * len(pairs) - 0.0001 * (got["char_end"] - got["char_start"])


def pair_off(
    gold: Sequence[Any], got: Sequence[Any], same: Callable[[Any, Any], bool]
) -> tuple[list[tuple[Any, Any]], list[Any], list[Any]]:
    """Greedy one-to-one pairing: (pairs, gold left over, extracted left over)."""
    left, pairs, missed = list(range(len(got))), [], []
    for wanted in gold:
        hit = next((i for i in left if same(wanted, got[i])), None)
        if hit is None:
            missed.append(wanted)
        else:
            left.remove(hit)
            pairs.append((wanted, got[hit]))
    return pairs, missed, [got[i] for i in left]


def close(a: Any, b: Any, tolerance: float = 0.006) -> bool:
    try:
        a, b = float(a), float(b)
    except (TypeError, ValueError):
        return str(a) == str(b)
    return abs(a - b) <= max(1e-9, tolerance * max(abs(a), abs(b)))


def same_text(gold: Any, got: Any) -> bool:
    return str(gold) == str(got)


def same_dose(gold: tuple[float, float, str], got: tuple[float, float, str]) -> bool:
    return close(gold[0], got[0]) and close(gold[1], got[1]) and gold[2] == got[2]


def same_result(gold: Row, got: Row) -> bool:
    if gold["outcome"] != got["outcome"] or not close(gold["value"], got["value"]):
        return False
    if gold.get("stat") and got["statistic"] and gold["stat"] != got["statistic"]:
        return False
    if gold.get("group") and gold["group"] != got["group"]:
        return False
    if gold.get("t") is not None:
        month, read = float(gold["t"]), got["timepoint_months"]
        if read is None or not abs(month - read) <= max(0.12, 0.03 * month):
            return False
    return gold.get("sd") is None or (got["dispersion"] is not None and close(gold["sd"], got["dispersion"], 0.011))


def same_direction(gold: Row, got: Row) -> bool:
    if gold["outcome"] != got["outcome"] or gold["direction"] != got["direction"]:
        return False
    month, read = gold.get("t"), got["timepoint_months"]
    return month is None or read is None or abs(float(month) - read) <= 0.15


def same_p(gold: Row, got: Row) -> bool:
    told = str(gold["p"])
    return got["p_value"] is not None and told[0] == got["p_operator"] and close(told[1:], got["p_value"])


def compare(card: Scorecard, doc: str, place: list[str] | None, gold: Row, got: Row) -> None:
    """Tally one gold report against one extracted report; either may be empty. Differences are noted under a place."""
    compare_fields(card, doc, place, gold, got)
    compare_findings(card, doc, place, gold, got)
    wanted, read = set(gold.get("adverse_events") or []), got["adverse_events"]
    card.count(doc, "adverse_event", tp=len(wanted & read), fp=len(read - wanted), fn=len(wanted - read))
    if place and wanted != read:
        words = ("adverse_events", "gold", sorted(wanted), "got", sorted(read))
        card.note(place, "adverse_event", "adverse_events", *words, row=got)


def compare_fields(card: Scorecard, doc: str, place: list[str] | None, gold: Row, got: Row) -> None:
    for name in SCALARS:
        wanted, read = gold.get(name), got.get(name)
        if wanted is None and read is None:
            continue
        same = wanted is not None and read is not None and close(wanted, read)
        for kind in ("field", f"field:{name}"):
            card.count(doc, kind, tp=same, fp=read is not None and not same, fn=wanted is not None and not same)
        if place and not same:
            card.note(place, "field", name, name, "gold", wanted, "got", read, row=got)
    for name in SETS:
        told = gold.get(name) or []
        wanted = [gold_dose(dose) for dose in told] if name == "doses" else list(told)
        same_item = same_dose if name == "doses" else same_text
        pairs, missed, extra = pair_off(wanted, sorted(got[name], key=str), same_item)
        for kind in ("field", f"field:{name}"):
            card.count(doc, kind, tp=len(pairs), fp=len(extra), fn=len(missed))
        if place and (missed or extra):
            card.note(place, "field", name, name, "missed", missed, "extra", extra, row=got)


def gold_dose(dose: Row) -> tuple[float, float, str | None]:
    low, high = dose.get("min", dose.get("value")), dose.get("max", dose.get("value"))
    return float(low), float(high), dose.get("unit")


def compare_findings(card: Scorecard, doc: str, place: list[str] | None, gold: Row, got: Row) -> None:
    wanted = [row for row in gold.get("results") or [] if row["outcome"] != "other"]
    pairs, missed, extra = pair_off(wanted, got["results"], same_result)
    with_p = [same_p(a, b) for a, b in pairs if a.get("p")]
    card.count(doc, "p_value", tp=sum(with_p), fn=len(with_p) - sum(with_p))
    card.count(doc, "result", tp=len(pairs), fp=len(extra), fn=len(missed))
    columns = ("outcome", "timepoint_months", "statistic", "value", "dispersion", "group")
    for row in missed if place else ():
        told = {key: value for key, value in row.items() if key != "quote"}
        card.note(place, "result", row["outcome"], "RESULT missed", told)
    for row in extra if place else ():
        words = (*(row[column] for column in columns), repr(row["quote"][:30]))
        card.note(place, "result", row["outcome"], "RESULT extra", *words, row=row)

    # a direction beside figures of the same outcome adds nothing, so it counts neither way
    with_figures = {row["outcome"] for row in wanted}
    wanted = [row for row in gold.get("directions") or [] if row["outcome"] != "other"]
    read = [row for row in got["directions"] if row["outcome"] not in with_figures]
    pairs, missed, extra = pair_off(wanted, read, same_direction)
    card.count(doc, "direction", tp=len(pairs), fp=len(extra), fn=len(missed))
    for row in missed if place else ():
        card.note(place, "direction", row["outcome"], "DIRECTION missed", row)
    for row in extra if place else ():
        words = (row["outcome"], row["direction"], row["timepoint_months"], repr(row["quote"][:30]))
        card.note(place, "direction", row["outcome"], "DIRECTION extra", *words, row=row)


def score_discrepancies(con: duckdb.DuckDBPyConnection, card: Scorecard, page: Row, document: Row) -> None:
    sql = "SELECT count(*) AS n FROM discrepancies WHERE doc_id = ? AND kind = ? AND char_start < ? AND char_end > ?"
    for wanted in page.get("discrepancies") or []:
        anchor = wanted["anchor"]
        at = document["text"].find(anchor)
        found = rows(con, sql, [document["doc_id"], wanted["kind"], at + len(anchor), at])[0]["n"]
        hit = at >= 0 and found > 0
        card.tallies["discrepancy"].add(tp=hit, fn=not hit)
        if not hit:
            words = ("DISCREPANCY MISSED", wanted["kind"], anchor[:40])
            card.note([page["doc"]], "discrepancy", wanted["kind"], *words)


def score_dedup(card: Scorecard) -> None:
    """Every pair of gold reports: told apart, or taken for one study, as the gold does?"""
    for a, b in combinations(card.clusters, 2):
        same_gold, same_got = a[0] == b[0], a[1] == b[1]
        card.tallies["dedup"].add(
            tp=same_gold and same_got, fp=same_got and not same_gold, fn=same_gold and not same_got
        )
        if same_gold != same_got:
            how = "split" if same_gold else "merged"
            card.note(["DEDUP"], "dedup", how, how, a, b)


def grounding(con: duckdb.DuckDBPyConnection) -> tuple[float, float]:
    """Shares in the whole database: quotes that equal their slice, and filled fields that have a provenance row."""
    quotes = exact = 0
    for source in QUOTES.values():
        here = "substr(d.text, x.char_start + 1, x.char_end - x.char_start) = x.quote AND length(x.quote) > 0"
        counted = rows(con, f"SELECT count(*) AS n, count(*) FILTER ({here}) AS ok FROM {source}")[0]
        quotes, exact = quotes + counted["n"], exact + counted["ok"]
    filled = proven = 0
    for name in WITH_PROVENANCE:
        proof = "SELECT 1 FROM provenance p WHERE p.entity = 'reports' AND p.entity_id = r.report_id AND p.field = ?"
        sql = f"SELECT count(*) AS n, count(*) FILTER (EXISTS ({proof})) AS ok FROM reports r WHERE {name} IS NOT NULL"
        counted = rows(con, sql, [name])[0]
        filled, proven = filled + counted["n"], proven + counted["ok"]
    return round(exact / quotes, 6) if quotes else 0.0, round(proven / filled, 6) if filled else 0.0


def lines(out: dict[str, Any]) -> list[str]:
    """The figures as people read them."""
    text = [f"documents {out['documents']} (missing {out['documents_missing']})"]
    for kind in KINDS:
        text.append(f"{kind:14s} P {out[kind + '_p']:.3f}  R {out[kind + '_r']:.3f}  F1 {out[kind + '_f1']:.3f}")
    for name, (p, r, f1, tp, fp, fn) in out["by_field"].items():
        text.append(f"  {name:22s} P {p:.3f}  R {r:.3f}  F1 {f1:.3f}   tp {tp} fp {fp} fn {fn}")
    for name in ("p_value_r", "discrepancy_r", "language", "commercial", "quotes_exact", "fields_with_provenance"):
        text.append(f"{name:24s} {out[name]}")
    return [*text, f"headline {out['headline']}"]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("db")
    parser.add_argument("gold", nargs="+")
    parser.add_argument("--errors", type=int, default=0, metavar="N", help="print the first N errors")
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--need", action="append", default=[], metavar="NAME=VALUE")
    given = parser.parse_args()
    out, differences = score(given.db, given.gold)
    if given.json:
        text = [json.dumps(out, ensure_ascii=False, indent=1)]
    else:
        text = [*map(str, differences[: given.errors]), *lines(out)]
    needs = [need.partition("=")[::2] for need in given.need]
    short = [f"{name}={floor} (is {out[name]})" for name, floor in needs if not out[name] >= float(floor)]
    if short:
        text.append("falls short: " + ", ".join(short))
    sys.stdout.write("\n".join(text) + "\n")
    return 1 if short else 0


if __name__ == "__main__":
    sys.exit(main())
