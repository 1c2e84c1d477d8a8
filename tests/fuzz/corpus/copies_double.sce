kind k < each c : k >
k b0 < >
k b1 <
 k l from b0 < >
 k r from b0 < >
>
k b2 <
 k l from b1 < >
 k r from b1 < >
>
k b3 <
 k l from b2 < >
 k r from b2 < >
>
k b4 <
 k l from b3 < >
 k r from b3 < >
>
k b5 <
 k l from b4 < >
 k r from b4 < >
>
k b6 <
 k l from b5 < >
 k r from b5 < >
>
