"""Who pays for which service, until when, for how many places."""
