"""Every page for keeping the directory true, on one blueprint."""

from directory.curation.pages.blueprint import bp

__all__ = ["bp"]
