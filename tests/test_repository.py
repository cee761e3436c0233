"""What holds for the repository as a whole: its import law, its rules, what it may mention, what it must contain."""

import re
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).resolve().parents[1]
TERM_FILES = sorted((ROOT / "pipeline" / "lexicon" / "terms").glob("*.yaml"))
PAGE_FILES = sorted((ROOT / "pipeline" / "lexicon" / "page").glob("*.yaml"))
TERM_KEYS = {"id", "code", "zh", "ja", "latin", "joined", "not_before", "not_after", "attributes", "reads", "misses"}
SEEDS = (
    "000_2998f1f188ab193a.txt",
    "001_c3eac87ae79e87f4.txt",
    "002_84a4adeb9e49c856.txt",
    "003_85021fc330465d9d.txt",
    "004_3a1190722efc1906.txt",
)
# Put together from pieces, so that this file does not itself mention them.
PRIVATE = re.compile(
    r"(?<![\w.])/" + r"work/"
    r"|--(?:extra-)?index" + r"-url|\bindex" + r"_url\b"
    r"|https?://[^\s/]*(?:pypi|pythonhosted|registry|artifactory|nexus|devpi)" + r"[^\s]*"
)


def run(*command: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)


def rules(files: list[Path], key: str) -> Iterator[tuple[str, dict[str, Any]]]:
    for path in files:
        for rule in yaml.safe_load(path.read_text(encoding="utf-8"))[key]:
            yield path.name, rule


def tracked_files() -> list[Path]:
    if shutil.which("git") is None or not (ROOT / ".git").exists():
        pytest.skip("This copy is not a git checkout.")
    listed = run("git", "ls-files", "-z")
    assert listed.returncode == 0, listed.stderr
    return [ROOT / name for name in listed.stdout.split("\0") if name and (ROOT / name).is_file()]


def test_every_part_imports_only_what_it_may() -> None:
    linted = run(str(Path(sys.executable).with_name("lint-imports")), "--no-cache")
    assert linted.returncode == 0, linted.stdout[-3000:] + linted.stderr


def test_there_are_rules() -> None:
    assert TERM_FILES
    assert PAGE_FILES


def test_every_term_says_what_it_reads_and_what_it_must_not() -> None:
    faults = []
    for file, term in rules(TERM_FILES, "terms"):
        name = f"{file}: {term.get('id')}"
        faults += [f"{name} has the unknown key {key}" for key in set(term) - TERM_KEYS]
        faults += [f"{name} lacks {key}" for key in ("id", "code") if key not in term]
        # a blocker, which has no code, reads nothing: its words are its case
        cases = () if term.get("code", "") is None else ("reads", "misses")
        faults += [f"{name} lacks {key}" for key in cases if not term.get(key)]
        if not any(term.get(key) for key in ("zh", "ja", "latin", "joined")):
            faults.append(f"{name} has no words")
    assert faults == []


def test_every_page_rule_says_what_it_reads_and_what_it_must_not() -> None:
    lacking = [
        f"{file}: {rule.get('id')} lacks {key}"
        for file, rule in rules(PAGE_FILES, "rules")
        for key in ("id", "reads", "misses")
        if not rule.get(key)
    ]
    assert lacking == []


def test_no_two_rules_share_an_id() -> None:
    ids = [rule["id"] for _, rule in (*rules(TERM_FILES, "terms"), *rules(PAGE_FILES, "rules"))]
    assert [rule for rule, times in Counter(ids).items() if times > 1] == []


def test_the_pattern_of_private_places_knows_them() -> None:
    for place in ("see /" + "work/notes", "pip install --index" + "-url x", "https:/" + "/pypi.example.org/simple"):
        assert PRIVATE.search(place), place
    for harmless in ("http://example.org/work" + "/12", "the registry of trials", "pip install -r requirements.lock"):
        assert not PRIVATE.search(harmless), harmless


def test_no_file_mentions_a_private_place() -> None:
    mentions = [
        f"{path.relative_to(ROOT)}: {found[0]}"
        for path in tracked_files()
        if (found := PRIVATE.search(path.read_text(encoding="utf-8", errors="replace")))
    ]
    assert mentions == []


def test_the_data_dictionary_is_fresh() -> None:
    checked = run(sys.executable, "-m", "pipeline.publish.dictionary", "--check")
    assert checked.returncode == 0, checked.stdout + checked.stderr


def test_the_five_documents_are_there() -> None:
    assert {path.name for path in (ROOT / "data" / "raw").iterdir()} >= set(SEEDS)
