# exit: 2
way : km = 90 km/hour
