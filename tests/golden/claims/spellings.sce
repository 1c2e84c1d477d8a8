# the tolerance is half a unit in the last digit that is spelled, whatever the spelling
# args: --format csv
# exit: 1
x = 1
claim whole_in < value = 4211.4 * x; says = 4211 >
claim whole_out < value = 4211.6 * x; says = 4211 >
claim zeros_in < value = 89000.4 * x; says = 89000 >
claim zeros_out < value = 89001 * x; says = 89000 >
claim letter_in < value = 89400 * x; says = 89k >
claim letter_out < value = 89600 * x; says = 89k >
claim letter_point_in < value = 15.34e6 * x; says = 15.3M >
claim letter_point_out < value = 15.36e6 * x; says = 15.3M >
claim exponent_in < value = 1.14e25 * x; says = 1.1e25 >
claim exponent_out < value = 1.16e25 * x; says = 1.1e25 >
claim exponent_minus_in < value = 2.54e-7 * x; says = 2.5e-7 >
claim exponent_minus_out < value = 2.56e-7 * x; says = 2.5e-7 >
claim point_in < value = 0.504 * x; says = 0.50 >
claim point_out < value = 0.506 * x; says = 0.50 >
claim underscore_in < value = 1_000_000.4 * x; says = 1_000_000 >
claim underscore_out < value = 1_000_001 * x; says = 1_000_000 >
claim percent_in < value = 40.4% * x; says = 40% >
claim percent_out < value = 40.6% * x; says = 40% >
claim percent_point_in < value = 40.04% * x; says = 40.0% >
claim percent_point_out < value = 40.06% * x; says = 40.0% >
claim dollars_in < value = $2.504 * x; says = $2.50 >
claim dollars_out < value = $2.506 * x; says = $2.50 >
claim dollars_letter_in < value = $30400 * x; says = $30k >
claim dollars_letter_out < value = $30600 * x; says = $30k >
claim unit_in < value = 4.24 km * x; says = 4200 m; within = 50 m >
claim unit_other < value = 4200.4 m * x; says = 4200 m >
claim unit_converted < value = 4.2004 km * x; says = 4200 m >
claim negative_in < value = -3.4 * x; says = -3 >
claim negative_out < value = -3.6 * x; says = -3 >
claim zero_in < value = 0.4 * x; says = 0 >
claim zero_out < value = 0.6 * x; says = 0 >
