kind k < p = 1; each x : k >
k a < k b from c < > >
k c < k d from a < > >
