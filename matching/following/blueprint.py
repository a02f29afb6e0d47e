"""The pages of what became of an enquiry hang on this; their views are in the modules named `…_views.py`."""

from flask import Blueprint

from matching.following import templating

bp = Blueprint("following", __name__)
templating.register(bp)
