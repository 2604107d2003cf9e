# Every command of the project. `make` lists them.
PYTHON ?= python3
PORT ?= 8000
WORKERS ?= 2
BIN := .venv/bin
.DEFAULT_GOAL := help
.PHONY: help run setup test browser test-long check types house format screens bench lock build clean

help: ## list the commands
	@grep -E '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-10s %s\n", $$1, $$2}'

run: setup ## start the site with a demonstration ward on http://127.0.0.1:8000 (PORT= changes it)
	PORT=$(PORT) $(BIN)/learnhub demo

setup: .venv/.run ## make .venv with everything that running needs

test: .venv/.test ## set up what tests need, then run every check and test
	$(MAKE) --no-print-directory check
	$(BIN)/pytest -n $(WORKERS) --dist worksteal -m "not long" --ignore=tests/house

browser: .venv/.test ## the journeys and screens in a real Chromium
	$(BIN)/pytest -n $(WORKERS) --dist load -m "not long" tests/browser

test-long: .venv/.test ## the long forms: fifty kills a database, every screen in every language and width, every journey
	$(BIN)/pytest -n $(WORKERS) --dist loadfile -m long tests/house
	$(BIN)/pytest -n $(WORKERS) --dist worksteal -m long --ignore=tests/house

check: .venv/.test ## format, lint, types, contracts, templates, words, migrations, sizes
	$(BIN)/ruff format --check src tests migrations bench
	$(BIN)/ruff check src tests migrations bench
	$(BIN)/lint-imports --no-cache
	$(MAKE) --no-print-directory --jobs 2 --output-sync types house

types: .venv/.test
	$(BIN)/mypy

house: .venv/.test
	$(BIN)/pytest -n $(WORKERS) --dist loadfile -m "not long" tests/house

format: .venv/.test ## put the code into its one format
	$(BIN)/ruff format src tests migrations bench
	$(BIN)/ruff check --fix src tests migrations bench

screens: .venv/.test ## write contact sheets of all screens to build/screens
	$(BIN)/python -m tests.browser.contact_sheets

bench: .venv/.test ## measure speed beside a bare response and a static file
	$(BIN)/python -m bench

lock: ## pin all requirements by hash (needs uv)
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-annotate \
		--group build pyproject.toml -o requirements.txt
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-annotate \
		--group build --group dev pyproject.toml -o requirements-dev.txt

build: .venv/.test ## the package for another machine, in dist/
	$(BIN)/pip wheel --quiet --no-deps --no-build-isolation --wheel-dir dist .

clean: ## remove what can be made again; the data folder stays
	rm -rf .venv build dist

.venv/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "LearnHub needs Python 3.11 or newer. Name one: make PYTHON=python3.11 $(MAKECMDGOALS)"; exit 1; }
	@$(PYTHON) -m venv .venv || { echo "Install the venv module of Python (Debian: apt-get install python3-venv)"; exit 1; }

# The lists are whole, so pip needs to look for nothing more; Python compiles what it imports.
.venv/.run: requirements.txt pyproject.toml | .venv/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --no-deps --no-compile -r requirements.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

.venv/.test: requirements-dev.txt .venv/.run
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --no-deps --no-compile -r requirements-dev.txt
	$(BIN)/python -m tests.browser.find_chromium
	@touch $@
