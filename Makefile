# Everything a newcomer needs: `make run` and `make test`. `make help` lists the rest.
PYTHON ?= python3
VENV   ?= .venv
BIN    := $(VENV)/bin
DIR    ?= playground
WORKERS ?= auto

.PHONY: help run test test-all check bench bench-interview learn pictures clean

help: ## what can be made
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*##/\t/' | expand -t 12

$(VENV)/run.stamp: pyproject.toml
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e .
	@touch $@

$(VENV)/dev.stamp: $(VENV)/run.stamp tools/dev_requirements.py
	$(BIN)/python tools/dev_requirements.py | $(BIN)/python -m pip install --quiet --disable-pip-version-check -r /dev/stdin
	@touch $@

run: $(VENV)/run.stamp ## open the app (DIR=path opens it on any repository)
	@if [ "$(DIR)" = playground ]; then sh tools/playground.sh; fi
	@$(BIN)/spec-tui --root "$(DIR)"

test: $(VENV)/dev.stamp ## the whole test suite
	$(BIN)/python -m pytest -n $(WORKERS) --dist worksteal -m "not slow"

test-all: $(VENV)/dev.stamp ## the suite and the exhaustive runs (strace where present)
	$(BIN)/python -m pytest -n $(WORKERS) --dist worksteal

check: $(VENV)/dev.stamp ## ruff, mypy --strict on the core, import-linter
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

bench: $(VENV)/dev.stamp ## print the tables of benchmarks/
	$(BIN)/python -m benchmarks

bench-interview: $(VENV)/dev.stamp ## how well the interview asks, as a table
	$(BIN)/python -m benchmarks.interview

learn: $(VENV)/dev.stamp ## learn the words of templates/evidence.json anew
	$(BIN)/python tools/dev_requirements.py learn | $(BIN)/python -m pip install --quiet --disable-pip-version-check -r /dev/stdin
	$(BIN)/python -m benchmarks.interview.learning

pictures: $(VENV)/dev.stamp ## draw the pictures of README and docs/
	$(BIN)/python -m tools.pictures

clean: ## remove the virtual environment and caches
	rm -rf $(VENV) .pytest_cache .mypy_cache .ruff_cache .hypothesis
