# exit: 2
kind shop < income : USD; costs : USD >
shop here < income = 2 * there.costs; costs = $5 + there.income >
shop there < income = here.costs; costs = $3 >
