# args: check
# exit: 2
price = $3 * 2
scenario dear < price = $4 >
claim a < value = price; under = deer; says = 4 USD >
claim b < value = price; under = price; says = 4 USD >
claim c < value = price; under = 3; says = 4 USD >
