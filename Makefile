# The portal's commands. `make help` lists them; docs/operations.md tells more.
SHELL := /bin/sh
.DEFAULT_GOAL := help
.ONESHELL:
.SHELLFLAGS := -eu -c

PORT ?= 8000
MEDVIRKNING_DATA ?=
export PORT
ifneq ($(MEDVIRKNING_DATA),)
export MEDVIRKNING_DATA
endif

PY := .venv/bin/python
CODE := manage.py medvirkning representatives projects advice tests tests_services scripts
# Checks only read settings, so production's needs are met by words; nothing answers at these addresses.
PRODUCTION := DJANGO_SETTINGS_MODULE=medvirkning.settings.production \
	MEDVIRKNING_SECRET_KEY=$$($(PY) -c 'import secrets; print(secrets.token_urlsafe(60))') \
	MEDVIRKNING_HOSTS=medvirkning.example DATABASE_URL=postgresql://nobody@db.example/medvirkning \
	REDIS_URL=redis://redis.example:6379/0
LOCK := .venv/bin/uv pip compile --quiet --system-certs --universal --python-version 3.11 --generate-hashes \
	--no-header --no-annotate --no-emit-index-url

.PHONY: help
help: ## List the commands
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-12s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

.PHONY: run
run: setup ## Start the portal on http://127.0.0.1:8000 (PORT=, MEDVIRKNING_DATA= change port and data folder)
	@exec $(PY) -m medvirkning.local.run

.PHONY: setup
setup: ## Install what a run needs
	@python=$$(scripts/find-python)
	"$$python" scripts/setup.py run

.PHONY: setup-dev
setup-dev: ## Install what tests and checks need too
	@python=$$(scripts/find-python)
	"$$python" scripts/setup.py dev

.PHONY: test
test: setup-dev ## Run every test (ARGS= is passed on to pytest)
	@$(PY) -m tests_services.browser
	$(PY) -m pytest -n 2 $(ARGS)

.PHONY: check
check: ## Everything CI runs: lint, and meanwhile the tables of the test databases; then every test
	@$(MAKE) --no-print-directory --jobs=2 --output-sync=target lint tables
	$(MAKE) --no-print-directory test

.PHONY: tables
tables: setup-dev ## Lay out the tables that test databases are copies of, once until a migration changes
	$(PY) -m pytest -q tests/test_guards.py

.PHONY: lint
lint: setup-dev ## Format, lint, types, import contracts, migrations, deployment, translations, packaging
	@set -x
	$(PY) -m ruff format --check $(CODE)
	$(PY) -m ruff check $(CODE)
	.venv/bin/djlint --check --quiet templates
	.venv/bin/djlint --lint --quiet templates
	$(PRODUCTION) $(PY) -m mypy manage.py medvirkning representatives projects advice tests_services
	.venv/bin/lint-imports
	$(PRODUCTION) $(PY) -W "ignore:Got an error checking:RuntimeWarning" manage.py makemigrations --check --dry-run
	$(PRODUCTION) $(PY) manage.py check --deploy --fail-level WARNING
	$(PY) scripts/messages.py check
	.venv/bin/check-jsonschema --builtin-schema vendor.compose-spec docker-compose.yml
	.venv/bin/check-jsonschema --schemafile scripts/publiccode.schema.json publiccode.yml

.PHONY: format
format: setup-dev ## Put code and templates into their format
	@$(PY) -m ruff check --fix $(CODE)
	$(PY) -m ruff format $(CODE)
	.venv/bin/djlint --reformat --quiet templates

.PHONY: bench
bench: setup-dev ## Run the benchmarks; tables go to var/bench (ONLY= names one)
	@$(PY) -m tests_services.bench $(ONLY)

.PHONY: trial
trial: setup-dev ## Run the long trials; tables go to var/trial (ONLY= names one, FRESH=1 starts over)
	@$(PY) -m tests_services.browser
	$(PY) -m tests_services.trial $(ONLY) $(if $(FRESH),--fresh)

.PHONY: messages
messages: setup-dev ## Collect the texts to translate into locale/
	@$(PY) scripts/messages.py update
	$(PY) scripts/messages.py compile

.PHONY: migrations
migrations: setup-dev ## Write the migrations that the models ask for
	@$(PY) manage.py makemigrations

.PHONY: lock
lock: setup ## Lock the packages anew within what requirements/*.in allow (ARGS=--upgrade takes the newest)
	@$(LOCK) $(ARGS) requirements/bootstrap.in -o requirements/bootstrap.txt
	$(LOCK) $(ARGS) requirements/node.in -o requirements/node.txt
	$(LOCK) $(ARGS) requirements/base.in -o requirements/base.txt
	$(LOCK) $(ARGS) -c requirements/base.txt requirements/dev.in -o requirements/dev.txt
	if command -v npm >/dev/null; then npm install --package-lock-only --ignore-scripts --no-audit --no-fund; fi
