# args: check
# exit: 2
machines = 32 gpu
same = machines
again = same
kind shop < price : USD; sold = 3 >
shop corner < price = 5 >
claim direct < value = machines; says = 32 gpu >
claim by_names < value = again; says = 32 gpu >
claim block_field < value = corner.price; says = 5 USD >
claim inline < value = 32 gpu; says = 32 gpu >
claim from_says < value = says; says = 3 gpu >
claim converted < value = corner.price as cent; says = 500 cent >
claim doubled < value = machines * 2; says = 64 gpu >
claim other_number < value = machines; says = 30 gpu; disputed = "counts no spares" >
