# Standard input as a file, for each command that takes one.
echo 'typed = 3 km' | "$SCE" -
echo 'typed = 3 km' | "$SCE" run - --format csv
echo 'typed = 3 km' | "$SCE" -e 'typed * 2' -
echo 'typed = 3 km + 1' | "$SCE" check - 2>&1 || echo "exit $?"
echo 'typed  =   3 km' | "$SCE" fmt -
echo 'typed = (3 km' | "$SCE" fmt - 2>&1 || echo "exit $?"
echo 'typed = 3 km' | "$SCE" run --write - 2>&1 || echo "exit $?"
