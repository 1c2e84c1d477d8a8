wanted = missing_here * 2
