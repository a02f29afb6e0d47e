"""Every page about words: one blueprint."""

from directory.words.blueprint import bp

__all__ = ["bp"]
