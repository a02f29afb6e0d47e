"""The search page: one form, one answer, and never a dead end."""

from contextlib import suppress
from functools import partial
from itertools import groupby, product
from typing import Any

from flask import g, redirect, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import get_locale
from markupsafe import Markup
from sqlalchemy.exc import OperationalError

from accounts import permission
from directory.ages import age_band
from directory.errors import PlaceNotFound, PlaceOutsideArea
from directory.pages.blueprint import bp, house
from directory.pages.forms import SearchForm
from directory.pages.maps import area_map
from directory.pages.results import Results, read_results
from directory.pages.templating import address_with
from directory.places import find_place
from directory.queries import add_unmet_need, languages_in_use, unmet_need_is_noted
from directory.search.question import Page, ServiceSearch
from directory.vocabulary import CrisisKind, Need

MOST_NEEDS_NOTED = 3
NOTING_MILLISECONDS = 250
"""How long an answer may wait for another writer so that a gap can be kept."""
SAFETY = "Safety"
"""The group of needs in which a child may be in danger."""


@bp.get("/services")
@permission.public
def services() -> ResponseReturnValue:
    form = search_form(request.args)
    shown = {"form": form, "crisis": crisis_in(form.words.data or ""), "groups": need_groups()}
    if not form.validate():
        return render_template("directory/services.html", **shown, refused=place_refused(form)), 422
    if not form.asks_something:
        return render_template("directory/services.html", **shown)
    question = form.to_search(house().now())
    page = house().search.search(question)
    if question.page > page.pages > 0:
        return redirect(address_with(page=page.pages))
    note_unmet_needs(form, question, page)
    results = read_results(g.session, page, house().now(), house().bank_holidays)
    return render_template(
        "directory/services.html",
        **shown,
        page=page,
        results=results,
        map=results_map(form, page, results),
        about_safety=is_about_safety({*question.needs, *page.suggested_needs}),
    )


def search_form(typed: Any = None) -> SearchForm:
    return SearchForm(
        typed,
        need_names={need.id: need.name for need in needs_said()},
        languages=languages_in_use(g.session),
        level_names=house().area.levels,
        find_place=partial(find_place, g.session),
    )


def needs_said() -> list[Need]:
    """Every need in the reader's language, in the order people look for it."""
    return [need.in_language(str(get_locale())) for need in house().vocabulary.needs]


def need_groups() -> list[tuple[str, list[Need]]]:
    return [(group, list(needs)) for group, needs in groupby(needs_said(), key=lambda need: need.group)]


def crisis_in(text: str) -> CrisisKind | None:
    """Who to ring first because of these words, before any list and whatever else was asked."""
    found = house().vocabulary.crisis(text)
    return found.in_language(str(get_locale())) if found else None


def is_about_safety(needs: set[str]) -> bool:
    """Whether a child may not be safe, so that the page also leads to "Should I refer?"."""
    known = house().vocabulary.need
    return any(need in known and known[need].group == SAFETY for need in needs)


def place_refused(form: SearchForm) -> dict[str, Any]:
    """What to do instead of a place that was not found or is outside the area."""
    error = form.place_refused
    if isinstance(error, PlaceOutsideArea):
        return {"neighbour": house().area.neighbour_for(error.area_codes)}
    return {"suggestions": error.suggestions} if isinstance(error, PlaceNotFound) else {}


def results_map(form: SearchForm, page: Page, results: Results) -> Markup | None:
    if not results.points:
        return None
    place, written = form.found_place, page.understood
    return area_map(
        g.session,
        results.markers(),
        centre=place.point if place else written.point,
        label=(place.label if place else written.place) or "",
        radius_miles=form.miles,
    )


def note_unmet_needs(form: SearchForm, question: ServiceSearch, page: Page) -> None:
    """Keep that nobody could be found for a real question: need, district and age band, once a day.

    It writes in a session of its own, because a search only reads; help is shown even where it cannot be kept.
    """
    needs = question.needs or page.suggested_needs[:1]
    ages = question.ages or page.understood.ages
    if page.total or question.page > 1 or not needs or not (form.found_place or ages):
        return
    district = form.found_place.district_code if form.found_place else None
    bands: list[str | None] = [*sorted({age_band(years) for years in ages})] or [None]
    with suppress(OperationalError), house().open_session(patience=NOTING_MILLISECONDS) as session:
        for need, band in product(needs[:MOST_NEEDS_NOTED], bands):
            gap: Any = {"need": need, "district_code": district, "age_band": band, "source": "search"}
            if not unmet_need_is_noted(session, **gap, today=house().now().date()):
                add_unmet_need(session, **gap, today=house().now().date())
        session.commit()
