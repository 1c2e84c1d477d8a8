# exit: 2
# after 100 findings of a file the rest are counted
i=0
while [ $i -lt 150 ]; do
  echo "v$i = nothing_$i"
  i=$((i + 1))
done >"$TMP/many.sce"
cd "$TMP"
"$SCE" check many.sce >found 2>&1 || status=$?
grep -c 'error\[E0201\]' found
tail -n 1 found
exit "${status:-0}"
