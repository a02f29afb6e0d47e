"""A service's own page and its calendar file."""

from flask import Response, abort, g, render_template, url_for
from flask.typing import ResponseReturnValue
from markupsafe import Markup

from accounts import permission
from directory.calendar import service_calendar
from directory.map import Marker
from directory.models import Service, Status
from directory.pages.blueprint import bp, house
from directory.pages.cards import schedule_rows
from directory.pages.facts import Facts, facts_of
from directory.pages.maps import area_map
from directory.pages.showing import page_of
from directory.queries import get_service, needs_of, successor_of

ENDED = (Status.DEFUNCT, Status.INACTIVE)
AROUND_MILES = 5.0
"""How much of its surroundings a service's one place is shown with."""


@bp.get("/services/<uuid:service_id>")
@permission.public
def service(service_id: str) -> ResponseReturnValue:
    found = get_service(g.session, str(service_id))
    if found.status in ENDED:
        instead = successor_of(g.session, found)
        return render_template(
            "directory/service_ended.html", service=found, needs=needs_of(found), instead=instead
        ), 410
    page = page_of(found, house().now())
    return render_template("directory/service.html", **page, map=places_map(found, page["facts"]))


def places_map(found: Service, facts: Facts) -> Markup | None:
    markers = [
        Marker(number, place.name or found.name, f"#place-{number}", place.point)
        for number, place in enumerate(facts.places, start=1)
        if place.point
    ]
    if len({marker.point for marker in markers}) == 1:
        return area_map(g.session, markers, centre=markers[0].point, marked=False, radius_miles=AROUND_MILES)
    return area_map(g.session, markers) if markers else None


@bp.get("/services/<uuid:service_id>.ics")
@permission.public
def calendar(service_id: str) -> ResponseReturnValue:
    found = get_service(g.session, str(service_id))
    if found.status in ENDED:
        abort(410)
    facts = facts_of(found, house().now(), house().bank_holidays, house().area.levels)
    address = next((", ".join(place.address) for place in facts.places if place.address), None)
    file = service_calendar(
        found.name,
        schedule_rows(found),
        url_for("directory.service", service_id=found.id, _external=True),
        first_day=house().now().date(),
        place=address,
    )
    named = {"Content-Disposition": f'attachment; filename="{found.id}.ics"'}
    return Response(file, mimetype="text/calendar", headers=named)
