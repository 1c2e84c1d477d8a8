# exit: 2
# what a team may spend a month
budget = €500
rent = $2.35/(gpu*hour)
