kind rack < load : % = 85; out used = load * 2 >
kind hall < racks : 1; rack r < >; out total = racks * r.used >
kind site < each hall : hall; out total = sum(hall.total) >
site north < hall b < racks = 200; r.load = 90% >; hall c < racks = 10 > >
kind bighall from hall < r.load = 50%; racks = 5 >
bighall big < >
bighall big2 from big < r.load = 10% >
site south from north < b.r.load = 20% >
