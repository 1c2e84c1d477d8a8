# exit: 2
# A gate that is no gate, and where it stops being one.
echo 'steps = 250' >"$TMP/old.sce"
echo 'steps = 50' >"$TMP/new.sce"
"$SCE" diff --fail-if 'steps > ten' "$TMP/old.sce" "$TMP/new.sce" 2>&1 >/dev/null
