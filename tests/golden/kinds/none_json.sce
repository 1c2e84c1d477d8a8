# args: --format json
kind chip < price : USD = none >
chip tpu < >
twice = tpu.price * 2
