"""The pages of accounts hang on this; their views are in the modules named `…_views.py`."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask import Blueprint, Flask, current_app
from flask_babel import format_date, format_time
from sqlmodel import Session

from accounts.areas import Area
from accounts.models import Account

bp = Blueprint("accounts", __name__)
EXTENSION = "right_door_accounts"


@dataclass(frozen=True)
class Surroundings:
    """What accounts need to know of the rest, which they may not import."""

    areas: Sequence[Area]
    """What a commissioner may be given: a county before its districts."""
    organisations: Callable[[Session], Sequence[tuple[str, str]]]
    """Id and name of each organisation that a provider editor may belong to."""
    landing: Callable[[Account], str]
    """The path of the page that somebody comes to after signing in, when they were not on the way to another."""


def register(app: Flask, surroundings: Surroundings) -> None:
    app.extensions[EXTENSION] = surroundings
    app.register_blueprint(bp)


def surroundings() -> Surroundings:
    found: Surroundings = current_app.extensions[EXTENSION]
    return found


def house() -> Any:
    """What the application shares: the clock and the sessions. See `House` in app.py."""
    return current_app.extensions["right_door"]


@bp.app_template_filter("moment")
def moment(value: datetime) -> str:
    """A moment as the clock on the wall shows it: "3 March 2026, 16:15"."""
    local = value.astimezone(house().now().tzinfo)
    return f"{format_date(local, 'd MMMM y')}, {format_time(local.time(), 'HH:mm')}"
