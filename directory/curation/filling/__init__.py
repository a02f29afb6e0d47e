"""One missing fact filled in for many records, side by side."""
