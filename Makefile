# Everything that a developer runs. `make read` and `make test` install what they need into .venv first.

PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed

.PHONY: read test check docs screenshots lock clean

read: $(STAMP)
	$(BIN)/onrecord read examples/2024-06-14-preview.md

test: $(STAMP)
	$(BIN)/pytest

check: $(STAMP)
	$(BIN)/ruff check src tests benchmarks scripts training
	$(BIN)/ruff format --check src tests benchmarks scripts training
	$(BIN)/mypy
	$(BIN)/lint-imports

# Writes the reference and all transcripts anew.
docs: $(STAMP)
	$(BIN)/python scripts/reference.py
	$(BIN)/python scripts/transcripts.py

# Takes the pictures of the pages anew; needs Chromium.
screenshots: $(STAMP)
	$(BIN)/python scripts/screenshots.py

# Installs exactly what requirements.lock pins, by hash, and then this project on top.
$(STAMP): requirements.lock pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	touch $(STAMP)

# Resolves anew for all supported versions of Python; needs uv.
lock:
	uv pip compile pyproject.toml --all-extras --group dev --universal --python-version 3.11 --generate-hashes \
		--no-emit-index-url --no-emit-find-links --no-header --no-annotate --output-file requirements.lock

clean:
	rm -rf $(VENV) build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis
