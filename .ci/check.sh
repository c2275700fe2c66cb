#!/bin/sh
# Everything that can be said about the code without running the whole test suite.
set -u
cd "$(dirname "$0")/.."
. .ci/report.sh
unset PYTHONDONTWRITEBYTECODE
bin=.venv/bin
manage="$bin/python manage.py"

deploy_check() {  # as a real deployment is set up: own keys, HTTPS, no debugging
    env $($bin/python .ci/make_env.py --print) DEBUG=false HTTPS=true ALLOWED_HOSTS=example.vn \
        DATABASE_URL=postgres://example.vn/example $manage check --deploy --fail-level WARNING
}

begin "types" $bin/mypy .
step "ruff" $bin/ruff check
step "ruff format" $bin/ruff format --check
step "floor plan" $bin/lint-imports --no-logo
step "templates" $bin/djlint templates --lint
step "templates' layout" $bin/djlint templates --check
step "templates' tags" $bin/djade --target-version 5.2 --check $(git ls-files 'templates/*.html')
step "idioms of an older Django" $bin/django-upgrade --target-version 5.2 --check $(git ls-files '*.py' ':!*/migrations/*')
step "style sheet cut to its use" $bin/python .ci/cut_css.py --check
step "server" env $($bin/python .ci/make_env.py --print) $bin/gunicorn --config config/gunicorn.conf.py --check-config
step "translations" .ci/messages.sh
step "migrations" $manage makemigrations --check --dry-run
step "deployment settings" deploy_check
step "API description" $manage spectacular --validate --fail-on-warn --file /dev/null
await
conclude "make check"
