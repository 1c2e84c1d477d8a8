# Files that are no shards, or not whole.
cd "$TMP"
printf 'speed = 2 to 4\n' >plan.sce
"$SCE" run --samples 1000 --shard 1/2 --out one plan.sce
size=$(wc -c <one)
echo '-- no shard file, empty, not there'
"$SCE" merge plan.sce 2>&1 || echo "exit $?"
: >empty
"$SCE" merge empty 2>&1 || echo "exit $?"
"$SCE" merge missing 2>&1 || echo "exit $?"
echo '-- cut short'
head -c 20 one >short
"$SCE" merge short 2>&1 || echo "exit $?"
head -c $((size - 1)) one >short
"$SCE" merge short 2>&1 | sed 's/[0-9][0-9]* bytes of [0-9]*/… bytes of …/'
echo '-- longer than it says, one byte changed'
{ cat one && echo; } >long
"$SCE" merge long 2>&1 | sed 's/[0-9][0-9]* bytes, and says that it has [0-9]*/… bytes, and says that it has …/'
{ head -c 300 one && printf '\377' && tail -c +302 one; } >flipped
"$SCE" merge flipped 2>&1 || echo "exit $?"
echo '-- all of them at once; a file that is no shard may be the one that is missing'
"$SCE" merge one empty plan.sce 2>&1 || echo "exit $?"
