"""The pages of the desk hang on this; their views are in the modules named `…_views.py`."""

from flask import Blueprint

bp = Blueprint("desk", __name__, url_prefix="/desk")
