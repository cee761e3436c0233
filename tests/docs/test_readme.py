"""What the documents show is what the code does now: outputs, commands, files, stages, reasons."""

import importlib.util
import re
from pathlib import Path

import pytest

from assets.definitions import build_defs
from docs.render import BLOCK, DOCUMENTS, QUERIES, ROOT, block_names, cell, filled, make_blocks, table

README = ROOT / "README.md"
PAGES = (*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md"))
CODE = re.compile(r"```.*?```|`[^`\n]+`", re.DOTALL)
COMMAND = re.compile(r"\bmake ([a-z]+)\b")
MODULE = re.compile(r"\bpython -m ([a-z_]+(?:\.[a-z_]+)*)")
LINK = re.compile(r"\]\((?!https?:|#)([^)#]+)(?:#[^)]*)?\)")
ROW = re.compile(r"^\| (\w+) \|.*\| ([^|]+) \|$", re.MULTILINE)

named = pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)


@pytest.fixture(scope="module")
def blocks(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Every block, made anew: the job over data/raw, the queries, the gold pages."""
    return make_blocks(tmp_path_factory.mktemp("documents"))


def text_of(page: Path) -> str:
    return page.read_text(encoding="utf-8")


def said_in_code(page: Path, pattern: re.Pattern[str]) -> list[str]:
    return [found for code in CODE.findall(text_of(page)) for found in pattern.findall(code)]


@pytest.mark.parametrize("page", DOCUMENTS, ids=lambda page: page.name)
def test_no_output_is_stale(page: Path, blocks: dict[str, str]) -> None:
    text = text_of(page)
    fresh = {block["name"]: block[0] for block in BLOCK.finditer(filled(text, blocks))}
    stale = [block["name"] for block in BLOCK.finditer(text) if block[0] != fresh[block["name"]]]
    assert not stale, (
        f"{page.name} shows what no longer comes out: call `make readme`, look at what it changed, commit it."
    )


def test_every_output_is_shown(blocks: dict[str, str]) -> None:
    assert set(block_names(text_of(README))) == set(blocks)


@named
def test_every_command_is_in_the_makefile(page: Path) -> None:
    makefile = text_of(ROOT / "Makefile")
    assert [name for name in said_in_code(page, COMMAND) if not re.search(rf"^{name}:", makefile, re.MULTILINE)] == []


@named
def test_every_module_that_is_called_exists(page: Path) -> None:
    outside = {"venv", "pip", "pytest", "mypy"}
    called = set(said_in_code(page, MODULE)) - outside
    assert [name for name in sorted(called) if importlib.util.find_spec(name) is None] == []


@named
def test_every_linked_file_exists(page: Path) -> None:
    assert [target for target in LINK.findall(text_of(page)) if not (page.parent / target).exists()] == []


def test_every_table_stands_in_its_stage() -> None:
    assets = build_defs().resolve_asset_graph()
    made = {(assets.get(key).group_name, key.to_user_string()) for key in assets.get_all_asset_keys()}
    stages = text_of(README).partition("## The stages")[2].partition("\n## ")[0]
    rows = [row for row in ROW.findall(stages) if row[0] != "stage"]
    assert {(stage, name) for stage, gives in rows for name in re.findall(r"`(\w+)`", gives)} == made


def test_no_query_asks_for_an_id_that_a_run_gave() -> None:
    assert [path.name for path in QUERIES.glob("*.sql") if re.search(r"S-[0-9a-f]{10}|#\d+", text_of(path))] == []


def test_a_block_is_filled_and_the_text_around_it_stays() -> None:
    text = "before\n<!-- output: a b -->\nold\nrows\n<!-- end of output -->\nafter\n"
    assert filled(text, {"a b": "new"}) == "before\n<!-- output: a b -->\nnew\n<!-- end of output -->\nafter\n"


def test_a_block_that_nothing_makes_is_an_error() -> None:
    with pytest.raises(KeyError, match="unheard of"):
        filled("<!-- output: unheard of -->\n\n<!-- end of output -->", {})


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (None, ""),
        (True, "true"),
        (12.0, "12"),
        (0.1 + 0.2, "0.3"),
        (["LN", "SLE"], "LN, SLE"),
        ("a|b\n c", "a\\|b c"),
        ("P<0.01", "P&lt;0.01"),
    ],
)
def test_a_value_in_a_table(value: object, shown: str) -> None:
    assert cell(value) == shown


def test_a_table_has_a_line_under_its_head() -> None:
    assert table(["n", "what"], [(40, None)]).splitlines() == ["| n | what |", "| --- | --- |", "| 40 |  |"]
