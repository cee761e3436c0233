"""`dagster` and `dg` find the same code under the same name, whichever file they look at."""

import importlib
import tomllib
from pathlib import Path

import dagster as dg
import yaml

ROOT = Path(__file__).parents[2]


def test_workspace_and_dg_name_the_same_location():
    [source] = yaml.safe_load((ROOT / "workspace.yaml").read_text(encoding="utf-8"))["load_from"]
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["dg"]["project"]

    assert source["python_module"]["module_name"] == project["code_location_target_module"]
    assert source["python_module"]["location_name"] == project["code_location_name"] == "studyfold"


def test_the_named_module_holds_definitions():
    module = importlib.import_module("assets.definitions")

    assert isinstance(module.defs, dg.Definitions)
