# Gates over folders: a file that nobody touched is judged too, and exit code 3 says that one is hit. Of one file, all formats.
cd "$TMP"
mkdir old new
cat >old/fleet.sce <<'END'
steps = 250
peak = 1
gpus = steps * peak * 354 gpu
cost = gpus * $2.50/hour / 1 gpu
END
sed 's/250/1000/; s/peak = 1/peak = 2/' old/fleet.sce >new/fleet.sce
printf 'rent = 5 hour\nstay = rent * 2\n' | tee old/calm.sce >new/calm.sce
"$SCE" diff old new --fail-if 'gpus > +10%' --fail-if 'stay > 8 hour' --warn-if '*.cost > +1%' --fail-if 'any removed' 2>&1 || echo "exit $?"
"$SCE" diff old new --warn-if 'cost +-10%' --fail-if 'cost > +$5000000/hour' || echo "exit $?"
for format in json md html; do
  "$SCE" diff old/fleet.sce new/fleet.sce --format $format --fail-if 'gpus > +10%' --warn-if 'claims flipped' | grep -v '^[a-z@:.].*{' || echo "exit $?"
done
