"""The data dictionary: what every table and column of the evidence database means, written from the models.

`python -m pipeline.publish.dictionary` writes `data/curated/README.md`; with `--check` it only says whether that file
is up to date (exit status 1 where it is not).
"""

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pipeline.schemas.ddl import meaning, sql_type
from pipeline.schemas.registry import TABLES, Model, key, parents

TRACKED = Path(__file__).parents[2] / "data" / "curated" / "README.md"
NAME = "README.md"
_HEAD = """# Data dictionary

The tables of `evidence.duckdb`. Written by `python -m pipeline.publish.dictionary`: change the models, not this file.

A *study* is what was done; a *report* is one document's account of it. Offsets are Unicode code points into
`documents.text`, half open: `char_start` is the first of a quote, `char_end` the one after its last. Codes and their
names stand in the table `vocabulary`.
"""


def dictionary() -> str:
    """The whole dictionary as Markdown."""
    return "\n".join([_HEAD, *(line for table, model in TABLES.items() for line in _section(table, model))])


def write_dictionary(folder: Path) -> Path:
    """Write the dictionary into a folder, where it is not there already. Returns its path."""
    file = folder / NAME
    text = dictionary()
    if not file.is_file() or file.read_text(encoding="utf-8") != text:
        file.write_text(text, encoding="utf-8")
    return file


def main(arguments: list[str] | None = None, *, file: Path = TRACKED) -> int:
    """Write the tracked dictionary, or check it. Returns the exit status."""
    parser = argparse.ArgumentParser(prog="python -m pipeline.publish.dictionary", description="The data dictionary.")
    parser.add_argument("--check", action="store_true", help="only say whether the file is up to date")
    if not parser.parse_args(arguments).check:
        write_dictionary(file.parent)
        return 0
    if file.is_file() and file.read_text(encoding="utf-8") == dictionary():
        return 0
    sys.stderr.write(f"{file} is not up to date. Run: python -m pipeline.publish.dictionary\n")
    return 1


def _section(table: str, model: Model) -> Iterator[str]:
    named = ", ".join(f"`{column}`" for column in key(model))
    yield f"## {table}"
    yield ""
    yield meaning(model)
    yield ""
    yield f"Key: {named}." if named else "No key: rows may repeat."
    yield ""
    yield "| column | type | unit or codes | NULL | meaning |"
    yield "|---|---|---|---|---|"
    pointing = parents(model)
    for name, column in model.to_schema().columns.items():
        means = column.description or ""
        if name in pointing:
            means += f" → `{pointing[str(name)]}`"
        may_be_null = "yes" if column.nullable else "no"
        yield f"| `{name}` | {sql_type(column)} | {_unit(column)} | {may_be_null} | {means} |"
    yield ""
    rules = [check.error for check in model.to_schema().checks if check.error]
    if rules:
        yield f"Rules: {'; '.join(rules)}."
        yield ""


def _unit(column: Any) -> str:
    """What the values are counted in, or which codes or words they are."""
    told = column.metadata or {}
    if "vocabulary" in told:
        return f"vocabulary: {told['vocabulary']}"
    if "values" in told:
        return ", ".join(f"`{value}`" for value in told["values"])
    return str(told.get("unit", ""))


if __name__ == "__main__":
    sys.exit(main())
