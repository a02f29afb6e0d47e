"""Whether the directory's links open and its numbers can be rung."""
