# make demo, make test: on a machine with Python 3.11+, make and a package index, nothing else.
PYTHON ?= python3
BIN := .venv/bin
READY := .venv/.ready

.PHONY: demo test lint bench soak client lock clean

demo: $(READY)
	@$(BIN)/epresensi demo $(ARGS)

test: $(READY)
	@$(BIN)/pytest -n 2 --dist loadfile $(ARGS)

lint: $(READY)
	@$(BIN)/ruff format --check .
	@$(BIN)/ruff check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports --no-cache

bench: $(READY)
	@$(BIN)/python -m benchmarks $(ARGS)

soak: $(READY)
	@$(BIN)/python -m tests.soak $(ARGS)

client: $(READY)
	@$(BIN)/python client/generate.py

lock:
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	  --no-emit-index-url --no-emit-find-links --no-annotate --custom-compile-command "make lock" \
	  --output-file requirements/lock.txt requirements/runtime.in requirements/tracing.in requirements/dev.in

clean:
	rm -rf .venv var build *.egg-info .mypy_cache .ruff_cache .hypothesis

$(READY): requirements/lock.txt pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit("E-Presensi needs Python 3.11 or later" if sys.version_info < (3, 11) else 0)'
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/lock.txt
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@
