#!/usr/bin/env bash
# Why this file exists: fuzzing is worth something only when it is run. Every target in tests/fuzz is
# first run over the committed corpus, then for a while on new inputs, in a temporary copy of the
# corpus with the examples, the library and the golden cases as further seeds.
#
#   run_fuzz.sh --seconds N    N seconds a target, on a fresh seed
#   run_fuzz.sh --bounded      a fixed number of runs from a fixed seed: the same inputs every time
#
# Inputs that crash are kept in $B/fuzz/crashes. Ends with `N passed, N failed`.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

build=${B:-build}/fuzz
corpus=tests/fuzz/corpus
crashes=$build/crashes
temp=$(mktemp -d)
trap 'rm -rf "$temp"' EXIT
passed=0
failed=0
command -v llvm-symbolizer >/dev/null || export ASAN_SYMBOLIZER_PATH=${ASAN_SYMBOLIZER_PATH-$(command -v addr2line)}
export ASAN_OPTIONS=${ASAN_OPTIONS:-detect_leaks=1} UBSAN_OPTIONS=print_stacktrace=1

# gather_seeds FOLDER: fills it with everything written in the language that is at hand.
gather_seeds() {
  local file
  mkdir -p "$1"
  for file in "$corpus"/* "$corpus"/*/* examples/*.sce examples/cookbook/*.sce stdlib/*.sce tests/golden/*/*.sce tests/golden/*/*/*.sce; do
    if [ -f "$file" ]; then cp "$file" "$1/${file//\//@}"; fi
  done
  { cat examples/review/old.sce; echo '#%new'; cat examples/review/new.sce; } >"$1/review"
}

# fuzz TITLE BINARY ARGUMENT...: one run of libFuzzer, counted.
fuzz() {
  local title=$1 binary=$2
  shift 2
  if "$binary" -rss_limit_mb=2048 -timeout=10 -max_len=8192 -artifact_prefix="$crashes/" "$@" \
    </dev/null >"$temp/log" 2>&1; then
    passed=$((passed + 1))
    printf '%s: %s\n' "$title" "$(grep -E '^(Done|#[0-9]+.*DONE)|^Executed' "$temp/log" | tail -n 1)"
  else
    failed=$((failed + 1))
    printf '%s: FAILED\n' "$title"
    tail -n 80 "$temp/log"
  fi
}

case ${1:-} in
  --bounded) seconds='' seed=20240217 ;;
  --seconds) seconds=${2:?--seconds needs a number} seed=$((RANDOM * 32768 + RANDOM + 1)) ;;
  *) echo "usage: run_fuzz.sh --bounded | --seconds N" >&2 && exit 2 ;;
esac

shopt -s nullglob
sources=(tests/fuzz/fuzz_*.c)
shopt -u nullglob
if [ ${#sources[@]} -eq 0 ] || ! [ -d "$corpus" ]; then
  echo "fuzz: no target tests/fuzz/fuzz_*.c, or no corpus $corpus"
  echo "0 passed, 1 failed"
  exit 1
fi
mkdir -p "$crashes"
dictionary=()
[ ! -f tests/fuzz/sce.dict ] || dictionary=(-dict=tests/fuzz/sce.dict)

for source in "${sources[@]}"; do
  name=$(basename "$source" .c)
  gather_seeds "$temp/$name"
  fuzz "$name, corpus" "$build/$name" -runs=0 "$corpus"
  if [ -n "$seconds" ]; then
    limit=(-max_total_time="$seconds")
  else
    limit=(-runs=900)
  fi
  fuzz "$name, ${limit[0]#-}, seed $seed" "$build/$name" "${dictionary[@]}" \
    -seed="$seed" "${limit[@]}" -print_final_stats=1 "$temp/$name"
done
[ "$failed" -eq 0 ] || echo "fuzz: inputs that failed are in $crashes"
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
