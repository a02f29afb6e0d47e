""" "What did the directory say when I advised on 3 March?", answered from history alone."""

from datetime import date, datetime, time, timedelta
from uuid import UUID

from flask import abort, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from sqlmodel import col, select

from accounts import permission
from accounts.permission import Permission
from directory.models import Service
from directory.pages.templating import day as said_day
from directory.pages.templating import said
from matching.desk.blueprint import bp
from matching.desk.enquiry_page import handovers_of
from matching.desk.handing_sheet import given_of
from matching.desk.past_forms import OnADayForm
from matching.desk.then_and_now import then_and_now
from matching.errors import EnquiryNotFound
from matching.following.queries import handling_of
from matching.models import Enquiry
from matching.queries import find_by_reference, services_offered
from matching.reader import house

MOST_FOUND = 12


@bp.get("/on-a-day")
@permission.needs(Permission.ANSWER)
def on_a_day() -> ResponseReturnValue:
    """The services of an enquiry, or one service, as they stood; without a day, at the moment of the advice."""
    form = OnADayForm(today=house().now().date(), formdata=None)
    asked, day = request.args.get("reference"), _day(request.args.get("day", ""))
    if asked:
        enquiry = find_by_reference(g.session, asked)
        moment = _end_of(day) if day else _advised_at(enquiry)
        form.what.data, form.day.data = enquiry.reference, said_day(_local(moment))
        return _page(form, _services_of(enquiry), moment, at_advice=day is None)
    service_id = _service_id(request.args.get("service", ""))
    if service_id and day:
        name = g.session.exec(select(Service.name).where(Service.id == service_id)).first() or abort(404)
        form.what.data, form.day.data = name, said_day(day)
        return _page(form, [service_id], _end_of(day))
    return _page(form)


@bp.post("/on-a-day")
@permission.needs(Permission.ANSWER)
def ask_about_day() -> ResponseReturnValue:
    """What was typed, found; a name that several services have is a list to choose from."""
    form = OnADayForm(today=house().now().date())
    if not form.validate():
        return _page(form), 422
    try:
        reference = find_by_reference(g.session, form.what.data).reference
        return redirect(url_for("desk.on_a_day", reference=reference, day=form.meant), 303)
    except EnquiryNotFound:
        found = _named(form.what.data)
    if form.meant is None:
        form.day.errors = [gettext("Give a day, for example 3 March 2026")]
        return _page(form), 422
    if not found:
        form.what.errors = [gettext("We know no such reference, and no service of that name")]
        return _page(form), 422
    if len(found) == 1:
        return redirect(url_for("desk.on_a_day", service=found[0][0], day=form.meant), 303)
    return _page(form, choose=found)


def _page(
    form: OnADayForm,
    service_ids: list[str] | None = None,
    moment: datetime | None = None,
    *,
    at_advice: bool = False,
    choose: list[tuple[str, str]] | None = None,
) -> str:
    found = then_and_now(g.session, service_ids, moment) if service_ids and moment else []
    return render_template(
        "desk/on_a_day.html",
        form=form,
        asked=service_ids is not None,
        moment=_local(moment) if moment else None,
        at_advice=at_advice,
        entries=[
            (one, given_of(one.then, said) if one.then else None, given_of(one.now, said) if one.now else None)
            for one in found
        ],
        choose=choose or [],
        meant=form.meant,
    )


def _services_of(enquiry: Enquiry) -> list[str]:
    """Those that were named in it, and those that were handed over, each once."""
    named = [row.service_id for row in services_offered(g.session, enquiry)]
    given = [one for handover in handovers_of(g.session, enquiry) for one in handover.service_ids]
    return list(dict.fromkeys([*named, *given]))


def _advised_at(enquiry: Enquiry) -> datetime:
    """The moment of the advice: when an officer logged it, or the guide was finished, or the day it began."""
    handling = handling_of(g.session, enquiry)
    if handling is not None and enquiry.advised:
        return handling.logged_at
    if enquiry.completed_at is not None:
        zone = house().now().tzinfo
        return enquiry.completed_at if enquiry.completed_at.tzinfo else enquiry.completed_at.replace(tzinfo=zone)
    return handling.logged_at if handling else _end_of(enquiry.started_on)


def _named(text: str) -> list[tuple[str, str]]:
    """Services of any status whose name holds these words, by name."""
    wanted = [col(Service.name).icontains(word, autoescape=True) for word in text.split()[:8]]
    found = select(Service.id, Service.name).where(*wanted).order_by(col(Service.name)).limit(MOST_FOUND)
    return [(id_, name) for id_, name in g.session.exec(found)]


def _end_of(day: date) -> datetime:
    """The last moment of a day, as clocks here showed it; of today, this moment."""
    now = house().now()
    return min(now, datetime.combine(day + timedelta(1), time(), now.tzinfo) - timedelta(microseconds=1))


def _local(moment: datetime) -> datetime:
    return moment.astimezone(house().now().tzinfo)


def _service_id(text: str) -> str | None:
    try:
        return str(UUID(text)) if text else None
    except ValueError:
        abort(404)


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        return None
