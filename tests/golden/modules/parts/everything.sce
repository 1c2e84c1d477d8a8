# one of each thing that a file can define
dimension tasks as count
unit task : tasks
unit batch = 8 task
kind worker < speed : task/hour; out a_day : task/day = speed * 24 hour/day >
worker fast < speed = 5 batch/hour >
fn cost(work: task) : USD = work * price
price = 2 USD/task
price * 3
claim never_right < value = price * 2; says = 5 USD/task >
scenario cheap < price = 1 USD/task >
