# Two commands do everything on a bare machine with Python 3.11 or newer and make:
#   make run     the site on 127.0.0.1:8000 (make run EMPTY=1: without the demonstration)
#   make test    the suite

PYTHON ?= $(shell for p in python3 python3.14 python3.13 python3.12 python3.11; do \
	$$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$p && break; done)
VENV ?= .venv
BIN = $(VENV)/bin
PIP = $(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --only-binary :all:
PYTEST = $(BIN)/python -m pytest --numprocesses 2 --dist worksteal
UV = uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	--no-emit-index-url --no-emit-find-links --no-header --no-annotate
PRODUCTION = SECRET_KEY=$$(printf 'k%.0s' $$(seq 60))aZ9-_bY8 VIF_DATA_DIR=$$(mktemp -d) \
	VIF_SITE_URL=https://www.example.org

.PHONY: run dev test test-postgres test-pythons check format lock messages bench clean

run: $(VENV)/installed
	@$(if $(EMPTY),VIF_EMPTY=$(EMPTY)) $(BIN)/python -m vif_site.start

dev: $(VENV)/installed
	@$(BIN)/python -m vif_site.start --dev

test: $(VENV)/installed-dev
	$(PYTEST)

test-postgres: $(VENV)/installed-dev
	$(BIN)/python -m tests.postgres --numprocesses 2 --dist worksteal

# The suite on every other supported Python that is found; browsers once are enough.
test-pythons:
	@for v in 3.11 3.12 3.13 3.14; do \
		if ! python$$v -c '' 2>/dev/null; then echo "Python $$v: not found, not tested"; continue; fi; \
		if [ "$$v" = "$$($(PYTHON) -c 'import sys; print("%d.%d" % sys.version_info[:2])')" ]; then continue; fi; \
		echo "Python $$v:"; \
		$(MAKE) --no-print-directory test PYTHON=python$$v VENV=.venv-$$v \
			PYTEST=".venv-$$v/bin/python -m pytest --numprocesses 2 --dist worksteal -m 'not browser'" || exit 1; \
	done

check: $(VENV)/installed-dev bench/node_modules/.package-lock.json
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/djade --check --target-version 5.2 $$(find templates -name '*.html')
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python manage.py makemigrations --check --dry-run --settings tests.settings
	$(PRODUCTION) $(BIN)/python manage.py check --deploy --fail-level WARNING
	$(BIN)/python -m bench.pages

format: $(VENV)/installed-dev
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .
	$(BIN)/djade --target-version 5.2 $$(find templates -name '*.html')

# Needs uv. The files hold hashes and no addresses.
lock:
	$(UV) requirements.in -o requirements.txt
	$(UV) requirements-postgres.in -o requirements-postgres.txt
	$(UV) requirements-dev.in -o requirements-dev.txt
	cd bench && npm install --package-lock-only && \
		python3 -c "import json; d = json.load(open('package-lock.json')); [p.pop('funding', None) for p in d['packages'].values()]; open('package-lock.json', 'w').write(json.dumps(d, indent=2) + '\n')"

# Needs GNU gettext. Collects the strings; translate articles/locale/*/django.po next.
messages: $(VENV)/installed
	SECRET_KEY=$$(printf 'k%.0s' $$(seq 60)) VIF_HTTPS=off $(BIN)/python manage.py makemessages \
		--all --no-wrap --no-location --ignore '.venv*' --ignore 'bench/*' --ignore 'tests/*' --ignore 'var/*'
	SECRET_KEY=$$(printf 'k%.0s' $$(seq 60)) VIF_HTTPS=off $(BIN)/python manage.py compilemessages --ignore '.venv*'

bench: $(VENV)/installed-dev
	$(BIN)/python -m bench.render
	$(BIN)/python -m bench.search

clean:
	rm -rf $(VENV) .venv-3.* .mypy_cache .pytest_cache .ruff_cache .import_linter_cache .hypothesis

bench/node_modules/.package-lock.json: bench/package-lock.json
	cd bench && npm ci --silent
	@touch $@

$(VENV)/bin/python:
	@test -n "$(PYTHON)" || { echo "Python 3.11 or newer is needed: install it, or say make PYTHON=/path/to/python."; exit 1; }
	$(PYTHON) -m venv $(VENV)

$(VENV)/installed: requirements.txt | $(VENV)/bin/python
	$(PIP) -r requirements.txt
	@touch $@

$(VENV)/installed-dev: requirements-dev.txt | $(VENV)/bin/python
	$(PIP) -r requirements-dev.txt
	@touch $@ $(VENV)/installed
