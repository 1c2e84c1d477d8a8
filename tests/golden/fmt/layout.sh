# Every rule of the layout on one text, and once more on what comes out.
"$SCE" fmt - <parts/layout.sce >"$TMP/once"
cat "$TMP/once"
"$SCE" fmt - <"$TMP/once" | cmp - "$TMP/once"
