# A scenario lets one reference follow another that it changes as well.
kind machine < speed = 1 >
kind job < on : machine; out rate = on.speed * 2 >
machine slow < >
machine fast < speed = 2 >
job a < on = slow >
job b < on = slow >
scenario quick < a.on = b.on; b.on = fast >
scenario half < b.on = fast >
