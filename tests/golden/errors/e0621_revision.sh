# exit: 2
# Names that git does not know, and paths that a revision does not have.
export GIT_CONFIG_GLOBAL=/dev/null GIT_CONFIG_NOSYSTEM=1
cd "$TMP"
git init -q -b main repository
cd repository
mkdir plans
echo 'steps = 250' >plans/plan.sce
git add .
git -c user.name=Ann -c user.email=ann@example.org commit -q -m 'A plan'
rm plans/plan.sce
for words in mian 'mian plans' main..mian 'main:plan.sce -' 'main:plans/plam.sce -' 'main:../plan.sce -' ':plans/plan.sce -' '-- --help' '-- -x:y z' 'main plans/plan.sce' 'HEAD^{/no}..'; do
  echo "$words"
  # shellcheck disable=SC2086 # each is several words
  "$SCE" diff $words 2>&1 </dev/null || echo "exit $?"
done
"$SCE" diff main 'no such
name' 2>&1
