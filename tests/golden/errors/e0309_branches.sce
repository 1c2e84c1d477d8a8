# exit: 2
far = 3
way = if (far > 2) then 5 km else 5 minute
