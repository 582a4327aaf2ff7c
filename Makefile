# Two commands do all the set-up on a fresh machine: `make run` and `make test`. `make help` lists them all.

PYTHON ?= python3
VENV ?= .venv
PORT ?= 8000
HUB_PORT ?= 8001
SOURCE ?=

BIN := $(VENV)/bin
PIP_INSTALL := $(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes

.DEFAULT_GOAL := help
.PHONY: help run test bench lighthouse lint screens format lock clean

help: ## List the targets
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## (.*)/  make \1\t\2/' | expand -t 16

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "Gleaner needs Python 3.11 or later; name one with PYTHON=…, as in: make run PYTHON=python3.12" >&2; exit 1; }
	@echo "Making $(VENV) …"
	@$(PYTHON) -m venv $(VENV) || { rm -f $@; exit 1; }  # else the next call takes it for whole

$(VENV)/.runs: requirements.txt | $(BIN)/python
	@echo "Installing what Gleaner runs on …"
	@$(PIP_INSTALL) -r requirements.txt
	@touch $@

$(VENV)/.tests: requirements-dev.txt requirements-scale.txt requirements.txt | $(BIN)/python
	@echo "Installing what Gleaner is tested with …"
	@$(PIP_INSTALL) -r requirements-dev.txt
	@touch $@ $(VENV)/.runs

run: $(VENV)/.runs ## Crawl the sample hub and serve the site (PORT=8000 HUB_PORT=8001; SOURCE=https://… for a real hub)
	@exec $(BIN)/python manage.py up --port $(PORT) --hub-port $(HUB_PORT) $(if $(SOURCE),--source "$(SOURCE)")

lint: $(VENV)/.tests ## Lint, types, import contracts, migrations, dependencies
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports --no-cache
	@$(BIN)/djlint --quiet --lint cms articles
	@GLEANER_VAR=$$(mktemp -d) $(BIN)/python manage.py makemigrations --check --dry-run
	@$(BIN)/python -m pip check

test: lint ## Lint and run all tests
	@$(BIN)/python -m pytest -q -n 2 --maxschedchunk 2  # else hundreds of tests wait behind the longest

bench: $(VENV)/.tests ## Measure beside named peers; writes docs/benchmarks.md
	@$(BIN)/python -m tests.bench

lighthouse: $(VENV)/.tests ## Let Lighthouse judge the readers' pages (needs Node); writes docs/lighthouse.md
	@$(BIN)/python -m tests.lighthouse

screens: $(VENV)/.tests ## Photograph the readers' pages and the workbench; writes docs/screens
	@mkdir -p docs/screens
	@GLEANER_SCREENSHOTS=docs/screens $(BIN)/python -m pytest -q tests/articles/admin/test_screens.py
	@$(BIN)/python -m tests.screens

format: $(VENV)/.tests ## Put the code into the house's form
	@$(BIN)/ruff check --fix --exit-zero .
	@$(BIN)/ruff format .

lock: $(VENV)/.tests ## Compile the locks anew from pyproject.toml, for every supported Python
	@$(BIN)/uv pip compile --quiet --universal --generate-hashes --no-emit-index-url --no-header \
		--upgrade pyproject.toml -o requirements.txt
	@$(BIN)/uv pip compile --quiet --universal --generate-hashes --no-emit-index-url --no-header \
		--extra scale -c requirements.txt pyproject.toml -o requirements-scale.txt
	@$(BIN)/uv pip compile --quiet --universal --generate-hashes --no-emit-index-url --no-header \
		--extra scale --group dev -c requirements-scale.txt pyproject.toml -o requirements-dev.txt

clean: ## Remove the virtual environment (var/ stays: it holds the database)
	@rm -rf $(VENV)
