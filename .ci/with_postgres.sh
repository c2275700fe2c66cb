#!/bin/sh
# Runs a command with DATABASE_URL set to an empty PostgreSQL database: `with_postgres.sh COMMAND...`.
#
# A PostgreSQL address already in DATABASE_URL is used as it is. Otherwise a throw-away cluster is
# made in a temporary folder, reachable only through a socket there, and removed at the end, whatever
# happens. `with_postgres.sh --present` only tells whether a server program is installed.
#
# No autovacuum: tests roll everything back, and statistics of tables that then look empty once made a
# join of 300 rows run for twenty minutes. The benchmark analyses its tables itself.
set -eu

find_bin() {  # the folder that holds initdb: on Debian it is not on PATH
    for folder in "$(dirname "$(command -v initdb || echo /none/initdb)")" /usr/lib/postgresql/*/bin /usr/pgsql-*/bin; do
        [ -x "$folder/initdb" ] && found=$folder
    done
    [ -n "${found:-}" ]
}

case ${DATABASE_URL:-} in
    postgres*://*) given=yes ;;
    *) given= ;;
esac
if [ "${1:-}" = --present ]; then [ -n "$given" ] || find_bin; exit; fi
if [ -n "$given" ]; then exec "$@"; fi
find_bin || { echo "No PostgreSQL server found: run .ci/setup.sh postgres" >&2; exit 1; }

home=$(mktemp -d /tmp/postgres.XXXXXX)  # short: the name of a socket may have 107 characters only
as_server() { "$@"; }
if [ "$(id -u)" -eq 0 ]; then  # the server refuses to run as root
    chown postgres "$home"
    as_server() { setpriv --reuid postgres --regid postgres --clear-groups env -C "$home" HOME="$home" "$@"; }
fi
command_id=
stop() {
    status=$?
    trap - EXIT INT TERM HUP
    [ -z "$command_id" ] || kill "$command_id" 2>/dev/null || true
    [ ! -f "$home/data/postmaster.pid" ] ||
        as_server "$found/pg_ctl" -D "$home/data" -m immediate -w stop >/dev/null || true
    rm -rf "$home"
    exit "$status"
}
trap stop EXIT
trap 'exit 130' INT
trap 'exit 143' TERM HUP

as_server "$found/initdb" -D "$home/data" -U app -A trust -E UTF8 --locale=C.UTF-8 --no-sync >"$home/log" 2>&1 &&
    as_server "$found/pg_ctl" -D "$home/data" -l "$home/data/log" -w start >/dev/null -o "-c listen_addresses='' \
-c unix_socket_directories=$home -c fsync=off -c synchronous_commit=off -c full_page_writes=off \
-c autovacuum=off" &&
    as_server "$found/createdb" -h "$home" -U app app ||
    { cat "$home/log" "$home/data/log" >&2; exit 1; }

export DATABASE_URL="postgres://app@/$home/app"  # a path in place of a host: a socket
"$@" &
command_id=$!
wait "$command_id" && status=0 || status=$?
command_id=
exit "$status"
