# `make help` lists the targets. Each of them does its own set-up.
PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
READY  := $(VENV)/.ready

# What only some targets need. It stands up here because a name in a target's line is replaced
# when that line is read.
PEERS      := $(VENV)/.peers
SPARK      := $(VENV)/.spark
BROWSER    := $(VENV)/.browser
SPIN       := /usr/bin/spin
CHROMIUM   := /usr/bin/chromium
NODE_TOOLS := build/node/node_modules/.package-lock.json
AXE        := build/axe/node_modules/axe-core/axe.min.js
PROCESS    := build/process/bin/python
MUSIL      := build/musil/.ready

# Without bytecode every program that a test starts would compile all that it imports anew.
unexport PYTHONDONTWRITEBYTECODE

.DEFAULT_GOAL := help
.PHONY: help verify test slow cases lint types imports docs sphinx pdf diagrams golden mutation differential ecosystem browser pictures plantuml spark bench upstream wheel gate clean

help:  ## List the targets
	@sed -nE 's/^([a-z]+):.*## (.*)/  make \1\t\2/p' $(MAKEFILE_LIST) | expand -t 21

$(READY): pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --upgrade "pip>=25.1"
	$(BIN)/python -m pip install --quiet --editable . --group dev
	@touch $@

verify: $(READY)  ## The main job: check every lifecycle and system, and draw them into build/diagrams
	@$(BIN)/wayout check -f full
	@$(BIN)/wayout draw -o build/diagrams -f svg

test: $(READY)  ## Run the tests
	$(BIN)/python -m pytest -q -m "not slow and not browser"

$(NODE_TOOLS):
	npm install --silent --no-fund --no-audit --prefix build/node \
	  "@microsoft/sarif-multitool-linux@^5.7" "mermaid@^11.17" "jsdom@^24"

plantuml:
	@command -v plantuml > /dev/null || apt-get install -y --no-install-recommends plantuml \
	  || echo "plantuml cannot be installed here: its test skips"

slow: $(PEERS) $(SPIN) $(NODE_TOOLS) plantuml  ## Run the long suites too, and random tests with all their examples
	WAYOUT_EFFORT=full $(BIN)/python -m pytest -q -m "not browser"

$(CHROMIUM):
	apt-get update -qq
	apt-get install -qq --no-install-recommends chromium > /dev/null

$(AXE):
	npm install --silent --no-fund --no-audit --prefix build/axe "axe-core@^4.14"

$(BROWSER): $(READY)
	$(BIN)/python -m pip install --quiet --group browser
	@touch $@

browser: $(BROWSER) $(AXE) $(CHROMIUM)  ## Try the pages of the site in Chromium, installed where it is absent
	$(BIN)/python -m pytest -q tests/browser

pictures: $(BROWSER) $(CHROMIUM)  ## Take the pictures in docs/pictures anew; look at them before you commit
	WAYOUT_PICTURES=write $(BIN)/python -m pytest -q -n0 tests/browser/test_pictures.py

lint: $(READY)  ## Check style and format
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(READY)  ## Check types
	$(BIN)/mypy

imports: $(READY)  ## Check the directions of imports between the rooms
	$(BIN)/lint-imports --no-logo

diagrams: $(READY)  ## Draw every lifecycle and system in every format but PDF into build/diagrams
	$(BIN)/wayout draw -o build/diagrams -f svg,png,dot,mermaid,plantuml

golden: $(READY)  ## Write the golden files anew; read the difference before you commit it
	WAYOUT_GOLDEN=write $(BIN)/python -m pytest -q -n0 tests -k golden

mutation: $(READY)  ## Count which mistakes in the lifecycles the checks notice; takes minutes
	$(BIN)/python -m tests.mutation.scores

differential: $(READY)  ## Hold every check against its oracle on 10,000 random machines
	$(BIN)/python -m tests.differential.comparing

