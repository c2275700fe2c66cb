#!/bin/sh
# The tests that a change touches (tests/changed.py), on SQLite and without a browser: `test_changed.sh [COMMIT]`.
set -eu
cd "$(dirname "$0")/.."
tests=$(.venv/bin/python -m tests.changed "${1:-main}")
if [ -z "$tests" ]; then echo "No test depends on what changed."; exit; fi
.venv/bin/python manage.py compilecatalogues
exec .venv/bin/python -m pytest -n 2 --dist loadgroup -q -m "not browser" $tests
