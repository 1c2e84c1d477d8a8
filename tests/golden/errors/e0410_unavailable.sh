# What this version does not have yet.
"$SCE" chart plan.sce cost 2>&1 || echo "exit $?"
