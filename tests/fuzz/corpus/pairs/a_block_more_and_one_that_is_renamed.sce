kind box < w : m; out area : m^2 = w^2 >
box a < w = 3 >
#%new
kind box < w : m; out area : m^2 = w^2 >
box c < w = 3 >
box b < w = 5 >
