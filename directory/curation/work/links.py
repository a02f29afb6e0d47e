"""Where the next step about a record leads: the addresses on the work list."""

from dataclasses import dataclass
from typing import Any

from flask import current_app, url_for

from directory.curation.editing.forms import questions_of, sections_for
from directory.curation.models import Kind as RecordKind
from directory.curation.work.item import Item, Kind, Step
from directory.wording import Words, words

EDITING = {
    RecordKind.SERVICE: ("curation.edit_service", "service_id"),
    RecordKind.ORGANIZATION: ("curation.edit_organization", "organization_id"),
    RecordKind.LOCATION: ("curation.edit_location", "location_id"),
}
NEW = {
    RecordKind.SERVICE: "curation.new_service",
    RecordKind.ORGANIZATION: "curation.new_organization",
    RecordKind.LOCATION: "curation.new_location",
}
DECIDING = {
    "proposals": ("curation.proposal", "proposal_id"),
    "reports": ("curation.report", "report_id"),
    "actions": ("curation.audit_action", "action_id"),
}
STEPS: dict[Step, tuple[str, Words, bool]] = {
    Step.CHECK: ("curation.checked", words("Checked, nothing changed"), True),
    Step.ASK: ("curation.ask", words("Ask the provider again"), True),
    Step.CONTRACT: ("curation.contract", words("Change the contract"), False),
    Step.RETIRE: ("curation.retire_service", words("Retire it"), False),
}
"""Step -> the view, what its link or button says, and whether it sends."""


@dataclass(frozen=True)
class Way:
    """A step that can be taken: a link, or with `sends` a button that sends a form there."""

    label: Words
    address: str
    sends: bool = False


def ways_for(kind: Kind, item: Item) -> list[Way]:
    """What can be done next about a record of a list, the likeliest first."""
    found = [_way(step, kind, item) for step in kind.steps]
    return [way for way in found if way is not None]


def record_address(item: Item) -> str | None:
    """The page about the record itself."""
    if item.record_id is None or (item.thing and item.thing.kind in (RecordKind.ORGANIZATION, RecordKind.LOCATION)):
        return None
    return address("curation.service", service_id=item.record_id)


def address(endpoint: str, **values: Any) -> str | None:
    """The address of a page; None while there is no such page."""
    return url_for(endpoint, **values) if endpoint in current_app.view_functions else None


def edit_address(kind: str, record_id: str | None, field: str | None = None) -> str | None:
    if record_id is None:
        return address(NEW[RecordKind(kind)])
    endpoint, name = EDITING[RecordKind(kind)]
    question = question_of(kind, field) if field else None
    return address(endpoint, **{name: record_id}, **({"_anchor": question} if question else {}))


OFTEN_CHANGED = (
    (words("Phone"), "phones"),
    (words("Times"), "schedules"),
    (words("Ages"), "minimum_age"),
    (words("Needs"), "needs"),
    (words("Area"), "areas"),
    (words("How to refer"), "application_process"),
    (words("Who may refer"), "referral_roles"),
    (words("Places"), "places"),
    (words("Cost"), "cost_options"),
    (words("Description"), "description"),
    (words("Notice"), "alert"),
)
"""What a record's page leads straight to, what changes most first; the field that each question asks about."""


def quick_changes(service_id: str) -> list[Way]:
    """One link for each fact that often changes: the form opens at its question."""
    edits = [_made(label, edit_address(RecordKind.SERVICE, service_id, field)) for label, field in OFTEN_CHANGED]
    told = address("curation.waiting", service_id=service_id, back="record", _anchor="waiting_weeks")
    waiting = _made(words("Waiting time"), told)
    contract = _made(words("Contract"), address("curation.contract", service_id=service_id))
    return [way for way in (*edits[:3], waiting, *edits[3:], contract) if way]


def question_of(kind: str, field: str) -> str | None:
    """The question of the form that asks for this field; its element has this id. A script puts the cursor there."""
    questions = questions_of(sections_for(RecordKind(kind), costs=True))
    return next((question.name for question in questions if field in question.holds), None)


def _way(step: Step, kind: Kind, item: Item) -> Way | None:
    if step is Step.DECIDE and item.thing:
        endpoint, name = DECIDING[kind.id]
        return _made(words("Look at it"), address(endpoint, **{name: item.thing.id}))
    if step is Step.FILL and kind.fact:
        return _made(words("Fill in"), address("curation.fill", fact=kind.fact))
    if kind.id == "drafts" and item.thing:
        return _made(words("Go on with it"), edit_address(item.thing.kind, item.record_id))
    if item.record_id is None:
        return None
    if step is Step.EDIT:
        return _made(words("Edit"), edit_address(RecordKind.SERVICE, item.record_id, kind.field))
    endpoint, label, sends = STEPS[step]
    return _made(label, address(endpoint, service_id=item.record_id), sends=sends)


def _made(label: Words, found: str | None, *, sends: bool = False) -> Way | None:
    return Way(label, found, sends) if found else None
