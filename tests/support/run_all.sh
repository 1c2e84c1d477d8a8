#!/usr/bin/env bash
# Why this file exists: `make test` is one command with one verdict. This script builds what the
# suites need, runs each of them, adds up their counts and ends with the sum. A suite is any command
# whose last line is `N passed, N failed`; one that says nothing, or that fails without a count, is
# a failure of its own, so that nothing can pass by not running.
#
# Called by the Makefile, with SUBMAKE and B in the environment.
set -uo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.." || exit 2

: "${SUBMAKE:=make --no-print-directory -j2}" "${B:=build}"
mkdir -p "$B"
B=$(realpath "$B")
export B SCE=$B/sce SCE_ASAN=$B/asan/sce LC_ALL=C
# Nothing is written outside the build folder.
export PYTHONDONTWRITEBYTECODE=1
# Sanitizers name functions by the help of LLVM's tool, or else of binutils'.
command -v llvm-symbolizer >/dev/null || export ASAN_SYMBOLIZER_PATH=${ASAN_SYMBOLIZER_PATH-$(command -v addr2line)}
log=$(mktemp)
checks=$(mktemp -d)
trap 'rm -rf "$log" "$checks"' EXIT
passed=0
failed=0
rm -f "$B/test-summary"

# build TITLE TARGET...: counts only when it fails.
build() {
  local title=$1 start=$SECONDS
  shift
  # shellcheck disable=SC2086 # SUBMAKE is a command with its options
  if $SUBMAKE B="${B#"$PWD"/}" "$@" >"$log" 2>&1; then
    printf 'build %s: done (%d s)\n' "$title" $((SECONDS - start))
  else
    cat "$log"
    printf 'build %s: FAILED\n' "$title"
    failed=$((failed + 1))
    return 1
  fi
}

# count_suite TITLE LOG STATUS TIME: adds the counts of a suite that ended; its output is shown when something failed.
count_suite() {
  local title=$1 log=$2 status=$3 time=$4 good=0 bad=0
  if [[ "$(tail -n 1 "$log")" =~ ^([0-9]+)\ passed,\ ([0-9]+)\ failed$ ]]; then
    good=${BASH_REMATCH[1]} bad=${BASH_REMATCH[2]}
  else
    echo "$title: ended with $status and without a count" >>"$log"
    bad=1
  fi
  if [ "$status" -ne 0 ] && [ "$bad" -eq 0 ] || [ $((good + bad)) -eq 0 ]; then
    bad=$((bad + 1))
  fi
  [ "$bad" -eq 0 ] || cat "$log"
  printf '%s: %d passed, %d failed (%d s)\n' "$title" "$good" "$bad" "$time"
  passed=$((passed + good)) failed=$((failed + bad))
}

# suite TITLE COMMAND...: runs it and adds its counts.
suite() {
  local title=$1 start=$SECONDS status=0
  shift
  "$@" </dev/null >"$log" 2>&1 || status=$?
  count_suite "$title" "$log" "$status" $((SECONDS - start))
}

# run_check NUMBER SCRIPT: one check in the background: its output, its exit code and its seconds into $checks.
run_check() {
  local start=$SECONDS status=0
  timeout -k 5 300 "$2" </dev/null >"$checks/$1.log" 2>&1 || status=$?
  echo "$status $((SECONDS - start))" >"$checks/$1.end"
}

# check_suites SCRIPT...: two at a time, told in their order.
check_suites() {
  local number=0 running=0 script status time
  for script in "$@"; do
    if [ "$running" -ge 2 ]; then
      wait -n
      running=$((running - 1))
    fi
    run_check "$number" "$script" &
    running=$((running + 1)) number=$((number + 1))
  done
  wait
  number=0
  for script in "$@"; do
    read -r status time <"$checks/$number.end"
    count_suite "${script#tests/}" "$checks/$number.log" "$status" "$time"
    number=$((number + 1))
  done
}

# Leak detection needs ptrace, which some containers forbid.
leaks_option() {
  if ASAN_OPTIONS=detect_leaks=1 "$SCE_ASAN" -e '1+1' 2>&1 </dev/null | grep -q 'LeakSanitizer has encountered a fatal'; then
    echo 0
  else
    echo 1
  fi
}

unit_suite() {
  local binary=$1
  shift
  suite "unit, ${binary##*/}" tests/support/run_unit.sh "$binary" "$@"
}

if build sce all; then
  suite "golden" tests/golden/run.sh --sce "$SCE"
fi
if build unit unit-tests; then
  runtime_tests=()
  for source in tests/unit/test_*.c; do
    [[ $source == */test_lang_* ]] || runtime_tests+=("$source")
  done
  unit_suite "$B/test_lang" tests/unit/test_lang_*.c
  unit_suite "$B/test_runtime" "${runtime_tests[@]}"
fi
if build asan asan; then
  ASAN_OPTIONS=detect_leaks=$(leaks_option):exitcode=99:detect_stack_use_after_return=1
  export ASAN_OPTIONS UBSAN_OPTIONS=print_stacktrace=1:exitcode=99
  suite "golden, sanitized" tests/golden/run.sh --sce "$SCE_ASAN"
  for script in native/check_extern.py lsp/check_protocol.py lsp/check_edits.py; do
    suite "$script, sanitized" env SCE="$SCE_ASAN" "tests/$script"
  done
fi
build mpi sce-mpi
build install libsce man completions
check_suites tests/*/check_*.sh tests/*/check_*.py
if build fuzz fuzz-build; then
  suite "fuzz" tests/support/run_fuzz.sh --bounded
fi

echo "$passed passed, $failed failed" | tee "$B/test-summary"
[ "$failed" -eq 0 ]
