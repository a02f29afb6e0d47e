"""What became of an enquiry: its states, whom it was passed to, what the referrer and the family say afterwards."""
