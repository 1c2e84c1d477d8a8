# exit: 2
# A reference that only a scenario gives is missing in the base, when several blocks could be meant.
kind machine < speed = 1 >
kind job < on : machine; out rate = on.speed * 2 >
machine slow < >
machine fast < speed = 2 >
job a < >
scenario quick < a.on = fast >
