# Where results go: -o, a full disk, a closed standard output, a reader that leaves.
cd "$TMP"
echo 'x = 1 km' >one.sce
echo 'x = 2 km' >two.sce
"$SCE" one.sce -o out.txt
cat out.txt
echo '-- several documents, one file'
"$SCE" one.sce two.sce -o out.txt
cat out.txt
echo '-- the mode stays, a link stays a link'
chmod 640 out.txt
ln -s out.txt link.txt
"$SCE" two.sce -o link.txt
stat -c '%a' out.txt
readlink link.txt
cat out.txt
echo '-- nothing to read, nothing written'
"$SCE" missing.sce -o out.txt 2>&1 || echo "exit $?"
cat out.txt
echo '-- no results replace old ones'
: >empty.sce
"$SCE" empty.sce -o out.txt
wc -c <out.txt
echo '-- standard output by name'
"$SCE" one.sce -o -
"$SCE" one.sce -o /dev/stdout
echo '-- failures'
"$SCE" one.sce -o nowhere/out.txt 2>&1 || echo "exit $?"
mkdir folder
"$SCE" one.sce -o folder 2>&1 || echo "exit $?"
"$SCE" one.sce 2>&1 >/dev/full || echo "exit $?"
"$SCE" one.sce 2>&1 >&- || echo "exit $?"
"$SCE" --help 2>&1 >/dev/full || echo "exit $?"
echo '-- no file is left over'
ls -A
echo '-- a reader that leaves'
{ "$SCE" one.sce; echo "$?" >left; } 2>&1 | true
