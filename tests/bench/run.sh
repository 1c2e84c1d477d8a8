#!/usr/bin/env bash
# Why this file exists: speed that nobody measures goes away. This script measures what sce promises,
# each number against a peer on the same machine in the same run, because only ratios travel from one
# machine to another. tests/bench/README.md says what the rows mean.
#
#   run.sh [--write]    --write puts the table into tests/bench/README.md
#
# Called by `make bench`, with SUBMAKE and B in the environment. Exits with 1 when a limit is missed.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

: "${SUBMAKE:=make --no-print-directory -j2}" "${B:=build}"
sce=$B/sce
longer=$B/bench10
spawn=$B/bench_spawn
readme=tests/bench/README.md
temp=$(mktemp -d)
trap 'rm -rf "$temp"' EXIT
missed=0
export LC_ALL=C

# row WHAT MEASURED RATIO LIMIT: prints a row of the table; RATIO is what LIMIT bounds.
row() {
  local verdict=ok
  if awk -v x="$3" -v limit="$4" 'BEGIN { exit !(x > limit) }'; then
    verdict=over
    missed=$((missed + 1))
  fi
  printf '| %-58s | %-36s | %6s | %6s | %-4s |\n' "$1" "$2" "$(awk -v x="$3" 'BEGIN { printf x < 0.1 ? "%.4f" : "%.2f", x }')" "$4" "$verdict" | tee -a "$temp/table"
}

skipped() {
  printf '| %-58s | %-36s | %6s | %6s | %-4s |\n' "$1" "skipped: $2" - - - | tee -a "$temp/table"
}

# measure ROUNDS COMMAND... --- COMMAND...: sets a_us b_us ratio a_kb b_kb.
measure() {
  "$spawn" "$@" >"$temp/measured"
  read -r a_us b_us ratio a_kb b_kb <"$temp/measured"
}

ms() {
  awk -v us="$1" 'BEGIN { printf us < 10000 ? "%.2f ms" : "%.0f ms", us / 1000 }'
}

quotient() {
  awk -v a="$1" -v b="$2" 'BEGIN { printf "%.4f", a / b }'
}

# chain COUNT FOLDER: the same assignments for sce and for Lua.
chain() {
  awk -v n="$1" 'BEGIN {
    print "v0 = 1"
    for (i = 1; i < n; i++) printf "v%d = v%d * 1.0000001 + 3\n", i, i - 1
  }' >"$temp/chain$1.sce"
  cp "$temp/chain$1.sce" "$temp/chain$1.lua"
  printf 'print(v%d)\n' $(($1 - 1)) >>"$temp/chain$1.lua"
}

# definitions COUNT: fields with units, formulas, functions and blocks of a kind, a quarter each.
definitions() {
  awk -v n="$1" 'BEGIN {
    print "kind box < width : m; height : m = 2 m @ \"made up\"; area = width * height >"
    for (i = 1; i < n; i += 4) {
      printf "size%d : GB = %d @ \"made up\"\n", i, i
      printf "time%d = size%d / (3 GB/s) as hour @ \"made up\"\n", i, i
      printf "fn grow%d(x, rate = 1) = x * (1 + rate) ^ 2\n", i
      printf "box box%d < width = grow%d(%d) * 1 m > @ \"made up\"\n", i, i, i
    }
  }' >"$temp/definitions.sce"
}

start_rows() {
  measure 1000 "$sce" -e '1+1' --- /bin/true
  row "sce -e '1+1', to /bin/true" "$(ms "$a_us") to $(ms "$b_us")" "$ratio" 2.0
  measure 1000 "$sce" examples/card.sce --- /bin/true
  row "sce examples/card.sce, to /bin/true" "$(ms "$a_us") to $(ms "$b_us")" "$ratio" 2.0
}

longer_library_rows() {
  rm -rf "$longer/stdlib"
  python3 tests/bench/longer_library.py "$longer/stdlib" 9 stdlib/*.sce
  # shellcheck disable=SC2086 # SUBMAKE is a command with its options
  if ! $SUBMAKE B="$longer" STDLIB="$(printf '%s ' stdlib/*.sce "$longer"/stdlib/*.sce)" all >"$temp/log" 2>&1; then
    cat "$temp/log" >&2
    missed=$((missed + 1))
    skipped "a library ten times as long" "does not build"
    return
  fi
  measure 1000 "$longer/sce" -e '1+1' --- "$sce" -e '1+1'
  row "sce -e '1+1', library ten times as long, to the library" "$(ms "$a_us") to $(ms "$b_us")" "$ratio" 1.1
  measure 1000 "$longer/sce" examples/card.sce --- "$sce" examples/card.sce
  row "sce examples/card.sce, the same" "$(ms "$a_us") to $(ms "$b_us")" "$ratio" 1.1
}

chain_rows() {
  local small=100000 large=1000000 small_us peer
  if ! peer=$(command -v lua5.4 || command -v lua); then
    skipped "chains of fields, to Lua" "lua5.4 is not installed"
    return
  fi
  chain $small
  chain $large
  measure 15 "$sce" run --only "v$((small - 1))" "$temp/chain$small.sce" --- "$peer" "$temp/chain$small.lua"
  row "100,000 chained fields, to Lua 5.4" "$(ms "$a_us") to $(ms "$b_us")" "$ratio" 1.0
  small_us=$a_us
  measure 5 "$sce" run --only "v$((large - 1))" "$temp/chain$large.sce" --- "$peer" "$temp/chain$large.lua"
  row "1,000,000 chained fields, to Lua 5.4" "$(ms "$a_us") to $(ms "$b_us")" "$ratio" 0.7
  row "the same: peak memory in MB" "Lua: $((b_kb / 1024)) MB" "$(quotient "$a_kb" 1024)" 400
  row "the same: time a field, to that of 100,000" \
    "$(quotient "$a_us" 1000) ns to $(quotient "$small_us" 100) ns" "$(quotient "$(quotient "$a_us" 10)" "$small_us")" 1.8
}

definition_row() {
  definitions 4000
  measure 100 "$sce" check "$temp/definitions.sce" --- /bin/true
  row "sce check, 4,000 definitions, in ms" "$(ms "$a_us")" "$(quotient "$a_us" 1000)" 10
}

write_table() {
  grep -q '<!-- table -->' "$readme" || printf '\n## Latest\n\n<!-- table -->\n<!-- end of table -->\n' >>"$readme"
  awk -v table="$temp/table" '
    /<!-- table -->/ { print; while ((getline line < table) > 0) print line; skip = 1; next }
    /<!-- end of table -->/ { skip = 0 }
    !skip { print }
  ' "$readme" >"$temp/readme"
  cp "$temp/readme" "$readme"
}

# shellcheck source=tests/bench/sampling.sh
. tests/bench/sampling.sh
# shellcheck source=tests/bench/review.sh
. tests/bench/review.sh

printf '| %-58s | %-36s | %6s | %6s | %-4s |\n' what medians result limit '' | tee "$temp/table"
printf '| --- | --- | ---: | ---: | --- |\n' | tee -a "$temp/table"
start_rows
longer_library_rows
chain_rows
definition_row
review_rows
sampling_rows
[ "${1:-}" != --write ] || write_table
[ "$missed" -eq 0 ] || echo "$missed over the limit"
[ "$missed" -eq 0 ]
