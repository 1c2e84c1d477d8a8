#!/usr/bin/env bash
# Why this file exists: a Criterion binary exits with 0 when it ran no test at all. This script runs
# one, reads the count from its last line, and holds it against the number of tests in the sources.
#
#   run_unit.sh BINARY SOURCE...
set -euo pipefail

binary=$1
shift
temp=$(mktemp -d)
log=$temp/log
trap 'rm -rf "$temp"' EXIT

# A fresh machine has no locale with a decimal comma, and a test of Criterion's that is skipped counts
# as one that did not run. LOCPATH hides the locales of the system, so it is set only when this worked.
if localedef -i de_DE -f UTF-8 "$temp/de_DE.UTF-8" >/dev/null 2>&1; then
  export LOCPATH=$temp
fi

declared=$(cat "$@" | grep -cE '^(Parameterized)?Test\(' || true)
status=0
timeout -k 5 300 "$binary" --color=never --ascii </dev/null >"$log" 2>&1 || status=$?

# [====] Synthesis: Tested: 12 | Passing: 12 | Failing: 0 | Crashing: 0
synthesis=$(grep -E 'Synthesis: Tested: [0-9]+' "$log" | tail -n 1 || true)
count() {
  sed -nE "s/.*$1: ([0-9]+).*/\\1/p" <<<"$synthesis"
}

if [ -z "$synthesis" ]; then
  cat "$log"
  echo "unit: $binary ended with $status and without a count"
  echo "0 passed, 1 failed"
  exit 1
fi
tested=$(count Tested) passed=$(count Passing)
failed=$((tested - passed))
if [ "$status" -ne 0 ] && [ "$failed" -eq 0 ]; then
  echo "unit: $binary ended with $status"
  failed=1
fi
if [ "$tested" -eq 0 ] || [ "$tested" -lt "$declared" ]; then
  echo "unit: $binary ran $tested tests, its sources declare $declared"
  failed=$((failed + 1))
fi
[ "$failed" -eq 0 ] || cat "$log"
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
