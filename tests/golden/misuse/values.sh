# Numbers that the library does not bear: one finding each, where the user gave them, and none of what follows. Lines of the library's text are left out.
for f in zero outside mutual own; do
  echo "== $f"
  "$SCE" check "parts/$f.sce" 2>&1 | sed -E '/^std\//{s/:[0-9]+:[0-9]+:/:LINE:/;n;N;d}'
done
echo "== huge"
"$SCE" run parts/huge.sce 2>&1 >/dev/null | grep error || true
