# A page for a code, however it is spelled.
"$SCE" explain E0101
[ "$("$SCE" explain E0101)" = "$("$SCE" explain e101)" ] && echo same
[ "$("$SCE" explain E0101)" = "$("$SCE" explain 101)" ] && echo same
echo '-- every code of the list has its page'
"$SCE" explain | while read -r code title; do
  head=$("$SCE" explain "$code" | sed -n 1p)
  [ "$head" = "$code $title" ] || echo "$code: page is headed '$head', not '$code $title'"
done
