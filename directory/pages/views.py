"""The first page and the pages about Right Door itself."""

from flask import render_template
from flask.typing import ResponseReturnValue

from accounts import permission
from directory.pages import languages, report_views, search_views, service_views  # noqa: F401  their routes hang here
from directory.pages.blueprint import bp
from directory.pages.search_views import search_form

__all__ = ["bp"]


@bp.get("/")
@permission.public
def home() -> ResponseReturnValue:
    return render_template("home.html", form=search_form())


@bp.get("/about")
@permission.public
def about() -> ResponseReturnValue:
    return render_template("directory/about.html")


@bp.get("/privacy")
@permission.public
def privacy() -> ResponseReturnValue:
    return render_template("directory/privacy.html")


@bp.get("/accessibility")
@permission.public
def accessibility() -> ResponseReturnValue:
    return render_template("directory/accessibility.html")
