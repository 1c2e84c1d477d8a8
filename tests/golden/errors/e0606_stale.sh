# exit: 1
cd "$TMP"
printf 'model sora < params = 20e9; steps = 250 >\n' >plan.sce
"$SCE" run --write plan.sce
"$SCE" run --check plan.sce && echo fresh
printf 'model sora < params = 20e9; steps = 50 >\n' >plan.sce
"$SCE" run --check plan.sce 2>&1
