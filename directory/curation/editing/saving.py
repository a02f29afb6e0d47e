"""What happens to a form that is sent: kept as a draft, published, or put beside what somebody else has changed."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from flask import abort, flash, g, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext, ngettext

from accounts.current import confirm_password_first
from directory.curation.blueprint import house, sign_changes
from directory.curation.editing import drafts, queries
from directory.curation.editing.desk import LAST_WHY, WHY, Desk
from directory.curation.editing.publishing import Settled, Version, conflict, settle
from directory.curation.editing.reading import NEW_PLACE, Reading, write_form
from directory.curation.editing.safety import safety_changes
from directory.curation.editing.showing import edit_address, record_address, show_form
from directory.curation.models import Kind
from directory.curation.reach import service_in_reach
from directory.snapshots import LocationSnapshot, problems
from directory.snapshots.queries import (
    add_location,
    add_organization,
    add_service,
    change_location,
    change_organization,
    change_service,
)
from directory.snapshots.snapshot import PlaceHeld
from directory.wording import words

ADD: dict[str, Callable[..., Any]] = {
    Kind.SERVICE: add_service,
    Kind.ORGANIZATION: add_organization,
    Kind.LOCATION: add_location,
}
CHANGE: dict[str, Callable[..., Any]] = {
    Kind.SERVICE: change_service,
    Kind.ORGANIZATION: change_organization,
    Kind.LOCATION: change_location,
}
COMPARED = "compared"


def keep_draft(desk: Desk) -> ResponseReturnValue:
    """Keep what is typed, and come back to the form: its address is that of the draft from now on."""
    draft = desk.save_draft()
    g.session.commit()
    flash(gettext("Your draft is kept. Nobody else sees it until you publish it."))
    if desk.is_new:
        return redirect(url_for(f"curation.new_{desk.kind}", draft=draft.id), 303)
    return redirect(edit_address(desk.kind, desk.record_id), 303)


def publish(desk: Desk) -> ResponseReturnValue:
    """Write what is typed into the record, beside what others have changed since; or say what stands in the way."""
    reading = desk.read()
    if not desk.why and not desk.is_new:
        missing = (WHY, words("Say how you know, or why this changes"))
        reading = replace(reading, errors=(missing, *reading.errors))
    if reading.errors:
        return show_form(desk, reading, status=422)
    sign_changes(desk.why or gettext("Added"))
    reading = _with_new_place(reading)
    if desk.is_new:
        return _add(desk, reading)
    settled = settle(desk.base, reading.record, desk.live, _still_chosen(desk))
    if settled.open:
        return _show_conflict(desk, reading, settled)
    found = problems(settled.record)
    if found:
        g.session.rollback()
        return show_form(desk, replace(reading, errors=tuple(found)), status=422)
    return _numbers_first(desk, settled) or _change(desk, settled)


def _with_new_place(reading: Reading[Any]) -> Reading[Any]:
    """The reading with the place that was typed beside it added to the directory, and to the record."""
    if reading.new_place is None:
        return reading
    place = with_point(reading.new_place)
    added = add_location(g.session, place.model_copy(update={"organization_id": reading.record.organization_id}))
    places = (*reading.record.places, PlaceHeld(location_id=added.id))
    return replace(reading, record=reading.record.model_copy(update={"places": places}), new_place=None)


def with_point(place: LocationSnapshot) -> LocationSnapshot:
    """A place without a point of its own stands at its postcode's."""
    code = next((address.postal_code for address in place.addresses if address.postal_code), None)
    point = queries.point_of_postcode(g.session, code)
    if place.latitude is not None or place.longitude is not None or point is None:
        return place
    return place.model_copy(update={"latitude": point.latitude, "longitude": point.longitude})


def _still_chosen(desk: Desk) -> dict[str, str]:
    """The choices between two versions that were made about the record as it still is."""
    if desk.seen is None:
        return {}
    return {
        name: version
        for name, version in desk.chosen.items()
        if getattr(desk.seen, name, None) == getattr(desk.live, name, None)
    }


def _show_conflict(desk: Desk, reading: Reading[Any], settled: Settled[Any]) -> ResponseReturnValue:
    """Both versions side by side; what is typed is kept as a draft besides."""
    g.session.rollback()
    names = queries.names_said(g.session, (desk.base, reading.record, desk.live), house().vocabulary.need)
    shown = [conflict(name, desk.base, reading.record, desk.live, names) for name in settled.open]
    last = queries.last_change(g.session, desk.kind, str(desk.record_id))
    desk.save_draft()
    g.session.commit()
    decided = {name: version for name, version in _still_chosen(desk).items() if name not in settled.open}
    page = render_template(
        "curation/conflict.html", desk=desk, conflicts=shown, last=last, decided=decided, seen=desk.shown(desk.live)
    )
    return page, 409


