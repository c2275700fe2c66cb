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

conclude() {  # conclude NAME: the last line, and the exit code
    seconds=$(($(date +%s) - started))
    if [ -n "$failed" ]; then
        printf '\n%s: FAILED in %s s: %s\n' "$1" "$seconds" "${failed#, }"
        exit 1
    fi
    printf '\n%s: everything passed in %s s\n' "$1" "$seconds"
}
