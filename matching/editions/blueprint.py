"""The pages where leads edit, prove and publish content hang on this; `views.py` brings their modules together.

A page of them extends `base.html` and begins its content with `{{ nav('content.checks') }}` from `content/_nav.html`,
where the argument is the endpoint of the place that it belongs to.
"""

from dataclasses import dataclass
from typing import Any

from flask import Blueprint, current_app, url_for

from accounts import permission
from accounts.current import current_account, may
from directory.wording import Words, words
from matching.editions.drafts import Who

bp = Blueprint("content", __name__, url_prefix="/content")
PLACES: dict[str, Words] = {
    "content.home": words("Content"),
    "content.entries": words("Find an entry"),
    "content.draft": words("Draft"),
    "content.checks": words("Checks"),
    "content.facts": words("Fact tables"),
    "content.map": words("Map"),
    "content.vignettes": words("Local cases"),
    "content.editions": words("Editions"),
}
"""Endpoint -> what the link says, in the order of the row."""


@dataclass(frozen=True)
class Link:
    endpoint: str
    address: str
    label: Words


def house() -> Any:
    """What the application shares: contents, examiner, vocabulary, clock. See `House` in app.py."""
    return current_app.extensions["right_door"]


def who() -> Who:
    """The lead at the page."""
    account = current_account()
    return Who(account.id, account.name)


@bp.app_template_global()
def content_links() -> list[Link]:
    """The row of links over every page about content; those of pages that are there and that this person may open."""
    views = current_app.view_functions
    return [Link(place, url_for(place), label) for place, label in PLACES.items() if place in views and _opens(place)]


def _opens(place: str) -> bool:
    declared = permission.declared(current_app.view_functions[place])
    return declared == permission.PUBLIC or may(declared or "")


@bp.app_template_filter()
def capitalize_first(text: str) -> str:
    """A sentence begins with a capital; the rest stays as it is written."""
    return text[:1].upper() + text[1:]
