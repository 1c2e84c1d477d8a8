#!/usr/bin/env bash
# Why this file exists: an incremental build that forgets something costs days, and one that
# rebuilds everything costs patience. This script builds a copy of the tree, touches one file at a
# time, and compares what make says it made with what depends on that file. It also holds the wall
# between lang/ and runtime/.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

temp=$(mktemp -d)
trap 'rm -rf "$temp"' EXIT
passed=0
failed=0
unset MAKEFLAGS MFLAGS MAKELEVEL B VARIANT CFLAGS LDFLAGS STDLIB

# verdict TITLE STATUS DETAIL: counts a check, and says what was wrong with it.
verdict() {
  if [ "$2" -eq 0 ]; then
    passed=$((passed + 1))
  else
    failed=$((failed + 1))
    printf 'FAILED %s\n%s\n' "$1" "$3"
  fi
}

# make_quickly ARGUMENT...: builds the copy without optimisation; the log is in $temp/log.
make_quickly() {
  make --no-print-directory -j4 -C "$temp/tree" OPT=-O0 "$@" >"$temp/log" 2>&1
}

# made: what the last build made, one `STEP FILE` a line.
made() {
  sed -nE 's/^  (CC|AR|LINK|RE2C|BISON|EMBED|INDEX) +/\1 /p' "$temp/log" | sort
}

# expect TITLE LINE...: builds again; exactly these steps must run.
expect() {
  local title=$1 status=0
  shift
  make_quickly all || status=$?
  printf '%s\n' "$@" | sed '/^$/d' | LC_ALL=C sort >"$temp/expected"
  made >"$temp/made"
  diff -u --label expected --label made "$temp/expected" "$temp/made" >"$temp/diff" || status=1
  verdict "$title" "$status" "$(cat "$temp/diff"; grep -v '^  ' "$temp/log" || true)"
}

# dependents FILE: the objects whose dependency files name it.
dependents() {
  (
    cd "$temp/tree"
    grep -lrE --include='*.d' "(^|[ /])$1( |:|\$|\\\\)" build/obj | sed -E 's/\.d$/.o/; s/^/CC /'
  )
}

export LC_ALL=C
mkdir "$temp/tree"
cp -R Makefile lang runtime stdlib editors "$temp/tree"
find "$temp/tree" -type f -exec touch -d '1 hour ago' {} +

status=0
make_quickly all || status=$?
verdict "a build with -j4 into an empty folder" "$status" "$(tail -n 40 "$temp/log")"
if [ "$status" -ne 0 ]; then
  echo "$passed passed, $failed failed"
  exit 1
fi
cd "$temp/tree"

result=$(build/sce -e '1+1' 2>&1) || true
verdict "the binary built so works" "$([ "$result" = 2 ] && echo 0 || echo 1)" "1+1 gave: $result"

expect "a second make does nothing" ""
make_quickly clean all || true
expect "after make clean all, a make does nothing" ""

after_lang=("AR build/liblang.a" "LINK build/libindex" "INDEX build/gen/library_data.c" "LINK build/sce")

source=$(find lang -maxdepth 1 -name '*.c' | sort | head -n 1)
touch "$source"
expect "after touching $source" "CC build/obj/${source%.c}.o" "${after_lang[@]}"

source=$(find runtime -name '*.c' ! -path 'runtime/cli/*' | sort | head -n 1)
touch "$source"
expect "after touching $source" "CC build/obj/${source%.c}.o" "AR build/libsce.a" "LINK build/sce"

source=$(find runtime/cli -name '*.c' | sort | head -n 1)
touch "$source"
expect "after touching $source" "CC build/obj/${source%.c}.o" "LINK build/sce"

touch lang/grammar.y
expect "after touching lang/grammar.y" "BISON build/gen/grammar.c"

touch lang/lexer.re
expect "after touching lang/lexer.re" "RE2C build/gen/lexer.c" "CC build/obj/gen/lexer.o" "${after_lang[@]}"

source=$(find stdlib -name '*.sce' | sort | head -n 1)
printf '\n# one more comment\n' >>"$source"
expect "after a change in $source" "INDEX build/gen/library_data.c" \
  "CC build/obj/gen/library_data.o" "AR build/libsce.a" "LINK build/sce"

printf '\n' >>lang/errors.md
expect "after a change in lang/errors.md" "EMBED build/gen/error_pages.c" \
  "CC build/obj/gen/error_pages.o" "${after_lang[@]}"

header=$(find runtime -name '*.h' | sort | head -n 1)
touch "$header"
dependents "$header" >"$temp/dependents"
make_quickly all || true
made | grep '^CC' | sort >"$temp/made" || true
status=0
diff -u <(sort "$temp/dependents") "$temp/made" >"$temp/diff" || status=1
verdict "after touching $header" "$status" "$(cat "$temp/diff")"

make_quickly -n CFLAGS=-DSCE_OTHER_FLAGS all || true
objects=$(find build/obj -name '*.o' | wc -l)
again=$(grep -c -- '-MMD -MP' "$temp/log" || true)
verdict "other flags rebuild every object" "$([ "$again" -eq "$objects" ] && echo 0 || echo 1)" \
  "$again of $objects objects"

leaks=$(find build/obj/lang build/obj/gen -name '*.d' ! -name library_data.d -exec grep -l 'runtime/' {} + || true)
verdict "lang/ includes no header of runtime/" "$([ -z "$leaks" ] && echo 0 || echo 1)" "$leaks"

nm -u build/liblang.a 2>/dev/null | awk '$1 == "U" { print $2 }' | sort -u >"$temp/undefined"
nm -g --defined-only build/libsce.a 2>/dev/null | awk 'NF == 3 { print $3 }' | sort -u >"$temp/defined"
leaks=$(comm -12 "$temp/undefined" "$temp/defined")
verdict "liblang.a needs no symbol of libsce.a" "$([ -z "$leaks" ] && echo 0 || echo 1)" "$leaks"

echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
