# Where should a model be trained, if its carbon counts? One run of a million H100-hours on seven grids, with the electricity
# that the whole server takes, in a building of a large cloud and in an average one.

place = sweep(quebec_grid, france_grid, oregon_grid, virginia_grid, us_grid, iowa_grid, india_grid)

site hall < pue = google_site.pue; grid = place >

footprint run <
  gpu = H100
  gpu_time = 1e6 @ "a plan"
  power = dgx_h100.power_per_gpu * 75% @ "a DGX H100 draws 6.5 to 8.5 of its 10.2 kW at work: supercluster.blog"
  site = hall
>

scenario average_building < hall.pue = average_site.pue >

# Times as much as where it is least.
times = run.carbon / min(run.carbon over place)
