"""All views of what became of an enquiry."""

from matching.following.blueprint import bp

__all__ = ["bp"]
