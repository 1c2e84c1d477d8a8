# Results beside the file.
cd "$TMP"
state() { "$SCE" run --check "$@" 2>&1 && echo "fine" || echo "exit $?"; }
echo 'x = 1 km; y = 2 * x' >trip.sce
echo '-- none yet'
state trip.sce
echo '-- written'
"$SCE" run --write trip.sce
cat trip.sce.out
state trip.sce
echo '-- the same again touches nothing'
touch -d '2001-01-01' trip.sce.out
"$SCE" run --write trip.sce
date -r trip.sce.out +%Y
echo '-- stale'
echo 'x = 1 km; y = 3 * x' >trip.sce
state trip.sce
"$SCE" run --write trip.sce
state trip.sce
echo '-- a line too many'
echo 'x  9 km' >>trip.sce.out
state trip.sce
echo '-- errors leave the file as it was'
"$SCE" run --write trip.sce
echo 'x = 1 km; y = 3 / 0' >trip.sce
"$SCE" run --write trip.sce 2>&1 || echo "exit $?"
cat trip.sce.out
state trip.sce
echo '-- a claim that is off is written, and is a finding'
echo 'x = 1 km; claim c < value = 2 * x; says = 3 km > @ "a book"' >trip.sce
"$SCE" run --write trip.sce 2>/dev/null || echo "exit $?"
cat trip.sce.out
"$SCE" run --write --check trip.sce 2>&1 || echo "exit $?"
"$SCE" run --write --format json trip.sce 2>&1 || echo "exit $?"
ls
