# What the prompt does not have yet.
echo ':help' | "$SCE" 2>&1 || echo "exit $?"
