#!/bin/sh
# All tests: on PostgreSQL, and again on SQLite what a database could answer otherwise (tests/conftest.py).
# Arguments go to pytest in both runs, for example `test.sh tests/cases -x`.
set -u
cd "$(dirname "$0")/.."
. .ci/report.sh
unset PYTHONDONTWRITEBYTECODE  # two workers and two runs would compile everything four times

pytest=".venv/bin/python -m pytest -n 2 --dist loadgroup -q"  # a group shares what is dear to make
step "translations" .venv/bin/python manage.py compilecatalogues
step "pytest on PostgreSQL" .ci/with_postgres.sh $pytest -m "not browser" "$@"
# Only what another database could answer otherwise, and what a browser shows: that does not depend on it.
step "pytest on SQLite, with the browser" env DATABASE_URL="sqlite:///$PWD/db.sqlite3" $pytest -m "sqlite or browser" "$@"
conclude "make test"
