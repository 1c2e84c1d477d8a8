# exit: 2
servers = 30
ordered = servers + 10%
