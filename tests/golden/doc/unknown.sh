# What is not there.
for name in modle H100.bf61 shop qqqqqqq ""; do
  "$SCE" doc "$name" 2>&1 || echo "exit $?"
done
"$SCE" doc parts/shop.sce qqqqqqq 2>&1 || echo "exit $?"
"$SCE" doc parts/shop.sce corner.aples 2>&1 || echo "exit $?"
"$SCE" doc nowhere.sce 2>&1 || echo "exit $?"
"$SCE" doc a b c 2>&1 || echo "exit $?"
"$SCE" doc H100 --format csv 2>&1 || echo "exit $?"
"$SCE" doc modle --error-format json 2>&1 || echo "exit $?"
