"""What enquiries and directory say together: demand and gaps, right first time, what a change would mean."""
