"""The big form cut down to what may be suggested: what it offers, what was sent, and how a page shows it."""

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from flask import g, request
from pydantic import ValidationError
from sqlmodel import col, select

from directory.curation.approvals.suggesting import MAY_BE_SUGGESTED, SECTIONS
from directory.curation.blueprint import house
from directory.curation.editing import queries
from directory.curation.editing.desk import areas_offered, level_names, needs_offered
from directory.curation.editing.fields import Fields
from directory.curation.editing.forms import Section, questions_of
from directory.curation.editing.questions import Known, Question
from directory.curation.editing.reading import Reading, read_form, write_form
from directory.curation.record_names import PRIVATE
from directory.models import Location
from directory.pages.templating import said
from directory.snapshots import ServiceSnapshot
from directory.wording import Words

CONTROLS = {"base", "note", "action", "csrf_token", "seen", "reason", "why", "checked"}


def known_for(*records: ServiceSnapshot) -> Known:
    """What the answers are held against. A private address is called that, and no more."""
    areas: dict[str, str] = {}
    for record in records:
        areas |= areas_offered(record)
    at = {place.location_id for record in records for place in record.places}
    places = queries.place_labels(g.session, at, records[0].organization_id)
    return Known(
        today=house().now().date(),
        places=places | _private(places),
        needs=needs_offered(),
        areas=areas,
        levels=dict(level_names()),
    )


def typed() -> Fields:
    """What was sent, but for what travels with the form."""
    sent = {name: request.form.getlist(name) for name in request.form if name not in CONTROLS}
    return Fields({name: values for name, values in sent.items() if any(values)})


def base_json(record: ServiceSnapshot) -> str:
    """What a form carries of the record it began from: nothing that may not be suggested."""
    return json.dumps({name: value for name, value in record.as_json().items() if name in MAY_BE_SUGGESTED})


def base_sent(live: ServiceSnapshot) -> ServiceSnapshot:
    """The record that the form began from; everything that may not be suggested is the live record's.

    What cannot be read counts as the live record. Nobody brings in a place by saying that it was there before.
    """
    try:
        sent = json.loads(request.form.get("base", ""))
        kept = {name: value for name, value in sent.items() if name in MAY_BE_SUGGESTED}
        needed = {"organization_id": live.organization_id, "name": live.name}
        began = ServiceSnapshot.model_validate({**needed, **kept})
    except (ValueError, AttributeError, ValidationError):
        return live
    kept = {name: getattr(began, name) for name in MAY_BE_SUGGESTED}
    known = {place.location_id for place in live.places}
    if not {place.location_id for place in began.places} <= known:
        kept["places"] = live.places
    return live.model_copy(update=kept)


def blank_form(record: ServiceSnapshot, known: Known) -> Fields:
    return write_form(SECTIONS, record, known)


def read_suggestion(fields: Fields, base: ServiceSnapshot, known: Known) -> Reading[ServiceSnapshot]:
    """What is suggested. Only answers that were touched are held to anything: the rest is not theirs to mend."""
    reading = read_form(SECTIONS, fields, base, known)
    kept = tuple(error for error in reading.errors if error[0].split("-")[0] in reading.touched)
    return Reading(reading.record, kept, reading.touched)


def read_answers(
    questions: Sequence[Question], fields: Fields, wanted: ServiceSnapshot, known: Known
) -> tuple[dict[str, Any], dict[str, Words]]:
    """The values of these questions as an approver left or changed them, and what could not be read, by field id."""
    if not questions:
        return {}, {}
    reading = read_form((Section("taken", questions[0].label, tuple(questions)),), fields, wanted, known)
    names = {question.name for question in questions}
    errors = {at: words for at, words in reading.errors if at.split("-")[0] in names}
    return {field: getattr(reading.record, field) for each in questions for field in each.holds}, errors


def shown(fields: Fields, reading: Reading[ServiceSnapshot] | None, known: Known) -> Mapping[str, Any]:
    """What the macro `ask` of `curation/_form.html` wants to know."""
    record = reading.record if reading else None
    said_back = {each.name: each.said_back(record) for each in questions_of(SECTIONS)} if record else {}
    return {
        "sections": SECTIONS,
        "fields": fields,
        "known": known,
        "errors": reading.errors if reading else (),
        "said_back": {name: lines for name, lines in said_back.items() if lines},
        "groups": known.needs,
    }


def _private(ids: Iterable[str]) -> dict[str, str]:
    wanted = select(Location.id).where(col(Location.id).in_(list(ids)), col(Location.sensitive).is_(True))
    return {location_id: said(PRIVATE) for location_id in g.session.exec(wanted)}
