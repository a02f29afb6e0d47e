"""What is kept of an enquiry, for how long, and why; and the program that holds to it."""
