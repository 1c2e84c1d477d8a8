# exit: 2
# Documents that are no results of a run.
cd "$TMP"
echo 'steps = 250' >plan.sce
"$SCE" run --format json -o old.json plan.sce
head -c 90 old.json >cut.json
printf '[1, 2]' >list.json
printf '{"schema": "sce.diff/1"}' >diff.json
printf '{"schema": "sce.run/1", "scenarios": ["base"]}' >short.json
printf '{"schema": "sce.run/1", "scenarios": ["base"], "claims": [], "values": [{"path": "x", "unit": "1", "role": "output", "axes": ["s"], "points": {"s": ["a", "b"]}, "value": [1]}]}' >shape.json
printf '{"schema": "sce.run/1", "scenarios": ["base"], "claims": [], "values": [{"path": 3}]}' >path.json
printf '{"schema": "sce.run/1", "scenarios": ["base"], "claims": [], "values": [{"path": "x", "unit": "1", "role": "guess"}]}' >role.json
printf '{"schema": "sce.run/1", "scenarios": ["base"], "claims": [], "values": [{"path": "x", "unit": "1", "role": "input", "axes": [], "value": "many"}]}' >text.json
for name in cut list diff short shape path role text; do
  "$SCE" diff $name.json plan.sce 2>&1 || echo "exit $?"
done
exit 2
