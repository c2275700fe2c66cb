# Everything a person or CI runs. Each target installs what it lacks (.ci/setup.sh) and then works.
#
#   make run       the product with demonstration data on http://127.0.0.1:$(PORT)
#   make test      all tests on PostgreSQL; on SQLite what a database decides, and the browser
#   make test-changed   the tests that a change touches, by imports (SINCE=main: the commit compared with)
#   make check     style, types, floor plan, templates, migrations, deployment settings, API description
#   make bench     timings on PostgreSQL with a city's worth of data
#   make lock      requirements*.txt from pyproject.toml (UPGRADE=--upgrade: newest within the bounds)
#   make messages  translations: check and compile
#   make clean     what tools made; the environment, keys and database stay
#   PORT=8001      another port          PYTHON=python3.12      another Python for a new .venv

PORT ?= 8000
PYTHON ?=
UPGRADE ?=
SINCE ?= main
export PYTHON

.DEFAULT_GOAL := run
.PHONY: run test test-changed check bench lock messages clean

run:
	@.ci/setup.sh runtime
	@exec .ci/serve.sh $(PORT)

test:
	@.ci/setup.sh dev browser postgres
	@exec .ci/test.sh

test-changed:
	@.ci/setup.sh dev
	@exec .ci/test_changed.sh $(SINCE)

check:
	@.ci/setup.sh dev gettext
	@exec .ci/check.sh

bench:
	@.ci/setup.sh dev postgres
	@exec .ci/with_postgres.sh .venv/bin/python -m tests.bench

lock:
	@.ci/setup.sh dev
	@exec .ci/lock.sh $(UPGRADE)

messages:
	@.ci/setup.sh runtime gettext
	@exec .ci/messages.sh

clean:
	rm -rf .mypy_cache .pytest_cache .ruff_cache .import_linter_cache .hypothesis .schemathesis test-results .slipcover.json \
		staticfiles
	find . -path ./.venv -prune -o \( -name __pycache__ -o -name '*.mo' \) -print0 | xargs -0 rm -rf
