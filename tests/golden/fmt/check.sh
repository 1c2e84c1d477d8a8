# exit: 1
# --check says which files are not in the layout, touches none, and exits with 1.
printf 'steps = 250\n' >"$TMP/good.sce"
printf 'steps=250;\r\n' >"$TMP/loose.sce"
cd "$TMP"
"$SCE" fmt --check good.sce
echo "good.sce: $?"
status=0
"$SCE" fmt --check good.sce loose.sce 2>&1 || status=$?
od -c loose.sce
exit "$status"
