# Libraries that cannot be loaded.
cd "$TMP"
echo 'no library' >text.so
mkdir folder.so
mkfifo pipe.so
cat >lib.sce <<'S'
extern "./missing.so" a(x: 1) : 1
extern "text.so" b(x: 1) : 1
extern "./folder.so" c(x: 1) : 1
extern "pipe.so" d(x: 1) : 1
extern "" e(x: 1) : 1
a(1); b(1); c(1); d(1); e(1)
S
"$SCE" --allow-extern lib.sce 2>&1 || echo "exit $?"
