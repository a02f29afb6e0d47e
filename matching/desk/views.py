"""All views of the desk."""

from matching.desk import (  # noqa: F401
    console_views,
    enquiry_views,
    handing_views,
    log_views,
    night_views,
    past_views,
    queue_views,
    reasons_views,
    shared_views,
)
from matching.desk.blueprint import bp

__all__ = ["bp"]
