# Data is not called.
cd "$TMP"
echo 'double share = 0.5; _Thread_local double mine = 1;' | cc -shared -fPIC -x c -o libdata.so -
printf 'extern "./libdata.so" share(x: 1) : 1\nextern "./libdata.so" mine() : 1\nshare(2); mine()\n' >data.sce
"$SCE" --allow-extern data.sce 2>&1 || echo "exit $?"
