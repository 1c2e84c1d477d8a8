# A kind of the library, in all formats.
for format in text md json; do
  "$SCE" doc image_fleet --format $format
done
