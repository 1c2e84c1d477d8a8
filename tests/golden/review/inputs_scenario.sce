# args: inputs --scenario b FILE --all
a = 1 @ "x"
long = a * 2 + 3 * 17
scenario b < a = 3 >
scenario c < a = 4 >
