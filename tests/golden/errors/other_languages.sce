# args: check
# exit: 2
# what people bring from other languages
model sora < params: 20e9, frames: 180 >
y := 4
let z = 5
var a = 7;
def f(x): x + 1
function g(x) = x
model "large" < params = 20e9 >
uploads = 20 billion
c = y && 4
d = y ** 2
// comment
