# What is promised for later versions has one coded answer.
for command in chart; do
  "$SCE" $command a b 2>&1 || echo "exit $?"
done
for option in --format=html; do
  "$SCE" run a.sce "$option" 2>&1 || echo "exit $?"
done
"$SCE" chart --error-format json a b 2>&1 || echo "exit $?"
