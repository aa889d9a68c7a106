# Everything a fresh machine needs: Python 3.11 or newer with venv and pip, and make.
PYTHON ?= python3
VENV   ?= .venv
BIN    := $(VENV)/bin

.PHONY: demo test check format schemas bench clean help

help:            ## this list
	@grep -E '^[a-z]+: .*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 10

demo: $(VENV)/.demo      ## the whole thing on this machine: sample mails in, a digest out (demo/digest.html)
	$(BIN)/papersieve demo

test: $(VENV)/.dev       ## the whole suite
	$(BIN)/pytest -n auto --dist loadfile -q

check: $(VENV)/.dev      ## format, lint, types, layout
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

format: $(VENV)/.dev     ## put the sources in order
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

schemas: $(VENV)/.dev    ## write config/*.schema.json anew, after a change to what the files may say
	$(BIN)/papersieve check --schema --output config

bench: $(VENV)/.dev      ## what it costs, as ratios against a floor measured in the same run
	$(BIN)/python -m bench

clean:           ## forget what was installed and built
	rm -rf $(VENV) dist demo .mypy_cache .pytest_cache .ruff_cache .hypothesis

$(VENV)/bin/python:
	$(PYTHON) -m venv $(VENV)

$(VENV)/.demo: $(VENV)/bin/python pyproject.toml
	$(BIN)/pip install --quiet --disable-pip-version-check -e '.[demo]'
	@touch $@

$(VENV)/.dev: $(VENV)/bin/python pyproject.toml
	$(BIN)/pip install --quiet --disable-pip-version-check -e '.[dev]'
	@touch $@ $(VENV)/.demo
