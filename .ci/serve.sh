#!/bin/sh
# The product with demonstration data: `serve.sh PORT`. Prepares the database, then runs the server and
# the worker that keeps scores current; Ctrl-C, or the end of the server, ends both.
set -eu
cd "$(dirname "$0")/.."
unset PYTHONDONTWRITEBYTECODE  # where it is set, every start would compile the whole project anew

.venv/bin/python manage.py prepare --demo

processes=
stop() {
    trap - EXIT INT TERM HUP
    [ -z "$processes" ] || kill $processes 2>/dev/null || true
    wait
}
trap stop EXIT
trap 'exit 0' INT TERM HUP

.venv/bin/gunicorn --config config/gunicorn.conf.py --bind "127.0.0.1:$1" &
server=$!
processes=$server
nice .venv/bin/python manage.py rescore_wards --watch &
processes="$server $!"
printf '\nhttp://127.0.0.1:%s   (Ctrl-C: dừng)\n' "$1"
wait "$server"
