kind row < each seat : m; out widest : m = max(seat) >
row a < first = 3; second = 4 >
#%new
kind row < each seat : m; out widest : m = max(seat) >
row a < first = 3; second = 4; third = 8; fourth = 9 >
