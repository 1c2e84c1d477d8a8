# exit: 2
fn rent(duration: hour) = duration * 2 USD/hour
bill = rent(3 km)
