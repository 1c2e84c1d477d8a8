# Units: with prefixes, by alias, plural, in products, refused; dimensions.
for name in Wh hr gpus TB/s FLOPS power; do
  "$SCE" doc $name
done
"$SCE" doc byte --format md
