# what is none shows as a dash, and so does what rests on it
kind chip < price : USD = none; rent : USD/hour = none; out month_of = rent * 1 month >
chip tpu < rent = 3 >
chip cpu < price = 200 >
both = tpu.price + cpu.price
third = cpu.price * 2
