# Comments keep their place, wherever they stand.
"$SCE" fmt - <parts/comments.sce >"$TMP/once"
cat "$TMP/once"
"$SCE" fmt - <"$TMP/once" | cmp - "$TMP/once"
