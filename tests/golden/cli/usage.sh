# What cannot be meant is said with what could have been, and ends with 2.
try() { "$SCE" "$@" </dev/null 2>&1 || echo "exit $?"; }
cd "$TMP"
echo 'x = 1 km' >one.sce
try chek one.sce
try runn
try xyzzy
try run
try check
try fmt
try --fromat json one.sce
try -z one.sce
try one.sce --digits
try one.sce --digits 18
try one.sce --digits four
try one.sce --format yaml
try one.sce --color blue
try one.sce --set x
try one.sce --all=no
try -e 1 -e 2
try -e 1 one.sce one.sce
try -e 1 --only x
try check -e 1
try check --format json one.sce
try fmt --digits 3 one.sce
try explain
try explain E9999
try explain E0199
try explain word
try explain E0201 E0202
try repl one.sce one.sce
try run --write --check one.sce
echo '-- operands behind -- are files'
cp one.sce check
try -- check
try -- -e
echo '-- a file called like a command'
try ./check
