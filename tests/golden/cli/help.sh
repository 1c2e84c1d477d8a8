# Help of everything and of each command, and the version.
"$SCE" --help
for command in run check fmt repl explain; do
  "$SCE" $command --help
done
"$SCE" -h | head -n 1
"$SCE" --version
