# Words and signs of the language.
for name in claim to @; do
  "$SCE" doc $name
done
