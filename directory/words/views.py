"""Every page about words hangs on one blueprint."""

from directory.words import draft_views, entry_views, history_views, list_views  # noqa: F401  their routes hang on it
from directory.words.blueprint import bp

__all__ = ["bp"]
