a = 3 GB + 2 GiB
hours = 7.5
