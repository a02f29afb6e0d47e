"""What the pages about the past show and do, whichever kind of record they are about."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import Any

from flask import abort, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import format_date, format_time, gettext

from accounts.current import confirm_password_first, current_account, may
from accounts.permission import Permission
from directory.curation.blueprint import house, sign_changes
from directory.curation.editing.desk import live_record, reach_or_refuse_record
from directory.curation.editing.safety import Compared, safety_changes
from directory.curation.editing.saving import CHANGE
from directory.curation.editing.showing import record_address
from directory.curation.history.forms import DayForm, RestoreForm
from directory.curation.history.page_past import PagePast
from directory.curation.history.restoring import Restorable, mark_of, restorable
from directory.curation.history.showing import (
    entry_for,
    facts_said,
    is_private,
    local,
    name_of,
    past_of,
    past_to_read,
    told_between,
)
from directory.curation.history.undoing import Change, utc
from directory.curation.models import Kind
from directory.curation.reach import service_in_reach
from directory.pages.showing import page_of
from directory.pages.templating import said
from directory.snapshots import ServiceSnapshot, Snapshot, problems

PAGE_SIZE = 20
NAMES = {Kind.SERVICE: "", Kind.ORGANIZATION: "organization_", Kind.LOCATION: "location_"}
"""Kind -> the beginning of its endpoints."""


def show_history(kind: str, record_id: str) -> ResponseReturnValue:
    past = past_to_read(kind, record_id)
    changes = past.changes
    pages = max(1, -(-len(changes) // PAGE_SIZE))
    number = min(asked_page(), pages)
    entries = [entry_for(past, change) for change in changes[(number - 1) * PAGE_SIZE : number * PAGE_SIZE]]
    return render_template(
        "curation/history.html",
        **about(past),
        entries=[entry for entry in entries if entry.shown],
        number=number,
        pages=pages,
        form=DayForm(today=house().now().date()),
        complete=past.own.rewound(len(past.own.changes)).complete,
    )


def show_version(kind: str, record_id: str, change_id: str, form: RestoreForm | None = None) -> str:
    """What one change did, what the page said after it, and what restoring that would change now."""
    past = past_to_read(kind, record_id)
    change = change_or_404(past, change_id)
    version = past.own.snapshot(past.own.rewound(past.own.number(change.id) or 0))
    live = past.own.snapshot(past.own.now)
    found = restorable(g.session, version, live) if version and live else None
    form = form or RestoreForm(formdata=None)
    form.seen.data = mark_of(live) if live else ""
    return render_template(
        "curation/history_version.html",
        **about(past),
        **as_then(past, change.at),
        entry=entry_for(past, change),
        found=found,
        told=told_between(live, found.record, is_private(live))[0] if found and live else (),
        wrong=[said(sentence) for _, sentence in problems(found.record)] if found else [],
        numbers=safety_compared(live, found),
        same=found is not None and found.record == live,
        form=form,
    )


def restore(kind: str, record_id: str, change_id: str) -> ResponseReturnValue:
    """Make the record say again what it said after a change; it is itself a change, with its reason."""
    live = live_record(kind, record_id, to_change=True)
    reach_or_refuse_record(kind, record_id)
    past = past_of(kind, record_id)
    change = change_or_404(past, change_id)
    version = past.own.snapshot(past.own.rewound(past.own.number(change.id) or 0)) or abort(404)
    found, form = restorable(g.session, version, live), RestoreForm()
    if not form.validate():
        return show_version(kind, record_id, change_id, form), 422
    if form.seen.data != mark_of(live):
        form.why.errors = [gettext("Somebody changed this record meanwhile. Look again at what would change")]
        return show_version(kind, record_id, change_id, form), 409
    if problems(found.record):
        return show_version(kind, record_id, change_id, form), 422
    if safety_compared(live, found):
        asked = confirm_password_first(url_for(endpoint(kind, "version"), **values(kind, record_id, change_id)))
        if asked:
            return asked
    sign_changes(gettext("Restored as of %(when)s: %(why)s", when=said_moment(change.at), why=form.why.data))
    CHANGE[kind](g.session, record_id, found.record)
    if kind == Kind.SERVICE and not service_in_reach(g.session, current_account(), record_id):
        g.session.rollback()
        form.why.errors = [gettext("This version is not in your areas. Ask somebody who looks after them")]
        return show_version(kind, record_id, change_id, form), 422
    g.session.commit()
    flash(gettext("Restored: it says again what it said on %(when)s.", when=said_moment(change.at)))
    return redirect(record_address(kind, record_id), 303)


def show_day(kind: str, record_id: str) -> ResponseReturnValue:
    """The page at the end of a day, or, with `at=start`, as the day began."""
    past, form = past_to_read(kind, record_id), DayForm(request.args, today=house().now().date())
    shown: dict[str, Any] = {"then": None}
    if not form.validate() or form.meant is None:
        return render_template("curation/as_it_was.html", **about(past), form=form, asked=None, **shown), 422
    at_start = request.args.get("at") == "start"
    begin, end = bounds(form.meant)
    moment = begin if at_start else min(end, utc(house().now()))
    during = [f"{local(change.at):%H:%M}" for change in past.changes if begin < change.at <= end]
    return render_template(
        "curation/as_it_was.html",
        **about(past),
        form=form,
        asked=form.meant,
        at_start=at_start,
        during=during[::-1],
        first=local(past.own.first) if past.own.first else None,
        **as_then(past, moment),
    )


def bounds(day: date) -> tuple[datetime, datetime]:
    """The last moment before a day and the last of it, as clocks here showed them; in UTC."""
    zone, moment = house().now().tzinfo, timedelta(microseconds=1)
    begin, end = (datetime.combine(each, time(), zone) for each in (day, day + timedelta(1)))
    return utc(begin) - moment, utc(end) - moment


def as_then(past: PagePast, moment: datetime) -> dict[str, Any]:
    """What `curation/_then.html` needs: the page, or the facts of a record that has no page of its own."""
    if past.own.kind != Kind.SERVICE:
        rows = past.own.at(moment)
        held = past.own.snapshot(rows)
        private = is_private(held, past.own.snapshot(past.own.now))
        facts = facts_said(held, private) if held and not isinstance(held, ServiceSnapshot) else None
        return {"then": held, "facts_then": facts, "complete": rows.complete}
    page = past.at(moment)
    if page is None:
        return {"then": None, "complete": True}
    shown = page_of(page.shown(), local(moment))
    facts = replace(shown["facts"], open_now=None, opens_next=None)
    return {"then": page, **shown, "facts": facts, "complete": page.complete}


def about(past: PagePast) -> dict[str, Any]:
    """What every page about the past says: whose past it is, and where its other pages are."""
    own = past.own
    held = own.snapshot(own.now) or own.snapshot(own.rewound(1))
    own_values = values(own.kind, own.record_id)
    return {
        "kind": own.kind,
        "record_id": own.record_id,
        "name": name_of(held),
        "record_address": record_address_for(own.kind, own.record_id),
        "history_address": url_for(endpoint(own.kind, "history"), **own_values),
        "day_address": url_for(endpoint(own.kind, "as_it_was"), **own_values),
        "version_address": lambda change_id: url_for(endpoint(own.kind, "version"), **own_values, change_id=change_id),
        "restore_address": lambda change_id: url_for(
            endpoint(own.kind, "restore_version"), **own_values, change_id=change_id
        ),
        "address_of": lambda kind, record_id: url_for(endpoint(kind, "history"), **values(kind, record_id)),
    }


def record_address_for(kind: str, record_id: str) -> str | None:
    """Where one looks at the record itself; an organisation and a place are looked at in their form."""
    looks = kind == Kind.SERVICE or may(Permission.EDIT)
    return record_address(kind, record_id) if looks else None


def endpoint(kind: str, what: str) -> str:
    return f"curation.{NAMES[Kind(kind)]}{what}"


def values(kind: str, record_id: str, change_id: str | None = None) -> dict[str, Any]:
    return {f"{kind}_id": record_id} | ({"change_id": change_id} if change_id else {})


def change_or_404(past: PagePast, change_id: str) -> Change:
    number = past.own.number(change_id)
    return abort(404) if number is None else past.own.changes[number]


def safety_compared(live: Snapshot | None, found: Restorable | None) -> tuple[Compared, ...]:
    """The numbers for people in danger that restoring would change."""
    if not isinstance(live, ServiceSnapshot) or found is None or not isinstance(found.record, ServiceSnapshot):
        return ()
    return safety_changes(live, found.record, house().vocabulary.need)


def asked_page() -> int:
    """The page of the list that the address asks for; the first where it asks for none that can be."""
    sent = request.args.get("page", "")
    return max(1, int(sent)) if sent.isascii() and sent.isdigit() and len(sent) < 6 else 1


def said_moment(moment: datetime) -> str:
    there = local(moment)
    return gettext("%(day)s, %(time)s", day=format_date(there, "d MMMM y"), time=format_time(there.time(), "HH:mm"))
