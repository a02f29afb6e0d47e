"""Services that may be the same, merged or told apart."""
