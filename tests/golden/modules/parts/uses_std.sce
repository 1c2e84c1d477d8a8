price_here = H100.price
