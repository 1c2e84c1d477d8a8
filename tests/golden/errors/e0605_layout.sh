# exit: 1
printf 'steps=250\nmodel sora<params=20e9>\n' >"$TMP/loose.sce"
cd "$TMP"
"$SCE" fmt --check loose.sce 2>&1
