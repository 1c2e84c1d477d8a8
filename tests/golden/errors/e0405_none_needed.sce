# exit: 2
# nobody sells a TPU
chips = 100 gpu
claim cheap < value = chips * TPU_v5p.price; says = 500000 USD >
