# make tutor: set up, open the program.   make test: set up, run the tests.
VENV := .venv
BIN := $(VENV)/bin
PYTHON ?= $(shell for p in python3.12 python3.13 python3.11 python3 python; do \
	$$p -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))' 2>/dev/null && echo $$p && break; done)
# Standard error of pip says what went wrong; the rest is noise.
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt

.PHONY: tutor test lint fuzz bench picture clean

tutor: $(VENV)/.tutor
	@$(BIN)/tutor

test: $(VENV)/.dev
	@$(BIN)/python -m pytest --numprocesses auto --maxprocesses 4 --dist worksteal

lint: $(VENV)/.dev
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

fuzz: $(VENV)/.dev
	@$(BIN)/python -m tests.lesson.fuzz 10000

bench: $(VENV)/.dev
	@$(BIN)/python -m benchmarks

picture: $(VENV)/.dev
	@$(BIN)/python docs/pictures.py

$(BIN)/python:
	@test -n "$(PYTHON)" || { echo "tutor needs Python 3.11, 3.12 or 3.13, and found none" >&2; exit 2; }
	@$(PYTHON) -m venv $(VENV)

$(VENV)/.tutor: pyproject.toml constraints.txt | $(BIN)/python
	@echo "Setting up (once): this downloads about 500 MB and takes some minutes …"
	@$(PIP) --editable .
	@$(BIN)/python -m compileall -q tutor
	@touch $@

$(VENV)/.dev: $(VENV)/.tutor
	@$(PIP) --editable '.[dev,bench]'
	@touch $@

clean:
	rm -rf $(VENV) build dist .mypy_cache .ruff_cache .pytest_cache .import_linter_cache
