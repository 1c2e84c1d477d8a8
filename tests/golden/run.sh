#!/usr/bin/env bash
# Why this file exists: most of what sce does is text in, text out, and the best test of that is a
# file with the expected text beside it. This runner finds the cases, runs two at a time, prints the
# failures with a diff, and ends with `N passed, N failed`. tests/README.md says how to write a case.
#
#   run.sh [--update] [--sce BINARY] [--locale NAME] [PATTERN...]
#
# A PATTERN is a glob, or a part, of GROUP/NAME.sce, GROUP/NAME.sh or examples/NAME.sce (examples/cookbook/NAME.sce too). Cases run
# under LC_ALL=C; a whole run repeats the group `locale` and the examples in a locale with a decimal
# comma, where one can be had. --update rewrites the expected texts; a wrong exit code is a failure
# all the same.
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
root=$(cd "$here/../.." && pwd)
seconds_a_case=${GOLDEN_TIMEOUT:-60}
sanitizer_report='ERROR: (Address|Leak)Sanitizer|runtime error: |AddressSanitizer:DEADLYSIGNAL'

# --- one case ----------------------------------------------------------------------------------

# read_directives FILE: sets args, expected_exit and stdin from the comment lines that start it.
read_directives() {
  local line
  args=run expected_exit=0 stdin=/dev/null
  while IFS= read -r line || [ -n "$line" ]; do
    case $line in
      '# args: '*) args=${line#'# args: '} ;;
      '# exit: '*) expected_exit=${line#'# exit: '} ;;
      '# stdin: '*) stdin=${line#'# stdin: '} ;;
      '#'*) ;;
      *) break ;;
    esac
  done <"$1"
}

# build_command NAME: sets command to sce with the case's arguments, read as a shell reads them;
# the word FILE stands for the case's own file, which else comes last.
build_command() {
  local words=() word seen=
  set -f
  eval "words=($args)"
  set +f
  command=("$SCE")
  for word in "${words[@]}"; do
    if [ "$word" = FILE ]; then
      word=$1 seen=yes
    fi
    command+=("$word")
  done
  [ -n "$seen" ] || command+=("$1")
}

# execute FOLDER COMMAND...: runs it there; leaves $work/out, $work/err and status.
execute() {
  local folder=$1
  shift
  status=0
  (
    cd "$folder"
    exec timeout -k 5 "$seconds_a_case" "$@" <"$stdin"
  ) >"$work/out" 2>"$work/err" || status=$?
}

# complain TEXT...: notes a failure of the case.
complain() {
  printf '%s\n' "$@" >>"$work/complaint"
}

check_status() {
  [ "$status" -eq "$expected_exit" ] && return
  complain "exit code $status, expected $expected_exit"
  [ "$status" -ne 124 ] || complain "(stopped after $seconds_a_case s)"
  [ ! -s "$work/err" ] || complain "standard error:" "$(tail -n 40 "$work/err")"
}

check_sanitizers() {
  if grep -Eaq "$sanitizer_report" "$work/err"; then
    complain "a sanitizer reports:" "$(head -n 60 "$work/err")"
  fi
}

