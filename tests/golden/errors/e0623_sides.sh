# exit: 2
# Operands that make no pair.
cd "$TMP"
export GIT_CEILING_DIRECTORIES="$TMP"
mkdir plans
echo 'steps = 250' >plan.sce
"$SCE" run --format json -o old.json plan.sce
"$SCE" diff plans plan.sce 2>&1 || echo "exit $?"
"$SCE" diff old.json plans 2>&1 || echo "exit $?"
"$SCE" diff main..branch branch 2>&1 || echo "exit $?"
"$SCE" diff plan.sce 2>&1
