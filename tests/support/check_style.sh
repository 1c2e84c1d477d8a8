#!/usr/bin/env bash
# Why this file exists: a house stays easy to live in when its habits do not depend on memory. This
# script holds what can be measured: no function beyond 60 lines and no file beyond 800, a comment
# on top of every file that says why it is there, a README in every folder that names each of its
# files, no goto, and lang/ standing alone: none of runtime/'s headers or symbols, no environment,
# no locale. What the build generates is looked at through its source only.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

: "${B:=build}"
passed=0
failed=0

# empty TITLE TEXT: the text lists what is wrong with it, a line each.
empty() {
  if [ -z "$2" ]; then
    passed=$((passed + 1))
  else
    failed=$((failed + 1))
    printf 'FAILED %s:\n%s\n' "$1" "$2"
  fi
}

mapfile -t code < <(find lang runtime -name '*.[ch]' | LC_ALL=C sort)
mapfile -t sources < <(find lang runtime \( -name '*.[chy]' -o -name '*.re' -o -name '*.def' \) | LC_ALL=C sort)
mapfile -t texts < <(find lang runtime stdlib examples tests editors -type f \
  \( -name '*.[chy]' -o -name '*.re' -o -name '*.def' -o -name '*.py' -o -name '*.sh' \) \
  -not -path 'tests/golden/*/*' -not -path '*/__pycache__/*' | LC_ALL=C sort)

# A function starts in the first column with a line that ends in `) {` and ends with `}` there.
long_functions() {
  awk -v most=60 '
    FNR == 1 { start = 0 }
    !start && /^[A-Za-z_].*\)[ \t]*\{[ \t]*$/ { start = FNR; head = $0 }
    start && /^\}/ {
      if (FNR - start + 1 > most) printf "%s:%d: %d lines: %s\n", FILENAME, start, FNR - start + 1, head
      start = 0
    }' "$@"
}

long_files() {
  local file lines
  for file in "$@"; do
    lines=$(wc -l <"$file")
    [ "$lines" -le 800 ] || printf '%s: %d lines\n' "$file" "$lines"
  done
}

# The first thing in a file is a comment; a `#!` line may stand above it, and in grammar.y the `%` of a section.
without_comment() {
  awk '
    FNR == 1 { seen = 0 }
    seen || /^#!/ || /^[ \t]*$/ || /^%/ { next }
    { seen = 1 }
    FILENAME ~ /\.sh$/ ? /^#/ : FILENAME ~ /\.py$/ ? /^(#|"""|'"'''"')/ : /^\/[*\/]/ { next }
    { printf "%s:%d: no comment says why this file exists\n", FILENAME, FNR }' "$@"
}

# Folders with a README of their own. Cases and corpora are not named one by one: their names say what they are. Below editors/NAME/ folders are
# as the editor wants them: the README there names what is in them (tests/editors/check_generated.py).
folders() {
  find lang runtime stdlib examples tests editors -type d \
    -not -path 'tests/golden/*' -not -path 'editors/*/*' -not -path 'tests/fuzz/corpus*' -not -name __pycache__ | LC_ALL=C sort
}

# A header is named with its source: `session.c` stands for session.h too. Outputs of examples are named with what they come from.
unnamed_files() {
  local folder file name other
  while IFS= read -r folder; do
    if [ ! -f "$folder/README.md" ]; then
      printf '%s: no README.md\n' "$folder"
      continue
    fi
    for file in "$folder"/*; do
      name=${file##*/}
      other=$name
      if [ ! -f "$file" ] || [ "$name" = README.md ]; then continue; fi
      case $name in
        *.h) other=${name%.h}.c ;;
        *.sce.*) other=${name%%.sce.*}.sce ;;
      esac
      grep -qF -e "$name" -e "$other" "$folder/README.md" || printf '%s/README.md: does not name %s\n' "$folder" "$name"
    done
  done < <(folders)
}

# Headers of runtime/ that a file of lang/ includes.
foreign_headers() {
  local header
  while IFS= read -r header; do
    grep -nE "#[ ]*include[ ]+[\"<]([a-z_]+/)*${header##*/}[\">]" lang/*.c lang/*.h lang/*.re lang/*.y lang/tools/*.c || true
  done < <(find runtime -name '*.h')
}

# Symbols that liblang needs and does not have, that libsce has. Lines that end with a colon name members.
foreign_symbols() {
  comm -12 \
    <(nm --undefined-only --format=posix "$B/liblang.a" 2>/dev/null | awk 'NF >= 2 && !/:$/ { print $1 }' | LC_ALL=C sort -u) \
    <(nm --defined-only --extern-only --format=posix "$B/libsce.a" 2>/dev/null | awk 'NF >= 2 && !/:$/ { print $1 }' | LC_ALL=C sort -u)
}

empty 'functions of at most 60 lines' "$(long_functions "${code[@]}" lang/lexer.re lang/grammar.y)"
empty 'files of at most 800 lines' "$(long_files "${sources[@]}")"
empty 'a comment on top of every file' "$(without_comment "${texts[@]}")"
empty 'a README in every folder that names its files' "$(unnamed_files)"
empty 'no goto' "$(grep -nE '(^|[^A-Za-z_])goto[ ]+[a-z_]+[ ]*;' "${code[@]}" || true)"
empty 'no variable that outlives a call' "$(grep -nE '^(static )?[A-Za-z_][A-Za-z0-9_ ]*[ *][a-z_0-9]+(\[[^]]*\])*( = .*)?;$' "${code[@]}" |
  grep -vE ':(static )?(const|extern const|typedef|struct|enum|union|return|volatile sig_atomic_t) |const [a-z_0-9]+(\[|;| =)' || true)"
empty 'lang/ reads no environment and no locale' "$(grep -nE '(^|[^A-Za-z_])(secure_getenv|getenv|setlocale|newlocale|uselocale)[ ]*\(' lang/*.c lang/*.h lang/*.re lang/*.y || true)"
empty 'runtime/ sets no locale but for the width of letters and the calls of the library, and reads only what a terminal says of itself, a user of folders and editor, and git of its driver' "$(find runtime -name '*.[ch]' -exec grep -nE '(^|[^A-Za-z_])(getenv|setlocale|newlocale|uselocale)[ ]*\(' {} + |
  grep -vE 'getenv\("(NO_COLOR|TERM|GIT_PREFIX)"\)|^runtime/cli/(userdirs|repl_file)\.c:|^runtime/cli/line\.c:.*setlocale\(LC_CTYPE|^runtime/api/session.c:.*(newlocale\(LC_ALL_MASK, "C"|uselocale)' || true)"
empty 'lang/ includes no header of runtime/' "$(foreign_headers)"
if [ -f "$B/liblang.a" ] && [ -f "$B/libsce.a" ]; then
  empty 'liblang.a needs no symbol of runtime/' "$(foreign_symbols)"
else
  empty 'liblang.a needs no symbol of runtime/' "$B/liblang.a and $B/libsce.a are not built"
fi

printf '%d passed, %d failed\n' "$passed" "$failed"
[ "$failed" -eq 0 ]
