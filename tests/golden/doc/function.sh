# Functions of the core and of the language; a name that a unit has too.
for name in moe_params sum min; do
  "$SCE" doc $name
done
