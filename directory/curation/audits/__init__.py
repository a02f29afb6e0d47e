"""A sample of the directory looked over by hand, what was found, and what is done about it."""
