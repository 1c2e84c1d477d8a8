# exit: 2
# Axes of two blocks are two axes; outside of its kind an axis is named by its path.
kind t < each region : 1 >
kind p < each region : USD >
t users < us = 100; eu = 50 >
p price < us = 2; eu = 4 >
cross = sum(users.region * price.region)
one = sum(users.region * 2)
good = sum(users.region * 2 over users.region)