ecosystem: $(READY)  ## Check machines of published packages, which it downloads, against kept verdicts
	$(BIN)/python tests/ecosystem/gather.py
	$(BIN)/python -m pytest -q -n0 tests/ecosystem

docs: $(READY)  ## Hold the docs against the code, run their examples, and build the site
	$(BIN)/wayout docs --check
	$(BIN)/python -m pytest -q tests/repository/test_docs.py tests/repository/test_lifecycle_pages.py
	$(BIN)/sphinx-build -W --keep-going -n -q -c docs -d build/doctrees . build/docs

sphinx: $(READY)  ## Build small projects with the oldest and newest Sphinx and three themes
	$(BIN)/python -m pytest -q -n0 tests/interfaces/sphinx_extension

pdf: $(READY)  ## Build the documentation as PDF into build/pdf; needs latexmk and LaTeX
	$(BIN)/sphinx-build -W --keep-going -n -q -c docs -d build/doctrees -b latex . build/pdf
	$(MAKE) -C build/pdf all-pdf LATEXMKOPTS="-interaction=nonstopmode -quiet"

$(SPARK): $(READY)
	$(BIN)/python -m pip install --quiet --group spark
	@touch $@

spark: $(SPARK)  ## Hold Spark against DuckDB on recorded logs; needs Java
	$(BIN)/python -m pytest -q -n0 tests/interfaces/recordings/test_engines.py

$(PEERS): $(READY)
	$(BIN)/python -m pip install --quiet --group peers
	@touch $@

$(SPIN):
	apt-get install -qq --no-install-recommends spin gcc libc6-dev > /dev/null \
	  || echo "SPIN cannot be installed here: what asks it skips"

cases: $(READY)  ## Hold every engine against the textbook on 100,000 random systems and formulas
	$(BIN)/python -m tests.analysis.systems.counting

$(PROCESS):
	$(PYTHON) -m venv build/process
	build/process/bin/python -m pip install --quiet "pm4py>=2.7.23" "polars>=2.1" "pandas>=3" pyarrow

NEWER  = python3.14 python3.13 python3.12 $(wildcard $(HOME)/.pyenv/versions/3.1[2-9].*/bin/python3)

# The peer musil asks for Python 3.12: where that is not ours, another one is looked for.
$(MUSIL): pyproject.toml
	@mkdir -p build/musil
	@for each in $(PYTHON) $(NEWER); do \
	  $$each -c "import sys; sys.exit(sys.version_info < (3, 12))" 2> /dev/null || continue; \
	  $$each -m venv build/musil \
	    && build/musil/bin/python -m pip install --quiet --editable . "musil>=0.36" && break; \
	  done; test -x build/musil/bin/python || echo "no Python 3.12 is here: musil is not asked"
	@touch $@

bench: $(PEERS) $(MUSIL) $(SPIN) $(PROCESS)  ## Measure against peers, side by side in one run
	$(BIN)/python bench/checking.py
	$(BIN)/python -m bench.replaying --python $(PROCESS)
	$(BIN)/python bench/drift.py
	$(BIN)/python -m bench.proofs

PROJECTS := nova cinder glance ironic neutron neutron-lib

upstream: $(READY)  ## Hold the lifecycles against the newest releases; exits with 3 offline
	$(BIN)/wayout drift --isolated $(PROJECTS:%=--release %==newest)

wheel: $(READY)  ## Build sdist and wheel, and try the wheel in a clean environment
	rm -rf build/wheel dist
	$(BIN)/python -m build --outdir dist .
	$(PYTHON) -m venv build/wheel
	build/wheel/bin/python -m pip install --quiet dist/*.whl
	cd build/wheel && bin/wayout check && bin/wayout export volume -f json > /dev/null

gate: lint types imports docs test  ## Everything that must hold before a commit

clean:  ## Remove what the targets make
	rm -rf $(VENV) build dist src/*.egg-info .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis
