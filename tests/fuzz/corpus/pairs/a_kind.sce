kind box < w : m; h : m; out area : m^2 = w * h >
box a < w = 3; h = 4 >
box b < w = 5; h = 6 >
#%new
kind box < w : m; h : m; out area : m^2 = 2 * w * h >
box a < w = 3; h = 4 >
box b < w = 5; h = 6 >
