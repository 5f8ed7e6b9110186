"""Air quality: readings of a day and place, and what the standards and the plan's goals make of them."""
