"""The pages of insight hang on this; their views are in the modules named `…_views.py`."""

from flask import Blueprint

bp = Blueprint("insight", __name__, url_prefix="/insight")
