#!/usr/bin/env bash
# Why this file exists: the same file gives the same numbers everywhere. This script compiles the kernels of sampling with gcc and with
# clang at several levels of optimisation, runs them over numbers of all sizes, and compares hashes of all the bits: between compilers,
# and between the widths of one processor.
set -uo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.." || exit 2

temp=$(mktemp -d)
trap 'rm -rf "$temp"' EXIT
passed=0
failed=0

# check TITLE: counts the status of the command before it.
check() {
  if [ "$2" -eq 0 ]; then
    passed=$((passed + 1))
  else
    failed=$((failed + 1))
    echo "FAILED $1"
  fi
}

# build COMPILER LEVEL OUTPUT
build() {
  local flags=(-std=gnu11 "$2" -ffp-contract=off -Ilang -Iruntime) wide=() name
  mkdir -p "$temp/objects"
  for name in kernels kernels_generic kernels_avx2 kernels_avx512 portable; do
    wide=()
    if [ "$(uname -m)" = x86_64 ]; then
      case $name in
        *avx2) wide=(-mavx2 -mfma) ;;
        *avx512) wide=(-mavx512f -mavx512dq -mavx512vl -mavx512bw -mfma) ;;
      esac
    fi
    "$1" "${flags[@]}" "${wide[@]}" -c -o "$temp/objects/$name.o" "runtime/sample/$name.c" || return 1
  done
  "$1" "${flags[@]}" -o "$3" tests/sample/hash_kernels.c "$temp"/objects/*.o -lm
}

first=
for compiler in gcc clang; do
  for level in -O1 -O2 -O3; do
    name=$compiler$level
    build "$compiler" "$level" "$temp/$name" && "$temp/$name" >"$temp/$name.txt"
    check "$name builds and runs" $?
    [ "$(awk '$1 == "kernel" { print $2 }' "$temp/$name.txt" | sort -u | wc -l)" -eq 1 ]
    check "$name: all widths give the same bits" $?
    : "${first:=$name}"
    cmp -s "$temp/$first.txt" "$temp/$name.txt"
    check "$name gives the bits of $first" $?
  done
done

echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
