# args: check
# exit: 1
x = 4 * 8
claim known < holds = (x > 40); disputed = "counts no spares" >
claim stale < holds = (x > 3); disputed = "counts no spares" >
