#!/usr/bin/env bash
# Why this file exists: some promises are about the text of the project itself. The compiler knows
# nothing of the field that its library is about, so no word of that field may stand in lang/ or in
# runtime/ outside its core; and no file may name a path or a host of the machine that it was
# written on, nor leave work open.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

passed=0
failed=0

# none TITLE PATTERN FILE...: no line of the files may match the extended pattern.
none() {
  local title=$1 pattern=$2 hits
  shift 2
  if [ $# -eq 0 ]; then
    printf 'FAILED %s: no file to look at\n' "$title"
    failed=$((failed + 1))
    return
  fi
  hits=$(grep -InE -- "$pattern" "$@" | cut -c 1-160 | head -n 40 || true)
  if [ -z "$hits" ]; then
    passed=$((passed + 1))
  else
    printf 'FAILED %s\n%s\n' "$title" "$hits"
    failed=$((failed + 1))
  fi
}

mapfile -t generic < <(find lang runtime -path runtime/core -prune -o -type f \
  \( -name '*.c' -o -name '*.h' -o -name '*.re' -o -name '*.y' -o -name '*.def' \) -print | sort)
mapfile -t code < <(find lang runtime stdlib tests editors -type f \
  \( -name '*.c' -o -name '*.h' -o -name '*.re' -o -name '*.y' -o -name '*.def' -o -name '*.sce' \
  -o -name '*.sh' -o -name '*.py' \) ! -path '*/check_tree.sh' | sort)
mapfile -t everything < <(find . \( -name .git -o -path ./build -o -name __pycache__ \) -prune \
  -o -type f -print | sort)

# The names of the library's kinds and units and of the core's functions, comments included.
none "the compiler knows no unit of the field" 'FLOP' "${generic[@]}"
none "the compiler knows no multiply-accumulate" '\bMACs?\b' "${generic[@]}"
none "the compiler knows no hardware" '\bH100|[Gg][Pp][Uu]|[Aa]ccelerator|ACCELERATOR' "${generic[@]}"
none "the compiler knows no kind of the library" '[Ff]leet|FLEET|\b[Ll][Ll][Mm]\b' "${generic[@]}"
none "the compiler knows no function of the core" '\bdit_|_dit_|\bDiT\b' "${generic[@]}"

# Results are the same to the last bit on every machine; the C library's functions are not (sample/portable.h and sample/special.h are).
none "the core calls no function whose last bit differs between machines" '(^|[^A-Za-z0-9_])(exp|exp2|expm1|log|log1p|log2|log10|pow|erf|erfc|lgamma|tgamma|cbrt|hypot)\(' runtime/core/*.c

none "no path of one machine" '(^|[^A-Za-z0-9_.])[/](home|root|work|Users)/' "${everything[@]}"
none "no host of a package registry" '[/]/(registry|deb)[.-]' "${everything[@]}"
none "no work left open" '\b(TODO|FIXME|XXX|HACK)\b' "${code[@]}"

# No file has grown beyond what one reason to exist needs.
long=$(wc -l "${code[@]}" | awk '$2 != "total" && $2 ~ /[.](c|h|re|y|def)$/ && $1 > 800 { print $2 ": " $1 " lines" }')
if [ -z "$long" ]; then
  passed=$((passed + 1))
else
  printf 'FAILED files over 800 lines\n%s\n' "$long"
  failed=$((failed + 1))
fi

# The top is a table of contents: what is built goes into build/, which is not kept.
others=$(find . -mindepth 1 -maxdepth 1 ! -name '.*' ! -name build -printf '%f\n' | grep -vxE 'Makefile|lang|runtime|stdlib|examples|tests|editors|README\.md|LICENSE' || true)
if [ -z "$others" ]; then
  passed=$((passed + 1))
else
  printf 'FAILED nothing else at the top\n%s\n' "$others"
  failed=$((failed + 1))
fi

echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
