"""All pages of accounts, on one blueprint."""

from accounts import (  # noqa: F401  their routes hang on the blueprint
    link_views,
    manage_views,
    own_views,
    second_step_views,
    sign_in_views,
)
from accounts.blueprint import Surroundings, bp, register

__all__ = ["Surroundings", "bp", "register"]
