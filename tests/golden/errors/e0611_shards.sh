# Shards that are not the parts of one run.
cd "$TMP"
mkdir old
printf 'use "./prices.sce"\nspeed = 2 to 4\ncost = speed * price\n' >plan.sce
printf 'price = 3\n' >prices.sce
cp plan.sce prices.sce old
shard() {
  part=$1 out=$2
  shift 2
  "$SCE" run --samples 2000 --shard "$part" --out "$out" "$@" plan.sce
}
merge() {
  "$SCE" merge "$@" 2>&1 || echo "exit $?"
}
for k in 1 2 3 4 5 6 7 8; do shard $k/8 part$k; done
echo '-- missing'
merge part1 part2 part4 part5 part6 part8
merge part1 part2 part3 part5 part6 part7 part8
merge part4
merge part1 part4 part8
echo '-- twice'
merge part1 part2 part3 part4 part5 part6 part7 part8 part3
echo '-- of another N'
shard 1/2 half
merge part1 half
echo '-- another seed, number of samples, sampler'
shard 2/8 other --seed 7
merge part1 other
shard 2/8 other --samples 3000
merge part1 other
shard 2/8 other --sampler sobol
merge part1 other
echo '-- other options'
shard 2/8 other --set speed=5
merge part1 other
shard 2/8 other --only speed
merge part1 other
shard 2/8 other --all
merge other part1
echo '-- another file, another import, one import more'
(cd old && sed 's/\* price/* price * 2/' ../plan.sce >plan.sce && shard 2/8 ../other)
merge part1 other
(cd old && cp ../plan.sce . && echo 'price = 4' >prices.sce && shard 2/8 ../other)
merge part1 other
(cd old && cp ../prices.sce . && echo 'use "./more.sce"' >>plan.sce && echo 'more = 1' >more.sce && shard 2/8 ../other)
merge part1 other
echo '-- the same texts elsewhere are the same program'
cp plan.sce prices.sce old
"$SCE" run --samples 2000 --shard 2/8 --out part2 old/plan.sce
"$SCE" merge part8 part2 part3 part4 part5 part6 part7 part1
