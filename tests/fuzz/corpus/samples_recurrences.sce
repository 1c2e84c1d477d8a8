# Recurrences: self, mutual, further back, along a sweep of names, under scenarios; a copy shares the axis.
year = sweep(2024 .. 2029)
growth = 20%
users = prev(users * (1 + growth) over year, first = 1000)
bought : gpu = [10, 0, 30, 0, 0, 5] over year
fleet : gpu = prev(fleet over year, first = 0) + bought - retired
retired : gpu = prev(bought over year, back = 3, first = 0)
a = prev(b over year, first = 1) + 1
b = 2 * prev(a over year, first = 1)
fibonacci = prev(fibonacci over year, first = 1) + prev(fibonacci over year, back = 2, first = 0)
total = sum(users over year)
first_year = users[year = 2024]
scenario fast < growth = 50% >
scenario stop < users = 7 >
kind plan < growth : 1; year = sweep(1, 2, 3); size : 1 = prev(size * (1 + growth) over year, first = 1); out end = size[year = 3] >
plan one < growth = 10% >
plan two from one < growth = 20% >
ratio = two.size / one.size
