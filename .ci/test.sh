#!/bin/sh
# All tests: on PostgreSQL, and again on SQLite what a database could answer otherwise (tests/conftest.py).
# Arguments go to pytest in both runs, for example `test.sh tests/cases -x`; so few tests cover too little for
# the gate, and nothing is measured.
set -u
cd "$(dirname "$0")/.."
. .ci/report.sh
unset PYTHONDONTWRITEBYTECODE  # two workers and two runs would compile everything four times

python=.venv/bin/python
pytest="-m pytest -n 2 --dist loadgroup -q"  # a group shares what is dear to make
covered=.slipcover.json
measured=
[ $# -gt 0 ] || measured="-m slipcover --json --out $covered"
step "translations" $python manage.py compilecatalogues
# slipcover cannot load schemathesis, so made-up requests go with the other run.
step "pytest on PostgreSQL" .ci/with_postgres.sh $python $measured $pytest -m "not browser and not api_fuzz" \
    -p no:schemathesis --ignore tests/api/test_fuzz.py "$@"
# Two commands: with --fail-under on the first, slipcover 1.1 leaves out what its workers measured.
[ -z "$measured" ] || step "lines and branches covered" $python -m slipcover --merge $covered --out /dev/null \
    --skip-covered --fail-under 95
# Only what another database could answer otherwise, and what a browser shows: that does not depend on it.
step "pytest on SQLite, with the browser" env DATABASE_URL="sqlite:///$PWD/db.sqlite3" $python $pytest \
    -m "sqlite or browser or api_fuzz" "$@"
conclude "make test"
