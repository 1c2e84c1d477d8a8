# args: check
# exit: 2
price = $3
scenario dear < price = $4; price = $5 >
scenario base < price = $5 >
