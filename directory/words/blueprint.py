"""The pages where people edit words hang on this; their views are in the modules that `views.py` names."""

from typing import Any

from flask import Blueprint, current_app

bp = Blueprint("words", __name__, url_prefix="/words")


def house() -> Any:
    """What the application shares. See `House` in app.py."""
    return current_app.extensions["right_door"]
