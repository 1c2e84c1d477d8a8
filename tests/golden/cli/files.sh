# Files that cannot be read, several files, and what a file is called in findings.
cd "$TMP"
mkdir folder
echo 'x = 1 km' >one.sce
echo 'x = 2 km' >two.sce
echo 'x = 3 km + 1 hour' >folder/bad.sce
"$SCE" one.sce two.sce
for file in missing.sce folder one.sce/x ''; do
  "$SCE" run "$file" 2>&1 || echo "exit $?"
done
echo '-- what can be read is shown'
"$SCE" run one.sce missing.sce two.sce 2>&1 || echo "exit $?"
echo '-- found below a folder, shown as given'
"$SCE" check folder/bad.sce 2>&1 || echo "exit $?"
(cd folder && "$SCE" check ../folder/bad.sce 2>&1) || echo "exit $?"
echo '-- an empty file has no results'
: >empty.sce
"$SCE" empty.sce
echo '-- bytes that are no text'
printf 'x = 1 \377 km\n' >bytes.sce
"$SCE" bytes.sce 2>&1 || echo "exit $?"
echo '-- too large'
truncate -s 3G large.sce
"$SCE" large.sce 2>&1 || echo "exit $?"
rm large.sce
