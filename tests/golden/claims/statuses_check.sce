# args: check
# exit: 2
machines = 4 * 8
price = none
free = 0
claim right < value = machines; says = 32 > @ "report, page 3"
claim wrong < value = machines; says = 30 > @ "report, page 4"
claim known < value = machines; says = 30; disputed = "counts no spares" > @ "report, page 5"
claim stale < value = machines; says = 32; disputed = "counts no spares" >
claim no_value < value = price * 2; says = 3 >
claim broken < value = machines / free; says = 3 >
claim yes < holds = (machines > 30) > @ "report, page 6"
claim no < holds = (machines > 40) >
