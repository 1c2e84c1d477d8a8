# NaN and infinity that come back, at a point, in a scenario and in samples.
cd "$TMP"
cat >value.c <<'C'
#include <math.h>
double share(double x, double of) { return x < 0 ? NAN : of / x; }
C
cc -shared -fPIC -o libvalue.so value.c
cat >value.sce <<'S'
extern "./libvalue.so" share(x: min, of: 1 = 2) : 1/s
a = share(0 s)
b = share(-90 s)
width = 1 hour
c = share(width, of = -1)
d = share(normal(10 s, 5 s))
e = if (width > 2 hour) then share(0 s) else 0 /s
scenario none < width = 0 s >
S
"$SCE" --allow-extern value.sce 2>&1 || echo "exit $?"
