# On a fresh machine with Python 3.11+ and nothing else: `make run`, `make test`.
PYTHON ?= python3
BIN := .venv/bin
READY := .venv/.ready
ARGS ?=

.PHONY: run test check bench soak format clean

run: $(READY)
	$(BIN)/zayavka run $(ARGS)

test: $(READY)
	PYTHONDONTWRITEBYTECODE= $(BIN)/pytest -n 5 --dist load --maxschedchunk 2 --timeout 240 $(ARGS)

check: $(READY)
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-cache
	$(BIN)/pytest tests/shape $(ARGS)

soak: $(READY)
	$(BIN)/pytest -m soak -s $(ARGS)

bench: $(READY)
	$(BIN)/python -m bench $(ARGS)

format: $(READY)
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

$(READY): pyproject.toml constraints.txt
	test -x $(BIN)/python || $(PYTHON) -m venv .venv
	$(BIN)/pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[dev]'
	touch $(READY)

clean:
	rm -rf .venv var .mypy_cache .ruff_cache .pytest_cache
