# For cases that compare two texts: `text TITLE [OPTION…]` and `all TITLE [OPTION…]` read them from standard input, a line `---` between; they write the
# comparison as text, or as text, markdown and JSON. Messages go along.
cd "$TMP" || exit

read_sides() {
  awk 'BEGIN { file = "old.sce" } /^---$/ { file = "new.sce"; next } { print > file }'
  touch old.sce new.sce
}

shown() {
  echo "-- $title${format:+, $format}"
  "$SCE" diff ${format:+--format "$format"} "$@" old.sce new.sce 2>&1 || echo "exit $?"
}

text() {
  title=$1 format=
  shift
  rm -f old.sce new.sce
  read_sides
  shown "$@"
}

all() {
  text "$@"
  shift
  for format in md json; do shown "$@"; done
}
