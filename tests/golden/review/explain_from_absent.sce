# args: explain FILE peopled --from parts/fleet_before.sce
# exit: 2
steps = 1000
peak = 2
user : s = 20 s
gpu_hours = 1 hour
machines = ceil(steps * peak * user / gpu_hours * 1000)
peopled = machines * 7 + sqrt(2)
scenario small < steps = 50 >
peopled_more = peopled * 2
