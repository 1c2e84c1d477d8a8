# Parts of a run: what goes with --shard, and what merging prints.
cd "$TMP"
printf 'speed = 2 to 4\nslow = min(speed, 3)\nabove = prob(speed > mean(speed))\nscenario fast < speed = 3 to 5 >\n' >plan.sce
printf 'speed = 3\nhalf = speed / 2\nclaim c < value = half; says = 1.5 >\n' >plain.sce
refused() {
  "$SCE" "$@" 2>&1 | head -n 1
}
echo '-- usage'
refused run --shard 1/2 plan.sce
refused run --out part plan.sce
for part in 0/2 3/2 1 1/ /2 1/2/3 -1/2 1/0 1/2x 1/10000000 ' 1/2'; do
  refused run --shard "$part" --out part plan.sce
done
for option in --precision=1% --exact-quantiles --write --check --format=json -oresults --scenario=fast --digits=3; do
  refused run --shard 1/2 --out part "$option" plan.sce
done
refused run --shard 1/2 --out part plan.sce plain.sce
refused -e 'speed' plan.sce --shard 1/2
refused check plan.sce --shard 1/2
refused merge
refused merge --all part
refused merge --only speed part
refused merge --seed 3 part
ls
echo '-- a shard shows nothing'
for part in 1 2 3; do
  "$SCE" run --samples 5000 --shard $part/3 --out part$part plan.sce
done
echo '-- merged'
"$SCE" merge part3 part1 part2
"$SCE" merge part1 part2 part3 --scenario fast --digits 6 --format csv -o results
"$SCE" run plan.sce --samples 5000 --scenario fast --digits 6 --format csv | cmp - results && echo same
echo '-- standard output and input'
"$SCE" run --samples 5000 --shard 2/3 --out - plan.sce | cmp - part2 && echo same
"$SCE" merge part1 - part3 <part2 >merged
"$SCE" run --samples 5000 plan.sce | cmp - merged && echo same
echo '-- a program from standard input; one without samples'
"$SCE" run --shard 1/1 --out part - <plain.sce
"$SCE" merge part
echo '-- what is wrong with texts every shard says, what is wrong with values only the merge'
printf 'x = 1 km + 1 hour\ny = uniform(1, 2) / (1 - 1)\nz = 2\n' >wrong.sce
"$SCE" run --shard 1/1 --out part wrong.sce 2>&1 || echo "exit $?"
"$SCE" merge part 2>&1 || echo "exit $?"
echo '-- without its imports it cannot be written; nor where there is no folder'
printf 'use "./missing.sce"\n' >wrong.sce
rm part
"$SCE" run --shard 1/1 --out part wrong.sce 2>&1 || echo "exit $?"
"$SCE" run --shard 1/1 --out folder/part plan.sce 2>&1 || echo "exit $?"
ls
