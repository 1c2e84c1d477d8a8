# Layout in place.
cd "$TMP"
printf 'x=1   km # one\n\n\n\ny  =  2*x\n' >loose.sce
cp loose.sce before.sce
echo '-- checked, not changed'
"$SCE" fmt --check loose.sce 2>&1 || echo "exit $?"
cmp loose.sce before.sce && echo same
echo '-- laid out'
chmod 600 loose.sce
"$SCE" fmt loose.sce
cat loose.sce
stat -c '%a' loose.sce
"$SCE" fmt --check loose.sce && echo fine
echo '-- a second time changes nothing'
touch -d '2001-01-01' loose.sce
"$SCE" fmt loose.sce
date -r loose.sce +%Y
echo '-- a file with errors stays'
printf 'x=(1   km\n' >broken.sce
"$SCE" fmt broken.sce 2>&1 || echo "exit $?"
cat broken.sce
echo '-- several files, the sound ones are laid out'
printf 'z=1\n' >third.sce
"$SCE" fmt broken.sce third.sce missing.sce 2>/dev/null || echo "exit $?"
cat third.sce
echo '-- a filter'
"$SCE" fmt - <before.sce
"$SCE" fmt --check - <before.sce 2>&1 || echo "exit $?"
