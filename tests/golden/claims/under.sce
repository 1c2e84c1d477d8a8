# a claim under a scenario is about its column
# exit: 1
price = $3
visitors = 100
income = price * visitors
scenario dear < price = $4 >
claim base_income < value = income; says = 300 USD >
claim dear_income < value = income; under = dear; says = 400 USD >
claim wrong_income < value = income; under = dear; says = 300 USD >
claim base_named < value = income; under = base; says = 300 USD >
claim dear_holds < holds = (income > 350 USD); under = dear >
claim not_in_base < holds = (income > 350 USD) >
