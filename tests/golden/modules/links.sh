# Links that leave the folder are escapes; links that stay are not; a main file reached by a link has the folder of the link.
cd "$TMP"
mkdir project project/lib outside
echo 'secret = 1 km' >outside/secret.sce
echo 'open = 2 km' >project/lib/open.sce
ln -s ../outside/secret.sce project/secret.sce
ln -s ../outside project/door
ln -s lib/open.sce project/open.sce
try() { printf '%s\n' "$1" >project/main.sce && shift && "$SCE" "$@" project/main.sce 2>&1 || echo "exit $?"; }
try 'use "./secret.sce"
x = secret'
try 'use "./door/secret.sce"
x = secret'
try 'use "./door/secret.sce"
x = secret' -I outside
try 'use "./open.sce"
use "./lib/open.sce"
x = open'
echo '-- by a link'
ln -s ../project/lib/open.sce outside/linked.sce
"$SCE" outside/linked.sce
echo '-- from within, and from standard input'
(cd project && "$SCE" main.sce && "$SCE" - <main.sce)
cd project/lib && echo 'use "../main.sce"' >inner.sce && "$SCE" inner.sce 2>&1 || echo "exit $?"
