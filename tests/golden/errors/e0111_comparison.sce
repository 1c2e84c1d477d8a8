# args: check
# exit: 2
uploads = 17M; limit = 10M
halls = if uploads > limit then 2 else 1
