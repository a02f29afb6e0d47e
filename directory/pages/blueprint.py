"""The directory's pages hang on this; their views are in `views.py`, `search_views.py` and `service_views.py`."""

from typing import Any

from flask import Blueprint, current_app

from directory.pages import templating

bp = Blueprint("directory", __name__)
templating.register(bp)


def house() -> Any:
    """What the application shares: the search, the vocabulary, the area, the clock. See `House` in app.py."""
    return current_app.extensions["right_door"]
