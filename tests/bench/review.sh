#!/usr/bin/env bash
# Why this file exists: the rows of the benchmarks that are about comparing. run.sh sources it; `row`, `measure`, `ms` and `quotient` are its.
# shellcheck disable=SC2154 # set by measure

# sides COUNT: two files with that many numbers, all of them edited, and twice as many formulas over them, the last of which is `out`.
sides() {
  local side
  for side in old new; do
    awk -v n="$1" -v edit="$([ "$side" = old ] && echo 0 || echo 0.01)" 'BEGIN {
      for (i = 0; i < n; i++) printf "x%d = %.6f\n", i, (1 + i % 7 / 10) * (1 + edit * (1 + i % 5))
      for (i = 0; i < n; i++) printf "part%d = x%d * x%d / (1 + x%d)\n", i, i, (i * 7 + 1) % n, (i * 3 + 2) % n
      for (i = 0; i < n; i++) printf "sum%d = part%d + %s\n", i, i, i ? "sum" (i - 1) " * 0.99" : "1"
      printf "out = sum%d * sum%d\n", n - 1, int(n / 2)
    }' >"$temp/$side.sce"
  done
}

review_rows() {
  sides 300
  measure 100 "$sce" diff --only out "$temp/old.sce" "$temp/new.sce" --- /bin/true
  row "sce diff, 300 edits over 600 formulas, to /bin/true" "$(ms "$a_us") to $(ms "$b_us")" "$ratio" 12
  row "the same, in ms" "$(ms "$a_us")" "$(quotient "$a_us" 1000)" 10
}
