kind box < w : m; h : m; out area : m^2 = w * h >
box a < w = 3; h = 4 >
box b < w = 5; h = 6 >
both = a.area + b.area
#%new
both = a.area + b.area
box b < h = 6; w = 5 >
box a < h = 4; w = 3 >
kind box < h : m; w : m; out area : m^2 = w * h >
