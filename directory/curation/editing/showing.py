"""The form as a page, with the public page beside it as it would be."""

from collections.abc import Sequence
from typing import Any

from flask import g, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from directory.curation.blueprint import house
from directory.curation.editing import queries
from directory.curation.editing.desk import REASONS, Desk, needs_suggested
from directory.curation.editing.forms import questions_of
from directory.curation.editing.publishing import Conflict
from directory.curation.editing.reading import Reading
from directory.curation.models import Kind
from directory.pages.showing import page_of
from directory.snapshots import OrganizationSnapshot, ServiceSnapshot, organization_snapshot
from directory.snapshots.queries import whole_organization
from directory.snapshots.showing import shown_service
from directory.snapshots.snapshot import PlaceHeld

NEW = "new"


def show_form(
    desk: Desk,
    reading: Reading[Any] | None = None,
    *,
    theirs: Sequence[Conflict] = (),
    stale: bool = False,
    status: int = 200,
) -> ResponseReturnValue:
    """The form with all that is typed in it.

    `theirs`: what others wrote, beside the answers to write anew; `stale`: it came from a page that was too old.
    """
    errors = reading.errors if reading else ()
    reading = reading or desk.read()
    page = render_template(
        "curation/edit.html",
        desk=desk,
        reading=reading,
        errors=errors,
        stale=stale,
        groups=needs_suggested(desk) if desk.kind == Kind.SERVICE else (),
        said_back=said_back(desk, reading),
        reasons=REASONS,
        organizations=queries.organization_names(g.session) if desk.kind != Kind.LOCATION else (),
        theirs={conflict.field: conflict for conflict in theirs},
        shared=shared_by(desk),
        preview=preview_of(desk, reading),
        address=edit_address(desk.kind, desk.record_id),
    )
    return page, status


def preview_of(desk: Desk, reading: Reading[Any]) -> dict[str, Any] | None:
    """The values of the public page as it would be; None for what has no public page of its own."""
    if desk.kind != Kind.SERVICE:
        return None
    record: ServiceSnapshot = reading.record
    ids = [place.location_id for place in record.places]
    locations = queries.locations_held(g.session, [each for each in ids if each in desk.known.places])
    if reading.new_place:
        locations[NEW] = reading.new_place
        record = record.model_copy(update={"places": (*record.places, PlaceHeld(location_id=NEW))})
    if not record.name:
        record = record.model_copy(update={"name": gettext("No name yet")})
    names = {need: found.name for need, found in house().vocabulary.need.items()}
    return page_of(shown_service(record, _organization(record.organization_id), locations, names), house().now())


def _organization(organization_id: str) -> OrganizationSnapshot:
    if not organization_id:
        return OrganizationSnapshot.model_construct(None, name="")
    return organization_snapshot(whole_organization(g.session, organization_id))


def said_back(desk: Desk, reading: Reading[Any]) -> dict[str, Any]:
    """Name of a question -> how its answer was read, for those worth a look."""
    said = {question.name: question.said_back(reading.record) for question in questions_of(desk.sections)}
    return {name: lines for name, lines in said.items() if lines}


def shared_by(desk: Desk) -> list[Any]:
    """The services whose pages this change reaches, besides the record's own."""
    if desk.record_id is None or desk.kind == Kind.SERVICE:
        return []
    find = queries.services_at if desk.kind == Kind.LOCATION else queries.services_of
    return find(g.session, desk.record_id)


def record_address(kind: str, record_id: str) -> str:
    """Where somebody looks at a record; an organisation and a place are looked at in their form."""
    if kind == Kind.SERVICE:
        return url_for("curation.service", service_id=record_id)
    return edit_address(kind, record_id)


def edit_address(kind: str, record_id: str | None) -> str:
    values: dict[str, Any] = {f"{kind}_id": record_id} if record_id else {}
    return url_for(f"curation.edit_{kind}" if record_id else f"curation.new_{kind}", **values)
