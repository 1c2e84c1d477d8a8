# Findings as commands of GitHub's workflows and as SARIF, of every command and of usage.
cat >"$TMP/plan, 5%.sce" <<'END'
steps = 250
total = stps * 3 kg @ "page 4: \ 5%"
claim low < value = steps; says = 251 >
claim high < value = steps; says = 260; disputed = "a guess" >
END
cd "$TMP"
for format in github sarif; do
  "$SCE" check --error-format $format 'plan, 5%.sce' none.sce 2>&1 || echo "exit $?"
  "$SCE" --error-format $format -e '3 kg + 2' 2>&1 || echo "exit $?"
  "$SCE" fmt --error-format $format --bogus 2>&1 || echo "exit $?"
  "$SCE" -e '3' --error-format $format 2>&1
done
