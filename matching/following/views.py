"""All views of what became of an enquiry."""

from matching.following import look_views, state_views  # noqa: F401
from matching.following.blueprint import bp
from matching.keeping import views as keeping_views  # noqa: F401

__all__ = ["bp"]
