#!/bin/sh
# Writes the lock files from pyproject.toml: `lock.sh [--upgrade]`. Without --upgrade only what the
# bounds demand is changed. One lock for Python 3.11 to 3.13, with hashes and without any address:
# it installs from whichever index a machine is set up for, by uv or by pip.
set -eu
cd "$(dirname "$0")/.."

compile() {
    .venv/bin/uv pip compile -q --python .venv/bin/python --universal --python-version 3.11 \
        --generate-hashes --no-annotate --no-header "$@"
}

compile "$@" --group dev pyproject.toml -o requirements-dev.txt
compile -c requirements-dev.txt pyproject.toml -o requirements.txt  # the same versions, the runtime's part
echo uv | compile "$@" - -o .ci/uv.txt  # the installer itself

if grep -l '://' requirements.txt requirements-dev.txt .ci/uv.txt; then
    echo "A lock file names an address." >&2
    exit 1
fi
