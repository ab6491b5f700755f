# The commands of this project. `make help` lists them; a fresh machine needs Python 3.11 or newer and make, no more.
PY := .venv/bin/python
JOBS ?= 2
KILLS ?= 30
SEED ?= 2026

# Several processes start at once here; without Python's caches each would compile every package anew.
unexport PYTHONDONTWRITEBYTECODE

.DEFAULT_GOAL := help
.PHONY: help run test chaos check lint types layers migrations texts reset lock

help: ## 이 목록 · this list
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/  make \1\t\2/p' Makefile | expand -t 22

run: ## 모두 시작: 주소와 시범 로그인이 나옵니다 · start everything (PORT=8000, JOBVISIT_POSTGRES=system|wheel|/folder)
	@sh tools/bootstrap run && exec $(PY) -m jobvisit up

test: ## 시험 · the tests (JOBS=2, ARGS='-k name', ARGS='-m "not browser"')
	@sh tools/bootstrap dev && exec $(PY) -m pytest -n $(JOBS) $(ARGS)

chaos: ## kill -9 아래에서 잃는 것이 없는지 · nothing is lost under kill -9 (KILLS=500, SEED=2026)
	@sh tools/bootstrap dev && JOBVISIT_KILLS=$(KILLS) JOBVISIT_SEED=$(SEED) exec $(PY) -m pytest -m chaos tests/chaos

check: lint types layers migrations texts test ## 서명 전 모든 검사 · everything that must pass before a change lands

lint: ## 글꼴과 잔결함 · style and small faults
	@sh tools/bootstrap dev
	$(PY) -m ruff check .
	$(PY) -m ruff format --check .

types: ## 자료형 · types
	@sh tools/bootstrap dev
	$(PY) -m mypy

layers: ## 들여오기 규칙 · the one rule: import only downwards
	@sh tools/bootstrap dev
	$(PY) -c 'from importlinter.cli import lint_imports_command as c; c()'

migrations: ## 빠진 마이그레이션 · tables and migrations agree
	@sh tools/bootstrap dev
	@# No database runs for this; Django would warn that it cannot ask one what was applied.
	$(PY) -W ignore::RuntimeWarning manage.py makemigrations --check --dry-run

texts: ## 글이 모두 번역되었는지 · every text has its translation
	@sh tools/bootstrap dev
	$(PY) tools/messages.py --check

reset: ## 시범 구의 자료를 버림 · throw the demo district's data away (asks)
	@sh tools/bootstrap run && exec $(PY) -m jobvisit reset

lock: ## 요구 목록을 다시 고정 · pin the requirements anew
	@sh tools/bootstrap dev
	@for set in uv run dev; do \
	    echo "requirements/$$set.txt"; \
	    .venv/bin/uv pip compile --quiet --universal --generate-hashes --no-header --python-version 3.11 $(ARGS) \
	        requirements/$$set.in -o requirements/$$set.txt || exit 1; \
	done
