x = 1
#%set
y = 2
#%set
x + 1
#%set
x =
#%set

#%set
model m < >
