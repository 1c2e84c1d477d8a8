# A command that is not there yet.
"$SCE" chart plan.sce cost 2>&1 || echo "exit $?"
