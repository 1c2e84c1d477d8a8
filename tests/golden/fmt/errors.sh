# exit: 2
# A text with syntax errors is left as it is; others beside it are laid out all the same.
cd "$TMP"
printf 'a=1\n' >good.sce
printf 'a = * 1\nb=2\n' >wrong.sce
status=0
"$SCE" fmt wrong.sce good.sce 2>/dev/null || status=$?
cat wrong.sce good.sce
"$SCE" fmt - <wrong.sce 2>/dev/null || echo "standard input: $?"
exit "$status"
