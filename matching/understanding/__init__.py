"""What somebody wrote in their own words, understood as indicators and needs."""
