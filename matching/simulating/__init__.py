"""Invented enquiries, many of them, to try the figures on. They go into a demonstration only, and out again."""
