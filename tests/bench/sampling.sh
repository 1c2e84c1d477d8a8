#!/usr/bin/env bash
# Why this file exists: the rows of the benchmarks that are about samples and sweeps. run.sh sources it; `row`, `skipped`, `measure`, `ms` and `quotient` are its.
#
# Costs a sample are slopes: the difference between two sizes of the same run, so that starting and writing do not count. Peers tell theirs themselves.
# PEERS is a folder with yardsticks for the model of fermi.sce, if there is one: fermi_avx512.c, fermi_numpy.py, fermi.squiggle.

# shellcheck disable=SC2154 # sce, temp and what `measure` sets are run.sh's

# slope ROUNDS FEW MANY ARGUMENT...: sets ns, what one more sample costs between FEW and MANY.
slope() {
  local rounds=$1 few=$2 many=$3
  shift 3
  measure "$rounds" "$sce" --samples "$many" "$@" --- "$sce" --samples "$few" "$@"
  ns=$(awk -v a="$a_us" -v b="$b_us" -v n="$(awk -v m="$many" -v f="$few" 'BEGIN { print m - f }')" 'BEGIN { printf "%.3f", (a - b) * 1000 / n }')
}

# peer_ns: the number behind ns_total= in what a peer printed.
peer_ns() { sed -n 's/.*ns_total=\([0-9.]*\).*/\1/p' | tail -n 1; }

# against WHAT PEER_NS LIMIT
against() { row "fermi.sce at 1e6 samples, one thread, to $1" "$fermi_ns ns to $2 ns" "$(quotient "$fermi_ns" "$2")" "$3"; }

peer_rows() {
  local python result
  slope 15 1e6 6e6 --threads 1 --only 'out_*' tests/bench/fermi.sce
  fermi_ns=$ns
  if [ ! -d "${PEERS:-}" ]; then
    skipped "fermi.sce, to a program by hand, NumPy and Squiggle" "PEERS names no folder"
    return
  fi
  if gcc -O3 -march=native -fopenmp -DRNG=1 "$PEERS/fermi_avx512.c" -lm -o "$temp/by_hand" 2>"$temp/log" && result=$("$temp/by_hand" 1000000 1 30 | peer_ns); then
    against "AVX-512 by hand" "$result" 2.5
  else
    skipped "fermi.sce, to AVX-512 by hand" "does not build or run here"
  fi
  for python in python3 /usr/bin/python3; do
    "$python" -c 'import numpy' 2>/dev/null && break
    python=
  done
  if [ -n "$python" ]; then against NumPy "$("$python" "$PEERS/fermi_numpy.py" 1000000 7 | peer_ns)" 0.1667; else skipped "fermi.sce, to NumPy" "NumPy is not installed"; fi
  if result=$(node tests/bench/squiggle.mjs "$PEERS/fermi.squiggle" 1000000 3 2>/dev/null | peer_ns) && [ -n "$result" ]; then
    against Squiggle "$result" 0.01
  else
    skipped "fermi.sce, to Squiggle" "its package is not installed"
  fi
}

whole_rows() {
  measure 21 "$sce" --samples 4e7 --threads 2 --only 'out_*' tests/bench/fermi.sce --- "$sce" --samples 4e7 --threads 1 --only 'out_*' tests/bench/fermi.sce
  row "fermi.sce at 4e7 samples, two threads to one" "$(ms "$a_us") to $(ms "$b_us")" "$ratio" 0.5556
  measure 300 "$sce" --samples 10000 --only 'out_*' tests/bench/fermi.sce --- /bin/true
  row "fermi.sce at 10,000 samples, whole process, to /bin/true" "$(ms "$a_us") to $(ms "$b_us")" "$ratio" 4.0
  measure 1 "$sce" --samples 1e9 --only 'out_*' tests/bench/fermi.sce --- "$sce" --samples 1e6 --only 'out_*' tests/bench/fermi.sce
  row "1e9 samples: peak memory, to 1e6 samples" "$((a_kb / 1024)) MB to $((b_kb / 1024)) MB, $(ms "$a_us")" "$(quotient "$a_kb" "$b_kb")" 1.5
}

