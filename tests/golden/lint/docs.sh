# A directive is no documentation, and survives the layout.
printf 'cost=3 GB+2 GiB # allow E0705: both tools\n' | "$SCE" fmt -
printf '# What it costs.\n# allow E0705: both tools\ncost = 3 GB + 2 GiB  # in all\n' >"$TMP/plan.sce"
"$SCE" doc "$TMP/plan.sce" cost | sed "s#$TMP/##g"
"$SCE" fmt --check "$TMP/plan.sce"
"$SCE" check "$TMP/plan.sce"
