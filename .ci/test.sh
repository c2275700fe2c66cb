#!/bin/sh
# All tests on both databases. Arguments go to pytest in both runs, for example `test.sh tests/cases -x`.
set -u
cd "$(dirname "$0")/.."
. .ci/report.sh
unset PYTHONDONTWRITEBYTECODE  # two workers and two runs would compile everything four times

pytest=".venv/bin/python -m pytest -n 2 --dist loadgroup -q"  # journeys share one server: one group
step "translations" .venv/bin/python manage.py compilecatalogues
step "pytest on SQLite, with the browser" env DATABASE_URL="sqlite:///$PWD/db.sqlite3" $pytest "$@"
# What a browser shows does not depend on the database: once is enough.
step "pytest on PostgreSQL" .ci/with_postgres.sh $pytest -m "not browser" "$@"
conclude "make test"
