# args: check
# exit: 2
model sora < params = 20e9 >
claim steps_default < value = sora.steps; says = 250 >
claim given < value = sora.params; says = 20e9 param >
claim library < value = H100.bf16; says = 989.4 TFLOP/s/gpu >