# fields COUNT EXPRESSION FILE: that many fields of it, and their sum.
fields() {
  awk -v n="$1" -v e="$2" 'BEGIN {
    for (i = 0; i < n; i++) { printf "x%d = %s\n", i, e; sum = sum (i ? " + " : "") "x" i }
    print "out = " sum
  }' >"$3"
}

# nodes COUNT FILE: a chain of sums and products over two unknowns.
nodes() {
  awk -v n="$1" 'BEGIN {
    print "a = uniform(1, 2)\nb = uniform(1, 2)\nc0 = a"
    for (i = 1; i <= n; i++) printf "c%d = c%d %s %s\n", i, i - 1, i % 2 ? "*" : "-", i % 4 < 2 ? "a" : "b"
    printf "out = c%d\n", n
  }' >"$2"
}

# cost KERNEL FEWER MORE COUNT: sets ns, what each of the COUNT things costs that the second program has more of.
cost() {
  measure 21 "$sce" --kernel "$1" --threads 1 --samples 1e6 --only out "$3" --- "$sce" --kernel "$1" --threads 1 --samples 1e6 --only out "$2"
  ns=$(awk -v a="$a_us" -v b="$b_us" -v n="$4" 'BEGIN { printf "%.3f", (a - b) / 1000 / n }')
}

node_rows() {
  local kernel node name expression limit factor
  nodes 40 "$temp/few.sce"
  nodes 200 "$temp/many.sce"
  for kernel in avx512 avx2; do
    factor=$([ $kernel = avx512 ] && echo 1 || echo 2.5)
    if ! "$sce" --kernel $kernel --samples 10 -e 'uniform(0, 1)' >/dev/null 2>&1; then
      skipped "costs a sample, $kernel" "this processor has it not"
      continue
    fi
    cost $kernel "$temp/few.sce" "$temp/many.sce" 160
    node=$ns
    row "a sum or product and sample in ns, $kernel" "$ns ns" "$ns" "$(quotient 0.08 "$(quotient 1 "$factor")")"
    while IFS='|' read -r name expression limit; do
      fields 8 "$expression" "$temp/few_draws.sce"
      fields 24 "$expression" "$temp/many_draws.sce"
      cost $kernel "$temp/few_draws.sce" "$temp/many_draws.sce" 16
      row "$name and sample in ns, $kernel" "$ns ns with the sum it goes into" "$(awk -v x="$ns" -v y="$node" 'BEGIN { printf "%.4f", x - y }')" "$(awk -v l="$limit" -v f="$factor" 'BEGIN { print l * f }')"
    done <<'END'
uniform|uniform(3, 7)|0.8
normal|normal(10, 2)|1.6
lognormal|2 to 8|2.3
beta|beta(2, 5)|4
gamma|gamma(3, 2)|4
END
  done
}

sweep_row() {
  local what='min(min(sora.break_even over sora.steps) over sora.scale)' swept sampled
  measure 15 "$sce" --set 'sora.steps=sweep(1 .. 1000)' --set 'sora.scale=sweep(1 .. 1000)' -e "$what" examples/sora.sce --- "$sce" --set 'sora.steps=sweep(1 .. 10)' --set 'sora.scale=sweep(1 .. 10)' -e "$what" examples/sora.sce
  swept=$(awk -v a="$a_us" -v b="$b_us" 'BEGIN { printf "%.3f", (a - b) / 1000 }')
  slope 15 1e6 4e6 --threads 1 --set 'sora.steps=uniform(1, 1000)' --set 'sora.scale=uniform(1, 1000)' --only sora.break_even examples/sora.sce
  sampled=$ns
  row "a sweep of 1,000 x 1,000 points, a point to a sample" "$swept ns to $sampled ns" "$(quotient "$swept" "$sampled")" 3
}

sampling_rows() {
  peer_rows
  whole_rows
  node_rows
  sweep_row
}
