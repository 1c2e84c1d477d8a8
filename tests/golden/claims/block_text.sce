# claims stand behind the values, in their order, whatever the order in the file
claim first < value = total; says = 20 >
a = 4
claim second < value = a * 2; says = 8 > @ "a long source that says in which table of which edition of which report the number was printed"
total = a * 5
