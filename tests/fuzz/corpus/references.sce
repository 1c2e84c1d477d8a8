kind k < a = 1 >
kind g < r : k; out b = r.a >
k one < a = 4 >
g auto < >
g given < r = one >
k copy from one < >
