# The only verbs. CI (.ci/run) calls the same ones.
.PHONY: setup run test check bench chaos soak bundle clean
SHELL := /bin/sh
BIN := .venv/bin

setup: .venv/stamp

# A shim may exist for a version that is not installed, so each candidate is asked, not just looked for.
.venv/stamp: requirements.lock pyproject.toml
	@for python in python3.13 python3.12 python3.11 python3; do \
	    if $$python -c 'import sys, ensurepip; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then \
	        found=$$python; break; \
	    fi; \
	done; \
	if [ -z "$$found" ]; then \
	    echo "Duban needs Python 3.11 or newer with venv (on Debian: apt-get install python3-venv)." >&2; exit 1; \
	fi; \
	echo "Setting up .venv with $$($$found --version); this takes a minute the first time." >&2; \
	$(BIN)/python -c '' 2>/dev/null || $$found -m venv --clear .venv
	@$(BIN)/python -m pip install -qq --disable-pip-version-check --require-hashes -r requirements.lock
	@$(BIN)/python -m pip install -qq --disable-pip-version-check --no-deps --no-build-isolation --no-index -e .
	@touch $@

run: setup
	@$(BIN)/duban demo $(ARGS)

# On every core: the suite is one of five minutes on two. Bytecode is kept whatever the environment says: each of the
# hundred processes that tests start would compile a thousand modules again. Each worker has its half of the files, so
# that what a file's tests share is made once, and takes from the other's end when it is through.
test: setup
	PYTHONDONTWRITEBYTECODE= $(BIN)/pytest -n auto --dist worksteal $(ARGS)

check: setup
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy bot tests
	$(BIN)/lint-imports
	$(BIN)/pytest -q tests/house

bench: setup
	$(BIN)/python -m tests.bench $(ARGS)

chaos: setup
	$(BIN)/python -m tests.chaos $(ARGS)

soak: setup
	$(BIN)/python -m tests.soak $(ARGS)

# An archive that installs without network, on the platform and Python it was made with.
bundle: setup
	@sh bundle/make

# Leaves data alone: a database is nobody's cache.
clean:
	rm -rf .venv .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache build dist *.egg-info
	find bot tests -name __pycache__ -type d -prune -exec rm -rf {} +
