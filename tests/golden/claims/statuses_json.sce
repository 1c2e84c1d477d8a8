# args: --format json
# exit: 2
machines = 4 * 8 gpu
free = 0
claim right < value = machines; says = 32 gpu > @ "report, page 3"
claim wrong < value = machines; says = 30 gpu >
claim known < value = machines; says = 30 gpu; disputed = "counts no spares" >
claim broken < value = machines / free; says = 3 gpu >
claim yes < holds = (machines > 30 gpu) >
claim no < holds = (machines > 40 gpu) >
