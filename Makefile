# Everything is run from here, at the root of the repository. `make help` lists what there is.

PYTHON ?= python3
PORT ?= 3000
RAW_DIR ?= data/raw
CURATED_DIR ?= data/curated
EXAMPLES ?= 3

export RAW_DIR CURATED_DIR
export PYTHONUNBUFFERED = 1

BIN := .venv/bin
READY := .venv/.ready

.DEFAULT_GOAL := help
.PHONY: help run ui test check explain differences bench dictionary readme clean

help: ## Say what each command does
	@grep -E '^[a-z]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-12s %s\n", $$1, $$2}'
	@echo
	@echo "  RAW_DIR=$(RAW_DIR)"
	@echo "  CURATED_DIR=$(CURATED_DIR)"

run: $(READY) ## Read every document of RAW_DIR and publish CURATED_DIR/evidence.duckdb
	@$(BIN)/python -m assets.run

ui: $(READY) ## Open the Dagster UI on 127.0.0.1:PORT (3000), with the sensor and the schedule running
	@$(BIN)/python -m assets.ui $(PORT)

test: check ## Run the whole test suite
	@$(BIN)/python -m pytest

check: $(READY) ## Check style and the import law
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check --quiet .
	@$(BIN)/lint-imports
	@$(BIN)/mypy

explain: $(READY) ## Show what is read from FILE: the text with its marks, every value with its words and its rule
	@test -n "$(FILE)" || { echo "Name a document: make explain FILE=data/raw/page.txt"; exit 1; }
	@$(BIN)/python -m pipeline.explain "$(FILE)"

differences: $(READY) ## Show where reading differs from the gold annotations, by field and by rule (ONLY=result, EXAMPLES=3)
	@$(BIN)/python -m tests.gold.differences --examples $(EXAMPLES) $(if $(ONLY),--only $(ONLY))

bench: $(READY) ## Measure how fast RAW_DIR is read; figures are printed and written to CURATED_DIR/bench.json
	@$(BIN)/python -m bench.run "$(RAW_DIR)" "$(CURATED_DIR)"

dictionary: $(READY) ## Write the data dictionary, data/curated/README.md, from the schemas
	@$(BIN)/python -m pipeline.publish.dictionary

readme: $(READY) ## Write the outputs that README.md and README.zh-CN.md show anew, by a run over data/raw
	@$(BIN)/python -m docs.render

clean: ## Remove the environment (nothing that was read or published)
	@rm -rf .venv

# The environment is made again whenever the lock is newer than the last complete set-up.
$(READY): requirements.lock
	@command -v $(PYTHON) >/dev/null || { echo "There is no $(PYTHON): install Python 3.11 or newer, or name one with PYTHON=."; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "$(PYTHON) is older than 3.11: name a newer one with PYTHON=."; exit 1; }
	@echo "Setting up .venv from requirements.lock (once; a minute or two) ..."
	@$(PYTHON) -m venv .venv
	@$(BIN)/python -m pip install -qq --disable-pip-version-check -r requirements.lock
	@touch $@
