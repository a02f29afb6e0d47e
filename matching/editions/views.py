"""Every page about content hangs on one blueprint."""

from matching.editions import (  # noqa: F401  their routes hang on it
    draft_views,
    edition_views,
    entry_views,
    file_views,
    list_views,
    proposal_views,
    review_views,
    split_views,
    vignette_views,
)
from matching.editions.blueprint import bp

__all__ = ["bp"]
