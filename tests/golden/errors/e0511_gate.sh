# exit: 2
# A gate that watches nothing.
printf 'steps = 250\ntotal = steps * 2 hour\n' >"$TMP/old.sce"
printf 'steps = 50\ntotal = steps * 2 hour\n' >"$TMP/new.sce"
"$SCE" diff --fail-if 'totl > +10%' "$TMP/old.sce" "$TMP/new.sce" 2>&1 >/dev/null
