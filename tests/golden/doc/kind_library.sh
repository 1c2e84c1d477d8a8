# A kind of the library, in all formats.
for format in text md json; do
  "$SCE" doc accelerator --format $format
done
