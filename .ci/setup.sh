#!/bin/sh
# Makes this checkout ready: `setup.sh runtime|dev|browser|postgres|gettext ...`.
#
#   runtime   a Python environment in .venv with requirements.txt, Pango for PDF, keys in .env
#   dev       the same with requirements-dev.txt (holds everything of runtime)
#   browser   Chromium          postgres  a PostgreSQL server          gettext  msgfmt
#
# Does only what is missing, so a second call returns at once. System packages are installed where
# we may (root on a Debian system); elsewhere it stops and names the command to run.
set -eu
cd "$(dirname "$0")/.."

say() { printf '%s\n' "$*" >&2; }
has() { command -v "$1" >/dev/null 2>&1; }

apt_install() {  # apt_install WHAT PACKAGE...
    what=$1; shift
    if [ "$(id -u)" -eq 0 ] && has apt-get; then
        say "Installing $what: $*"
        export DEBIAN_FRONTEND=noninteractive
        apt-get update -qq && apt-get install -y -qq --no-install-recommends "$@" >/dev/null && return
    fi
    say "$what is missing. Install it, then run this again:"
    say "    sudo apt-get install --no-install-recommends $*"
    exit 1
}

fits() {  # a Python that pyproject.toml allows and that can make environments
    "$1" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] < (3, 14))' 2>/dev/null
}

find_python() {
    for python in ${PYTHON:-} python3 python3.13 python3.12 python3.11; do
        if fits "$python"; then echo "$python"; return; fi
    done
    say "Python 3.11, 3.12 or 3.13 is needed. Install one, or name it: make PYTHON=/path/to/python3.12 ..."
    return 1
}

has_pango() {  # asked the way WeasyPrint asks; without HarfBuzz-Subset it warns at every paper
    .venv/bin/python -c 'from ctypes import CDLL
for name in ("libpango-1.0.so.0", "libpangoft2-1.0.so.0", "libharfbuzz-subset.so.0"): CDLL(name)' 2>/dev/null
}

install_lock() {  # install_lock FILE: make .venv hold exactly what the lock says
    if .venv/bin/python -m pip install -q --disable-pip-version-check --require-hashes -r .ci/uv.txt; then
        .venv/bin/uv pip sync -q --python .venv/bin/python --compile-bytecode --require-hashes "$1"
    else
        say "uv cannot be installed here: using pip, which takes longer."
        .venv/bin/python -m pip install -q --disable-pip-version-check --require-hashes -r "$1"
    fi
}

environment() {  # environment runtime|dev
    kind=$1
    stamp=.venv/installed
    # A dev environment can do all that a runtime one can: never take packages away from it.
    if [ "$kind" = runtime ] && grep -qs '^dev ' $stamp; then kind=dev; fi
    lock=requirements.txt
    [ "$kind" = dev ] && lock=requirements-dev.txt
    wanted="$kind $(cat .ci/uv.txt $lock | sha256sum | cut -d' ' -f1)"
    if [ "$(cat $stamp 2>/dev/null)" = "$wanted" ] && fits .venv/bin/python; then return; fi

    if ! fits .venv/bin/python; then
        python=$(find_python)
        "$python" -c 'import ensurepip, venv' 2>/dev/null || apt_install "Python's venv" python3-venv
        say "Making .venv with $("$python" --version)"
        "$python" -m venv --clear .venv
    fi
    rm -f $stamp
    say "Installing $lock into .venv"
    install_lock $lock
    echo "$wanted" >$stamp
}

prepare() {
    case $1 in
        runtime | dev)
            environment "$1"
            has_pango || apt_install "Pango (for PDF)" libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0
            .venv/bin/python .ci/make_env.py  # keys that .env lacks
            ;;
        browser) has chromium || apt_install "Chromium (for the browser tests)" chromium ;;
        postgres) .ci/with_postgres.sh --present || apt_install "PostgreSQL (for the tests)" postgresql ;;
        gettext) has msgfmt || apt_install "gettext (for checking translations)" gettext ;;
        *) say "setup.sh: unknown part: $1"; exit 2 ;;
    esac
}

if [ -z "${SETUP_LOCKED:-}" ] && has flock; then  # two makes at once must not fill one .venv
    SETUP_LOCKED=1 exec flock .ci/setup.sh .ci/setup.sh "$@"
fi
for part in "$@"; do prepare "$part"; done
