# The same in the other formats; a branch that is none, and what is none in one scenario alone.
cat > "$TMP/a.sce" <<'S'
ownership mine < host = dgx_h100 >
rent_or_buy choice < owns = mine; rent = 0.5; utilization = 80% >
twice = choice.break_even_time * 2
own : USD = none
rest = own * 2
price : USD = 3
bill = 2 * price
scenario unknown < price = none >
S
cat > "$TMP/b.sce" <<'S'
serving old < serves = gpt4; gpus = 16; prompt = 1000; answer = 500; compute_precision = 0.5 byte >
S
"$SCE" explain "$TMP/b.sce" old.throughput | tail -1 | sed 's/:[0-9]*)/:LINE)/g'
"$SCE" explain "$TMP/a.sce" twice | tail -1 | sed 's/:[0-9]*)/:LINE)/g'
"$SCE" explain "$TMP/a.sce" rest
"$SCE" explain "$TMP/a.sce" bill --scenario unknown
"$SCE" explain "$TMP/a.sce" bill
"$SCE" explain "$TMP/a.sce" rest --format md
"$SCE" explain "$TMP/a.sce" rest --format json | grep none
