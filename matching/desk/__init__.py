"""The desk of the officers who answer callers: what fits, while they are on the line; what is open; what is due."""