def _numbers_first(desk: Desk, settled: Settled[Any]) -> ResponseReturnValue | None:
    """A changed safety number is shown beside the old one, and the password is asked again, before it is written."""
    if desk.kind != Kind.SERVICE:
        return None
    if not safety_changes(desk.live, settled.record, house().vocabulary.need):
        return None
    if request.form.get("numbers") == COMPARED and confirm_password_first() is None:
        return None
    keep_settled(desk, settled)
    g.session.commit()
    return redirect(url_for("curation.compare_numbers", service_id=desk.record_id), 303)


def keep_settled(desk: Desk, settled: Settled[Any]) -> None:
    """Keep a draft; where versions were chosen between, one on the ground of the record as it is now."""
    g.session.rollback()
    if not desk.chosen:
        desk.save_draft()
        return
    place = {name: values for name, values in desk.fields.values.items() if name.startswith(NEW_PLACE)}
    ids = {held.location_id for held in desk.live.places}
    record = settled.record.model_copy(
        update={
            "places": tuple(held for held in settled.record.places if held.location_id in {*ids, *desk.known.places})
        }
    )
    fields = write_form(desk.sections, record, desk.known)
    desk.save_draft(desk.live, type(fields)({**fields.values, **place}))


def _add(desk: Desk, reading: Reading[Any]) -> ResponseReturnValue:
    record = with_point(reading.record) if desk.kind == Kind.LOCATION else reading.record
    _refuse_places(desk, record)
    added = ADD[desk.kind](g.session, record)
    if desk.kind == Kind.SERVICE and not service_in_reach(g.session, desk.account, added.id):
        return _out_of_reach(desk, reading)
    drafts.drop_draft(g.session, desk.draft)
    g.session.commit()
    session[LAST_WHY] = desk.why
    flash(gettext("Published: %(name)s is in the directory.", name=record.name or gettext("the place")))
    return redirect(record_address(desk.kind, added.id), 303)


def _change(desk: Desk, settled: Settled[Any]) -> ResponseReturnValue:
    record = with_point(settled.record) if desk.kind == Kind.LOCATION else settled.record
    _refuse_places(desk, record)
    if settled.changed:
        CHANGE[desk.kind](g.session, desk.record_id, record)
    if desk.kind == Kind.SERVICE and not service_in_reach(g.session, desk.account, str(desk.record_id)):
        return _out_of_reach(desk, desk.read())
    drafts.drop_draft(g.session, desk.draft)
    g.session.commit()
    session[LAST_WHY] = desk.why
    flash(_said(settled))
    return redirect(record_address(desk.kind, str(desk.record_id)), 303)


def _refuse_places(desk: Desk, record: Any) -> None:
    """403 where places are added that the form does not offer: the record it began from comes from the browser."""
    at = {place.location_id for place in getattr(desk.live, "places", ())}
    added = {place.location_id for place in getattr(record, "places", ())} - at
    if queries.places_kept_from(g.session, desk.account, added):
        abort(403)


def _out_of_reach(desk: Desk, reading: Reading[Any]) -> ResponseReturnValue:
    g.session.rollback()
    said = words("This would take the service out of your areas. Tick at least one of your own, or none")
    return show_form(desk, replace(reading, errors=(("areas", said),)), status=422)


def _said(settled: Settled[Any]) -> str:
    if not settled.changed:
        return gettext("Nothing was different, so nothing was changed.")
    changed = len(settled.changed)
    done = ngettext("Published: %(num)d answer changed.", "Published: %(num)d answers changed.", changed)
    if not settled.theirs:
        return done
    return f"{done} {gettext('Somebody else changed other answers meanwhile. Both are in.')}"


def resolve(desk: Desk) -> ResponseReturnValue:
    """After choosing between two versions: back to the form where a third is to be written, else publish."""
    anew = [name for name, version in desk.chosen.items() if version not in list(Version)]
    if not anew:
        return publish(desk)
    desk.chosen.update(dict.fromkeys(anew, Version.MINE.value))
    g.session.rollback()
    names = queries.names_said(g.session, (desk.base, desk.seen), house().vocabulary.need)
    theirs = [conflict(name, desk.base, desk.base, desk.seen, names) for name in anew]
    return show_form(desk, theirs=theirs)
