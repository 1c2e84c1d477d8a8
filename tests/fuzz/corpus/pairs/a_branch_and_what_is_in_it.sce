n = 5
each = 10
c = if (n > 6) then n * each else n
#%new
n = 8
each = 12
c = if (n > 6) then n * each else n
