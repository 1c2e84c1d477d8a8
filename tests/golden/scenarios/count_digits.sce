# Counts get more digits where two columns would look the same.
a = 4211.31 gpu
b = a * 1
scenario s < a = 4211.42 gpu >
