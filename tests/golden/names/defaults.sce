# args: check
# exit: 2
# Defaults of parameters and ranges of kinds are checked, called and used or not.
fn f(a: m = 3 s) = a
fn g(a = zork) = a
fn h(a: m = 3, b = 2 * 3) = a * b
kind k < a : m in 0 s .. 3 s >
