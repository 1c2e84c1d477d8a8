kind k < from = 1; each = 2; unit = 3; out use = 4; fn = 5; kind = 6; dimension = 7; extern = 8 >
k x < from = 2 >
x.from + x.use + x.kind
unit = 3
