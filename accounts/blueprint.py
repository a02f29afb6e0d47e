"""The pages of accounts hang on this; their views are in the modules named `…_views.py`."""

from typing import Any

from flask import Blueprint, current_app

bp = Blueprint("accounts", __name__)


def house() -> Any:
    """What the application shares: the clock and the sessions. See `House` in app.py."""
    return current_app.extensions["right_door"]
