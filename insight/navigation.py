"""The row of links on every page of insight, and the addresses of a figure's files."""

from dataclasses import dataclass
from typing import Any

from flask import request, url_for

from accounts.current import may
from accounts.permission import Permission
from directory.wording import Words, words
from insight.asking import PERIOD
from insight.blueprint import bp
from insight.catalogue import PAGES, page_of
from insight.halves import title_of
from insight.periods import Period


@dataclass(frozen=True)
class Link:
    endpoint: str
    address: str
    label: Words


@bp.app_template_global("insight_links")
def insight_links() -> list[Link]:
    """The pages that this person may open; the half stays as it was chosen."""
    pages = [(page.endpoint, page.title) for page in PAGES if may(page.permission)]
    ends = [("insight.flow_page", words("Flow model")), ("insight.about_the_data", words("About the data"))]
    if may(Permission.EDIT_REASONS):
        ends.append(("desk.reasons", words("Reasons for a call")))
    asked: dict[str, Any] = {PERIOD: request.args[PERIOD]} if request.args.get(PERIOD) else {}
    return [
        Link(endpoint, url_for(endpoint, **asked), label)
        for endpoint, label in [("insight.home", words("What stands out")), *pages, *ends]
    ]


@bp.app_template_global("file_of")
def file_of(figure_id: str, ending: str, half: Period | None = None) -> str:
    """The address of a figure's file, "csv" or "json", for this half or for all of them."""
    page = page_of(figure_id)
    asked: dict[str, Any] = {PERIOD: half.id} if half and page and page.by_half else {}
    if figure_id == "costs":
        return url_for(f"insight.costs_{ending}", **asked)
    return url_for(f"insight.figure_{ending}", figure_id=figure_id, **asked)


bp.app_template_filter("period_title")(title_of)
