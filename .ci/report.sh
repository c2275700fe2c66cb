# For `. .ci/report.sh`: runs named steps one after another, all of them even if one fails, then says which did.
failed=
started=$(date +%s)

step() {  # step NAME COMMAND...
    name=$1; shift
    printf '\n=== %s\n' "$name"
    step_started=$(date +%s)
    if "$@"; then result=ok; else result=FAILED; failed="$failed, $name"; fi
    printf -- '--- %s: %s (%s s)\n' "$name" "$result" "$(($(date +%s) - step_started))"
}

begin() {  # begin NAME COMMAND...: a long step that runs beside those that follow, until `await`
    begun=$1; shift
    begun_log=$(mktemp)
    "$@" >"$begun_log" 2>&1 &
    begun_id=$!
}

await() {  # the step that was begun, told as if it ran now
    step "$begun" wait "$begun_id"
    cat "$begun_log"
    rm -f "$begun_log"
}

conclude() {  # conclude NAME: the last line, and the exit code
    seconds=$(($(date +%s) - started))
    if [ -n "$failed" ]; then
        printf '\n%s: FAILED in %s s: %s\n' "$1" "$seconds" "${failed#, }"
        exit 1
    fi
    printf '\n%s: everything passed in %s s\n' "$1" "$seconds"
}
