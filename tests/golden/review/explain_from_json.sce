# args: explain FILE people --from parts/fleet_before.sce --format json
steps = 1000
peak = 2
user : s = 20 s
gpu_hours = 1 hour
machines = ceil(steps * peak * user / gpu_hours * 1000)
people = machines * 7
scenario small < steps = 50 >
