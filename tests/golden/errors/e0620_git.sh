# exit: 2
# Revisions where no repository is, and where there is no git.
export GIT_CEILING_DIRECTORIES="$TMP"
mkdir "$TMP/plain"
cd "$TMP/plain"
echo 'steps = 250' >plan.sce
"$SCE" diff main..branch 2>&1 || echo "exit $?"
"$SCE" diff main:plan.sce plan.sce 2>&1 || echo "exit $?"
"$SCE" diff main plan.sce 2>&1 || echo "exit $?"
PATH=$TMP "$SCE" diff main plan.sce 2>&1 || echo "exit $?"
PATH=$TMP "$SCE" diff main..branch 2>&1
