# Every target sets up what it needs: a virtual environment, and for the tests a browser.
PYTHON ?= python3
BIN := .venv/bin
PIP := $(BIN)/pip --disable-pip-version-check -q
export NO_MKDOCS_2_WARNING := 1
unexport PYTHONDONTWRITEBYTECODE  # hundreds of processes are begun, and would compile all modules anew

.PHONY: help serve build test soak check bench bench-search bench-scale bench-render bench-papers bench-build bench-import bench-hostile extras records kube-records clean

help: ## Show this list
	@grep -E '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "make %-14s%s\n", $$1, $$2}'

serve: .venv/installed ## Build the site, serve it on http://127.0.0.1:8000 and reload on every change
	$(BIN)/mkdocs serve --dev-addr 127.0.0.1:8000 --livereload

build: .venv/installed ## Build the site into site/
	$(BIN)/mkdocs build

test: .venv/installed .venv/browser ## Run all tests, those in a real browser included
	$(BIN)/pytest -n auto --dist loadgroup

soak: .venv/installed ## Hold builds beside clean ones for long: 2,000 edits, 200 kills
	TECHDIGEST_SOAK=1 $(BIN)/pytest -n 2 tests/integration/incremental

check: .venv/installed ## Lint, type-check and hold the architecture's rules
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

bench: bench-search bench-render bench-papers bench-import ## Run all benchmarks but bench-scale, bench-build and bench-hostile

bench-search: .venv/installed .venv/browser ## Search beside its peers: quality, bytes and time
	PYTHONPATH=tests $(BIN)/python -m bench.search.compare
	PYTHONPATH=tests $(BIN)/python -m bench.search.own_site

bench-scale: .venv/installed .venv/browser ## Search as a corpus grows to a hundred times its size: bytes, time and memory
	PYTHONPATH=tests $(BIN)/python -m bench.search.scale

bench-render: .venv/installed ## Rendering: formulas, and hostile text beside the stock parser
	$(BIN)/python bench/formulas.py
	$(BIN)/python bench/hostile_text.py

bench-papers: .venv/installed ## What papers cost a build, with 500 notes and with 5,000 (an hour)
	$(BIN)/python -m bench.papers

bench-build: .venv/installed ## The build beside MkDocs + Material, Zensical and Hugo, at 100, 1,000 and 5,000 posts (hours)
	$(BIN)/python -m bench.build

bench-import: .venv/installed ## An import of 500 and of 5,000 posts, again with nothing changed, and its undoing
	$(BIN)/python -m bench.importing

bench-hostile: .venv/installed ## Importers on hostile posts of up to 5 MB (an hour)
	PYTHONPATH=tests $(BIN)/python -m bench.hostile_posts

extras: .venv/installed ## Install what is not needed: faster words, and torch, triton and numba for GPU snippets
	$(PIP) install -c constraints.txt -e '.[fast,gpu,snippets]'

records: .venv/installed ## Run all snippets on this CPU and write their records
	$(BIN)/techdigest snippets run

kube-records: .venv/installed ## Run the snippets that need Kubernetes on a real control plane (built once: ten minutes)
	$(BIN)/python -m techdigest.snippets.kube records

clean: ## Remove everything that was made
	rm -rf .venv .cache site dist

.venv/installed: pyproject.toml constraints.txt
	test -x $(BIN)/python || $(PYTHON) -m venv .venv
	$(PIP) install -c constraints.txt -e '.[dev]'
	touch $@

.venv/browser: .venv/installed
	PYTHONPATH=tests $(BIN)/python -m support.browser
	touch $@
