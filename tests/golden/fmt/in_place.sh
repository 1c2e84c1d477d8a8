# Files are laid out in place, several at once; one in the layout is not written.
cd "$TMP"
printf 'a=1;b=2\n\n\n\n' >one.sce
printf 'c = 3\n' >two.sce
touch -d 2001-01-01 one.sce two.sce
"$SCE" fmt one.sce two.sce 2>&1
cat one.sce two.sce
find . -newermt 2002-01-01 -name '*.sce'
