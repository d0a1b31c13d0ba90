# Everything a developer does. `make help` lists it.
# All that is downloaded or built stays in this folder: .venv, var and accessibility/node_modules.

SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help

PYTHON ?= $(firstword $(foreach name,python3 python3.13 python3.12 python3.11,$(shell command -v $(name) >/dev/null && $(name) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $(name))))
VENV := .venv
BIN := $(VENV)/bin
STAMPS := $(VENV)/stamps
# npm writes it last, so packages that were deleted are installed again.
NODE_PACKAGES := accessibility/node_modules/.package-lock.json
export UV_CACHE_DIR := $(CURDIR)/$(VENV)/cache/uv
export PIP_CACHE_DIR := $(CURDIR)/$(VENV)/cache/pip
export npm_config_cache := $(CURDIR)/$(VENV)/cache/npm
# Compiled once, not at every start, even where the machine is set to compile nothing.
export PYTHONDONTWRITEBYTECODE :=
export PLAYWRIGHT_BROWSERS_PATH := $(CURDIR)/$(VENV)/browsers
export PATH := $(CURDIR)/$(BIN):$(PATH)
say = @printf '\n\033[1m%s\033[0m\n'

##@ Use

.PHONY: run
run: setup ## start portal, sandbox and worker together
	@python manage.py run

##@ Develop

.PHONY: check
check: setup ## the fast inner loop: style, contracts, migrations, types, unit tests
	$(say) "Style"
	ruff check .
	ruff format --check .
	$(say) "Import contracts"
	lint-imports
	$(say) "Migrations"
	python manage.py makemigrations --check --dry-run
	$(say) "Types and unit tests, side by side"
	@$(MAKE) --no-print-directory --jobs 2 types units

.PHONY: types units
types:
	mypy
units:
	DATABASE_URL=sqlite:///:memory: python -m pytest tests/unit -q -n 2 -p no:playwright

.PHONY: test
test: check browser ## everything CI runs
	$(say) "Integration, contract and architecture tests on PostgreSQL, and beside them a smoke run on SQLite"
	@$(MAKE) --no-print-directory --jobs 2 integration smoke
	$(say) "Browser journeys"
	timeout --kill-after 30 1800 python -m pytest e2e -q -n 2

.PHONY: integration smoke
integration:
	python -m pytest tests/integration tests/contract tests/architecture tests/kills -n 2 -q
smoke:
	DATABASE_URL=sqlite:///:memory: python -m pytest tests -m smoke -q

.PHONY: overlay
overlay: setup ## show barriers on every page while developing (django-axe)
	@uv pip install --python $(BIN)/python --no-deps --require-hashes -r requirements-axe.lock

.PHONY: bench
bench: setup ## measure speed and size, write docs/benchmarks.md
	python -m tests.bench

.PHONY: plans
plans: setup ## ask PostgreSQL how it would find rows in tables of a million
	QUERY_PLANS=1 python -m pytest tests/integration/portal/test_query_plans.py -q

.PHONY: screenshots
screenshots: setup browser ## draw the main pages again, into docs/screenshots
	python -m e2e.screenshots

.PHONY: lock
lock: setup ## resolve the dependencies anew, with hashes and without addresses
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-header --no-annotate --upgrade -q pyproject.toml -o requirements.lock
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-header --no-annotate --upgrade -q --group dev pyproject.toml -o requirements-dev.lock
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-header --no-annotate --upgrade -q - -o requirements-uv.lock <<< uv
	npm install --prefix accessibility --package-lock-only

.PHONY: clean
clean: ## forget everything that was built, installed or seeded here
	rm -rf $(VENV) var accessibility/node_modules portal/static/compiled

##@ Set up (the others do it by themselves)

.PHONY: setup
setup: $(STAMPS)/python $(NODE_PACKAGES) $(STAMPS)/styles ## environment, packages and styles

.PHONY: browser
browser: $(STAMPS)/browser ## Chromium for the browser tests

# uv keeps its locks with the temporary files.
$(STAMPS)/python: export TMPDIR := $(CURDIR)/$(VENV)/tmp
$(STAMPS)/python: requirements-uv.lock requirements-dev.lock
	@test -n "$(PYTHON)" || { echo "Python 3.11 or newer is needed, and none was found."; exit 1; }
	$(say) "1 of 3: Python packages (about half a minute the first time)"
	@mkdir -p $(TMPDIR)
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-uv.lock
	@$(BIN)/uv pip install --python $(BIN)/python --require-hashes -r requirements-dev.lock 2>&1 | grep -E '^(Prepared|Installed|Audited|error)|×|╰' || $(BIN)/uv pip install --python $(BIN)/python --require-hashes -r requirements-dev.lock
	@mkdir -p $(STAMPS) && touch $@

$(NODE_PACKAGES): accessibility/package-lock.json | $(STAMPS)/python
	$(say) "2 of 3: browser packages"
	@npm ci --prefix accessibility --no-progress --loglevel error

$(STAMPS)/styles: $(wildcard accessibility/styles/*.scss accessibility/styles/*/*.scss accessibility/scripts/*.js accessibility/build.js) $(NODE_PACKAGES)
	$(say) "3 of 3: styles"
	@npm run --prefix accessibility --silent build
	@touch $@

$(STAMPS)/browser: | $(STAMPS)/python
	$(say) "Browser"
	@python -m tests.browser
	@touch $@

.PHONY: help
help: ## this list
	@awk 'BEGIN {FS = ":.*## "} /^##@/ {printf "\n\033[1m%s\033[0m\n", substr($$0, 5)} /^[a-z-]+:.*## / {printf "  make %-12s %s\n", $$1, $$2}' $(MAKEFILE_LIST)
