# exit: 2
a = std.tiktock.uploads
b = std.tiktok.upload
c = std
H100.price = 3
d = std.H100.pricee
