"""All views of what became of an enquiry."""

from matching.following import (  # noqa: F401
    answer_views,
    family_views,
    look_views,
    officer_views,
    state_views,
    stop_views,
)
from matching.following.blueprint import bp
from matching.keeping import views as keeping_views  # noqa: F401

__all__ = ["bp"]
