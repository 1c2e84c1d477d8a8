# fields at the top of the file have no dot in their path
visitors = 100
scenario busy < visitors = 300 >
twice = visitors * 2
