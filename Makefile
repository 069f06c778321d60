# What there is to do here: `make` alone lists it. Two commands set everything up: `make run` and `make test`.
SHELL := /bin/sh
.DEFAULT_GOAL := help
.NOTPARALLEL:
PY ?= python3
VENV := .venv
BIN := $(VENV)/bin
CODE := activities api benchmarks cases commands guidelines migrations runtime tests workflows
export UV_PYTHON_DOWNLOADS := never
export PIP_DISABLE_PIP_VERSION_CHECK := 1
# Empty: bytecode is kept, whatever the shell says. A case's workflow imports its modules anew, and would compile them anew.
export PYTHONDONTWRITEBYTECODE :=

# uv where it is there (seconds); otherwise what Python brings (about a minute).
ifneq ($(shell command -v uv 2>/dev/null),)
MAKE_VENV = uv venv -q --allow-existing --python $(PY) $(VENV)
INSTALL = VIRTUAL_ENV=$(CURDIR)/$(VENV) uv pip install -q
else
MAKE_VENV = $(PY) -m venv $(VENV)
INSTALL = $(BIN)/python -m pip install -qq
endif

.PHONY: help run test nightly lint types audit check-guidelines screens messages lock clean

help: ## List what there is to do
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-18s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

run: $(VENV)/.runtime.stamp $(VENV)/.command.stamp ## Start everything on this machine, with invented cases to practise on
	@$(BIN)/resguardo run

test: $(VENV)/.test.stamp $(VENV)/.command.stamp ## Run the whole suite: rules, workflows, database, API, browser
	@$(BIN)/python -m tests.prepare_browser
	@$(BIN)/python -m pytest -n 2 --dist loadfile --no-loadscope-reorder -q $(TESTS)

nightly: $(VENV)/.test.stamp $(VENV)/.command.stamp ## Act at random for hours: at least 10,000 acts, every rule checked after each
	@RESGUARDO_NIGHTLY=1 $(BIN)/python -m pytest -q tests/workflows/test_property.py

lint: $(VENV)/.test.stamp $(VENV)/.command.stamp ## Style, types, import contracts, dependencies, templates, spelling, security
	@$(BIN)/ruff check $(wildcard $(CODE))
	@$(BIN)/ruff format --check $(wildcard $(CODE))
	@$(BIN)/mypy
	@$(BIN)/lint-imports --no-logo
	@$(BIN)/deptry . --no-ansi
	@$(BIN)/bandit -q -ll -r -c pyproject.toml $(filter-out tests benchmarks,$(wildcard $(CODE)))
	@$(BIN)/djlint templates --check --lint --quiet
	@$(BIN)/yamllint --strict .
	@$(BIN)/codespell

types: $(VENV)/.test.stamp ## Check the types alone
	@$(BIN)/mypy

audit: $(VENV)/.test.stamp ## Ask for known faults of the libraries (needs pip-audit, and a network)
	@$(BIN)/python -m tests.dependencies.audit

check-guidelines: $(VENV)/.runtime.stamp $(VENV)/.command.stamp ## Check the guidelines, and list what nobody checked for a year
	@$(BIN)/resguardo guidelines check

screens: $(VENV)/.test.stamp $(VENV)/.command.stamp ## Photograph every page, wide and narrow, into docs/screens
	@$(BIN)/python -m tests.prepare_browser
	@$(BIN)/python -m tests.browser.screens

messages: $(VENV)/.runtime.stamp ## Collect the words to translate and merge them into the catalogues
	@$(BIN)/pybabel -q extract -F babel.cfg -k N_ -k ngettext:1,2 --no-location --sort-output --no-wrap -o $(VENV)/messages.pot .
	@$(BIN)/pybabel -q update -i $(VENV)/messages.pot -d locales --no-fuzzy-matching --no-wrap --ignore-pot-creation-date
	@echo "Now translate what is new in locales/*/LC_MESSAGES/messages.po; a test lists what is missing."

lock: ## Resolve the requirements again, with hashes (needs uv)
	@command -v uv >/dev/null || { echo "make lock needs uv: install it, or leave the locks as they are."; exit 1; }
	@uv pip compile -q pyproject.toml --extra build --python-version 3.11 --universal --generate-hashes \
	  --no-emit-index-url --no-emit-find-links --no-header --no-annotate -o requirements/runtime.txt
	@uv pip compile -q pyproject.toml --extra build --extra test -c requirements/runtime.txt --python-version 3.11 \
	  --universal --generate-hashes --no-emit-index-url --no-emit-find-links --no-header --no-annotate -o requirements/test.txt

clean: ## Remove what was built here (not var/: the practice cases stay)
	@rm -rf $(VENV) .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +

$(VENV)/.python.stamp:
	@command -v $(PY) >/dev/null || { echo "Python is missing: install python3 (3.11 or newer) and python3-venv."; exit 1; }
	@$(PY) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
	  echo "Python 3.11 or newer is needed, and $(PY) is $$($(PY) -V 2>&1). Name another: make $(or $(MAKECMDGOALS),run) PY=python3.12"; exit 1; }
	@$(if $(findstring uv ,$(MAKE_VENV)),true,$(PY) -c 'import ensurepip, venv') 2>/dev/null || { \
	  echo "Python's venv is missing: install it (on Debian: apt-get install python3-venv) and say make again."; exit 1; }
	@echo "Making a place for the program in $(VENV) ..."
	@$(MAKE_VENV)
	@touch $@

$(VENV)/.%.stamp: requirements/%.txt $(VENV)/.python.stamp
	@echo "Installing what it needs (requirements/$*.txt, checked by hash; a minute or two the first time) ..."
	@$(INSTALL) --require-hashes -r $<
	@touch $@

# Runs after whichever lock was installed; installs nothing but the command, from this folder.
$(VENV)/.command.stamp: pyproject.toml $(VENV)/.python.stamp
	@test -f $(VENV)/.runtime.stamp -o -f $(VENV)/.test.stamp
	@$(INSTALL) --no-deps --no-build-isolation -e .
	@touch $@
