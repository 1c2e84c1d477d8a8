# exit: 2
# a circle of 1,000 fields
{
  i=0
  while [ $i -lt 1000 ]; do
    echo "v$i = v$(( (i + 1) % 1000 )) + 1"
    i=$((i + 1))
  done
} >"$TMP/long.sce"
cd "$TMP"
"$SCE" check long.sce 2>&1
