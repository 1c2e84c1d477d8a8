# exit: 2
# A gate that watches nothing.
echo 'steps = 250' >"$TMP/old.sce"
echo 'steps = 50' >"$TMP/new.sce"
"$SCE" diff --fail-if 'stepz > +10%' "$TMP/old.sce" "$TMP/new.sce" 2>&1 >/dev/null
