"""Writes what the documents show of real output: a run's words, queries with their rows, measured figures.

    python -m docs.render           rewrites the stale blocks
    python -m docs.render --check   names the documents with stale blocks; exit status 1 where there are any

A block stands between `<!-- output: NAME -->` and `<!-- end of output -->`. Nothing inside is written by hand: the job
is run over data/raw, the gold pages are read and scored, and each query is asked of the database of that run.
"""

import argparse
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import duckdb
import yaml

from tests.gold.publishing import GOLD, UNSEEN, WRITTEN, publish_gold
from tests.gold.score import KINDS, score

ROOT = Path(__file__).resolve().parents[1]
RAW = ROOT / "data" / "raw"
QUERIES = ROOT / "queries"
DOCUMENTS = tuple(ROOT / name for name in ("README.md", "README.zh-CN.md"))
READERS_HOME = "/home/you/studyfold"  # where the run's words say that the repository lies
BLOCK = re.compile(r"(<!-- output: (?P<name>[\w ./-]+) -->\n).*?(\n<!-- end of output -->)", re.DOTALL)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true", help="change nothing")
    check = parser.parse_args().check
    with tempfile.TemporaryDirectory() as work:
        blocks = make_blocks(Path(work))
    status = 0
    for path in DOCUMENTS:
        text = path.read_text(encoding="utf-8")
        fresh = filled(text, blocks)
        if fresh != text:
            sys.stdout.write(f"{path.name}: {'stale' if check else 'rewritten'}\n")
            status = 1 if check else 0
            if not check:
                path.write_text(fresh, encoding="utf-8")
    return status


def filled(text: str, blocks: Mapping[str, str]) -> str:
    """`text` with every block written anew. Raises KeyError where it names a block that nothing makes."""
    return BLOCK.sub(lambda block: block[1] + blocks[block["name"]] + block[3], text)


def make_blocks(work: Path) -> dict[str, str]:
    """Every block by name, made from data/raw and the gold pages in the empty folder `work`."""
    words = run_words(work / "run")
    with duckdb.connect(str(work / "run" / "evidence.duckdb"), read_only=True) as evidence:
        queries = {f"queries/{path.name}": asked(evidence, path) for path in sorted(QUERIES.glob("*.sql"))}
    return {"make run": fenced("console", f"$ make run\n{words}"), "figures": figures(work / "gold"), **queries}


def run_words(curated: Path) -> str:
    """What `make run` prints over data/raw, as on a reader's machine. Publishes into `curated`."""
    environment = {**os.environ, "RAW_DIR": str(RAW), "CURATED_DIR": str(curated)}
    run = subprocess.run(
        [sys.executable, "-m", "assets.run"], cwd=ROOT, env=environment, capture_output=True, text=True, check=True
    )
    places = {sys.executable: ".venv/bin/python", str(curated): "data/curated", str(RAW): "data/raw"}
    for here, there in places.items():
        run.stdout = run.stdout.replace(here, f"{READERS_HOME}/{there}")
    return run.stdout.strip()


def asked(evidence: duckdb.DuckDBPyConnection, query: Path) -> str:
    """A query and its rows."""
    sql = query.read_text(encoding="utf-8").strip()
    cursor = evidence.execute(sql)
    names = [column[0] for column in cursor.description or ()]
    return f"{fenced('sql', sql)}\n\n{table(names, cursor.fetchall())}"


def figures(work: Path) -> str:
    """How well the gold pages are read, as a table with a row for each set of pages."""
    published = {folder: publish_gold(work / folder.name, folder) for folder in (GOLD, WRITTEN, UNSEEN)}
    rows = []
    for place, (title, pages) in enumerate(gold_sets().items()):
        gold = work / f"set{place}"
        gold.mkdir()
        for page in pages:
            shutil.copyfile(page.with_suffix(".yaml"), gold / page.with_suffix(".yaml").name)
        measured, _ = score(published[pages[0].parent], [gold])
        rows.append([f"{title} ({len(pages)})", *(f"{measured[f'{kind}_f1']:.2f}" for kind in KINDS)])
    return table(["pages", "reports", "fields", "results", "directions", "adverse events", "same study"], rows)


def gold_sets() -> dict[str, list[Path]]:
    """The sets of gold pages that are measured apart, each of one folder."""
    pages = sorted(GOLD.glob("*.txt"))
    languages = {
        page: yaml.safe_load(page.with_suffix(".yaml").read_text(encoding="utf-8"))["language"] for page in pages
    }
    named = {"zh-Hans": "Simplified Chinese", "zh-Hant": "Traditional Chinese", "ja": "Japanese"}
    return {
        "the documents of data/raw": [page for page in pages if (RAW / page.name).exists()],
        "the dev set": pages,
        **{f"of these, {name}": [page for page in pages if languages[page] == code] for code, name in named.items()},
        "pages written to build on": sorted(WRITTEN.glob("*.txt")),
        "pages written to measure on, unseen": sorted(UNSEEN.glob("*.txt")),
    }


def table(names: list[str], rows: list[Any]) -> str:
    """Rows as a Markdown table."""
    cells = [names, ["---"] * len(names), *([cell(value) for value in row] for row in rows)]
    return "\n".join(f"| {' | '.join(line)} |" for line in cells)


def cell(value: Any) -> str:
    """A value as it stands in a table: nothing for NULL, lists without brackets, 12.0 as 12."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    text = ", ".join(value) if isinstance(value, list) else f"{value:.10g}" if isinstance(value, float) else str(value)
    return " ".join(text.split()).replace("|", "\\|").replace("<", "&lt;")


def fenced(language: str, text: str) -> str:
    return f"```{language}\n{text}\n```"


def block_names(text: str) -> Iterator[str]:
    """The names of the blocks in a document."""
    return (block["name"] for block in BLOCK.finditer(text))


if __name__ == "__main__":
    sys.exit(main())
