# A replacement inside a block, whose target is found in what the block copies, which is built for that.
kind part < y = 1 >
kind holder < x = 1 >
holder p < part q < part deep < > > >
part z from p.q < deep.y = 3 >
