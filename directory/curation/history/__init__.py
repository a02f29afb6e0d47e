"""What a record said before, and the way back."""