# compare EXPECTED_FILE GOT: complains with a diff; an absent file is an empty text.
compare() {
  local expected=$1
  [ -e "$expected" ] || expected=/dev/null
  cmp -s "$expected" "$2" && return
  complain "$(diff -u --text --label "${1##*/}, expected" --label got "$expected" "$2" | head -n 200)"
}

# renew EXPECTED_FILE GOT KEEP_EMPTY: makes the expected text what came out.
renew() {
  if [ -s "$2" ] || [ -n "$3" ]; then
    cmp -s "$1" "$2" && return
    cp "$2" "$1"
  elif [ -e "$1" ]; then
    rm -f "$1"
  else
    return 0
  fi
  printf 'updated %s\n' "${1#"$root"/}"
}

# settle STEM OUT_FILE ERR_FILE: compares the texts, or renews them when that is asked for.
# With no text at all an empty OUT_FILE stands for "prints nothing", so that a case without any
# expectation cannot pass unnoticed.
settle() {
  check_status
  check_sanitizers
  if [ -n "$GOLDEN_UPDATE" ] && [ ! -e "$work/complaint" ]; then
    local keep=
    [ -s "$work/err" ] && [ -n "$2" ] || keep=yes
    renew "$1" "$work/out" "$keep"
    [ -z "$2" ] || renew "$2" "$work/err" ""
  else
    if [ ! -e "$1" ] && { [ -z "$2" ] || [ ! -e "$2" ]; }; then
      complain "no expected text yet: run \`make golden\` and read what it wrote"
    fi
    compare "$1" "$work/out"
    [ -z "$2" ] || compare "$2" "$work/err"
  fi
}

run_sce_case() {
  local file=$here/$1 folder
  folder=$(dirname "$file")
  read_directives "$file"
  build_command "${file##*/}"
  execute "$folder" "${command[@]}"
  settle "${file%.sce}.out" "${file%.sce}.err"
}

run_script_case() {
  local file=$here/$1
  read_directives "$file"
  stdin=/dev/null
  mkdir "$work/tmp"
  TMP=$work/tmp TMPDIR=$work/tmp execute "$(dirname "$file")" sh -eu "${file##*/}"
  settle "${file%.sh}.out" ""
}

# An example has to give its committed results, and nothing on standard error, ...
run_example() {
  expected_exit=0 stdin=/dev/null
  execute "$root/examples" "$SCE" run "$1"
  [ ! -s "$work/err" ] || complain "standard error:" "$(head -n 40 "$work/err")"
  settle "$root/examples/$1.out" ""
}

# What the pull request of examples/review does to the results is committed as well, as text and as a comment.
run_review() {
  local format=text
  expected_exit=0 stdin=/dev/null
  [ "${1##*.}" = out ] || format=md
  execute "$root/examples/review" "$SCE" diff old.sce new.sce --format "$format"
  [ ! -s "$work/err" ] || complain "standard error:" "$(head -n 40 "$work/err")"
  settle "$root/examples/review/$1" ""
}

# ... and `sce check` has to find nothing that fails.
check_example() {
  expected_exit=0 stdin=/dev/null
  execute "$root/examples" "$SCE" check "$1"
  check_status
  check_sanitizers
}

# worker CASE...: runs cases; passes and failures are lines appended to the shared result file.
worker() {
  local id verdict
  work=$(mktemp -d "$GOLDEN_TEMP/work.XXXXXX")
  for id in "$@"; do
    rm -rf "${work:?}"/*
    case $id in
      run:*) run_example "${id#run:}" ;;
      check:*) check_example "${id#check:}" ;;
      review:*) run_review "${id#review:}" ;;
      *.sh) run_script_case "$id" ;;
      *) run_sce_case "$id" ;;
    esac
    verdict=pass
    if [ -e "$work/complaint" ]; then
      verdict=fail
      mkdir -p "$GOLDEN_TEMP/failed"
      { printf -- '--- FAILED %s%s\n' "$id" "$GOLDEN_NOTE" && cat "$work/complaint"; } \
        >"$GOLDEN_TEMP/failed/${id//\//@}$GOLDEN_NOTE"
    fi
    printf '%s %s\n' "$verdict" "$id" >>"$GOLDEN_TEMP/results"
  done
}

# --- all cases ---------------------------------------------------------------------------------

# matches ID PATTERN...: whether one of the patterns, or none at all, picks the case.
matches() {
  local id=$1 pattern
  shift
  [ $# -gt 0 ] || return 0
  for pattern in "$@"; do
    # shellcheck disable=SC2254 # the pattern is meant to be one
    case $id in
      $pattern | *"$pattern"*) return 0 ;;
    esac
  done
  return 1
}

# list_cases PATTERN...: prints the ids of cases, one a line, in a fixed order.
list_cases() {
  local file id
  for file in "$here"/*/*.sce "$here"/*/*.sh; do
    id=${file#"$here"/}
    if [ -e "$file" ] && matches "$id" "$@"; then printf '%s\n' "$id"; fi
  done
  for file in "$root"/examples/*.sce "$root"/examples/cookbook/*.sce; do
    id=${file#"$root"/}
    if ! [ -e "$file" ] || ! matches "$id" "$@"; then continue; fi
    printf 'run:%s\n' "${id#examples/}"
    [ -n "$GOLDEN_UPDATE" ] || printf 'check:%s\n' "${id#examples/}"
  done
  for file in diff.out diff.md; do
    if matches "examples/review/$file" "$@"; then printf 'review:%s\n' "$file"; fi
  done
}

# A .sce and a .sh of one name would share their expected text; a text without its case tests
# nothing, and a case that was renamed leaves one behind.
check_names() {
  local file stem
  for file in "$here"/*/*.out "$here"/*/*.err; do
    [ -e "$file" ] || continue
    stem=${file%.*}
    if [ ! -e "$stem.sce" ] && [ ! -e "$stem.sh" ]; then
      printf -- '--- FAILED %s\nan expected text without its case\n' "${file#"$here"/}"
      printf 'fail %s\n' "$file" >>"$GOLDEN_TEMP/results"
    elif [ -e "$stem.sce" ] && [ -e "$stem.sh" ]; then
      printf -- '--- FAILED %s\na .sce and a .sh of one name\n' "${stem#"$here"/}"
      printf 'fail %s\n' "$file" >>"$GOLDEN_TEMP/results"
    fi
  done
}

# run_cases SETTING... -- PATTERN...: runs them with the settings in the environment.
run_cases() {
  local settings=()
  while [ "$1" != -- ]; do
    settings+=("$1")
    shift
  done
  shift
  list_cases "$@" | env "${settings[@]}" xargs -r -d '\n' -n 8 -P 2 "${BASH_SOURCE[0]}" --worker \
    || printf 'fail the runner itself\n' >>"$GOLDEN_TEMP/results"
}

# run_in_other_locale PATTERN...: a locale with a decimal comma if one is installed or can be
# compiled here, else C.UTF-8.
run_in_other_locale() {
  local name settings=()
  name=$(locale -a 2>/dev/null | grep -Eim1 '^(de|fr)_..\.utf-?8$' || true)
  if [ -z "$name" ] && localedef -i de_DE -f UTF-8 "$GOLDEN_TEMP/de_DE.UTF-8" >/dev/null 2>&1; then
    name=de_DE.UTF-8
    settings=(LOCPATH="$GOLDEN_TEMP")
  fi
  name=${name:-C.UTF-8}
  run_cases "${settings[@]}" LC_ALL="$name" GOLDEN_NOTE=" ($name)" -- "$@"
}

main() {
  local patterns=() locale=C passed failed
  SCE=${SCE:-$root/build/sce} GOLDEN_UPDATE='' GOLDEN_NOTE=''
  while [ $# -gt 0 ]; do
    case $1 in
      --update) GOLDEN_UPDATE=yes ;;
      --sce) SCE=${2:?--sce needs a binary} && shift ;;
      --locale) locale=${2:?--locale needs a name} && shift ;;
      -*) echo "usage: run.sh [--update] [--sce BINARY] [--locale NAME] [PATTERN...]" >&2 && exit 2 ;;
      *) patterns+=("$1") ;;
    esac
    shift
  done
  SCE=$(realpath -m -- "$SCE")
  [ -x "$SCE" ] || { echo "golden: no binary $SCE" >&2 && echo "0 passed, 1 failed" && exit 1; }
  GOLDEN_TEMP=$(mktemp -d)
  trap 'rm -rf "$GOLDEN_TEMP"' EXIT
  : >"$GOLDEN_TEMP/results"
  unset LANG LANGUAGE LC_NUMERIC LC_CTYPE LC_COLLATE LC_MESSAGES NO_COLOR
  export SCE GOLDEN_TEMP GOLDEN_UPDATE GOLDEN_NOTE TERM=dumb TZ=UTC LC_ALL=C

  run_cases LC_ALL="$locale" -- "${patterns[@]}"
  if [ ${#patterns[@]} -eq 0 ] && [ -z "$GOLDEN_UPDATE" ]; then
    check_names
    run_in_other_locale 'examples/*' 'locale/*'
  fi
  [ ! -d "$GOLDEN_TEMP/failed" ] || cat "$GOLDEN_TEMP"/failed/*
  passed=$(grep -c '^pass ' "$GOLDEN_TEMP/results" || true)
  failed=$(grep -c '^fail ' "$GOLDEN_TEMP/results" || true)
  if [ "$((passed + failed))" -eq 0 ]; then
    echo "golden: no case found"
    failed=1
  fi
  echo "$passed passed, $failed failed"
  [ "$failed" -eq 0 ]
}

if [ "${1:-}" = --worker ]; then
  shift
  worker "$@"
else
  main "$@"
fi
