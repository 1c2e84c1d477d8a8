# Names that a library does not offer: near ones, static ones, those of other libraries.
cd "$TMP"
cat >few.c <<'C'
#include <math.h>
static double hidden(double x) { return x; }
double share(double x) { return hidden(sqrt(x)); }
C
cc -shared -fPIC -o libfew.so few.c -lm
cat >few.sce <<'S'
extern "./libfew.so" shares(x: 1) : 1
extern "./libfew.so" hidden(x: 1) : 1
extern "./libfew.so" sqrt(x: 1) : 1
shares(1); hidden(1); sqrt(4)
S
"$SCE" --allow-extern few.sce 2>&1 | sed 's/^sqrt(4).*/sqrt(4)/' || echo "exit $?"
