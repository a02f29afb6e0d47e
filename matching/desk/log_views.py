"""Logging a call: a form that comes filled in, and one key to save it."""

from collections.abc import Container
from datetime import date
from secrets import token_urlsafe

from flask import flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from accounts import permission
from accounts.current import current_account
from accounts.keys import keyed_hash
from accounts.permission import Permission
from directory.pages.templating import day as said_day
from directory.places import gazetteer
from directory.queries import services_by_id
from directory.wording import Words, words
from matching.desk import shortlist
from matching.desk.blueprint import bp
from matching.desk.labels import PATHWAYS
from matching.desk.log_forms import LogForm
from matching.desk.log_prefill import Known, prefilled
from matching.desk.logging_calls import log_call, start_call
from matching.desk.next_steps import WORKING_DAYS, working_days_on
from matching.desk.reasons import reasons_in_use, seed_reasons
from matching.enquiries import enquiry_numbered
from matching.entries import PathwayId
from matching.errors import EnquiryNotFound
from matching.models import Enquiry
from matching.queries import find_by_reference
from matching.reader import content, house

THEN_HAND_OVER = "hand over"


@bp.get("/log")
@permission.needs(Permission.ANSWER)
def log() -> ResponseReturnValue:
    """The form, filled in from the call at hand; with `about`, for somebody who rings about that enquiry."""
    known = _known()
    usual = working_days_on(house().now().date(), WORKING_DAYS[PathwayId.EARLY_HELP], house().bank_holidays)
    form = _form(known, data={"once": token_urlsafe(12), **prefilled(g.session, known, said_day(usual))})
    form.number.data = known.working.enquiry_number if known.guide else ""
    return _page(form, known)


@bp.post("/log")
@permission.needs(Permission.ANSWER)
def save_log() -> ResponseReturnValue:
    seed_reasons(g.session)
    known = _known(number=request.form.get("number"))
    form = _form(known)
    if not form.validate():
        return _page(form, known), 422
    now, account = house().now(), current_account()
    enquiry = known.guide or start_call(
        g.session,
        keyed_hash("call logged at the desk", f"{account.id} {form.once.data}")[:32],
        area=house().area.id,
        content_version=content().version,
        now=now,
    )
    log_call(g.session, enquiry, form.call(), now=now, account_id=account.id)
    reference = enquiry.reference
    g.session.commit()
    if known.about is None:
        shortlist.clear()
    flash(gettext("Logged as %(reference)s.", reference=reference))
    hands_over = request.form.get("then") == THEN_HAND_OVER
    return redirect(url_for("desk.handing" if hands_over else "desk.enquiry", reference=reference), 303)


def _known(number: str | None = None) -> Known:
    """The call at hand; its guide by the number that the form carries, or that the call has."""
    working = shortlist.load()
    return Known(working, _guide(number or working.enquiry_number), _about())


def _guide(number: str | None) -> Enquiry | None:
    try:
        return enquiry_numbered(number) if number else None
    except EnquiryNotFound:
        return None


def _about() -> Enquiry | None:
    """The earlier enquiry that the address names."""
    try:
        return find_by_reference(g.session, request.args.get("about", ""))
    except EnquiryNotFound:
        return None


def _form(known: Known, **kwargs: object) -> LogForm:
    found = known.service_ids(g.session)
    sent = [*request.form.getlist("services"), *found] if request.method == "POST" else found
    rows = services_by_id(g.session, sent)
    return LogForm(
        today=house().now().date(),
        holidays=house().bank_holidays,
        districts=districts(),
        need_names={need.id: need.name for need in house().vocabulary.needs},
        services=[(id_, rows[id_].name) for id_ in dict.fromkeys(sent) if id_ in rows],
        reasons=reasons_in_use(g.session),
        guide=known.guide,
        find_enquiry=lambda text: find_by_reference(g.session, text),
        **kwargs,
    )


def _page(form: LogForm, known: Known) -> str:
    return render_template(
        "desk/log.html",
        form=form,
        guide=form.guide,
        about=known.about,
        pathways=PATHWAYS,
        usual_words=usual_words(house().now().date(), house().bank_holidays),
    )


def usual_words(today: date, holidays: Container[date]) -> list[Words]:
    """What follows as a rule from each kind of advice, with the days."""
    days = {way: said_day(working_days_on(today, count, holidays)) for way, count in WORKING_DAYS.items()}
    return [
        words("Advice, or none: it closes as answered."),
        words("Early help: ask on %(day)s.", day=days[PathwayId.EARLY_HELP]),
        words("Safeguarding or 999: ask on %(day)s.", day=days[PathwayId.SAFEGUARDING]),
    ]


def districts() -> list[tuple[str, str]]:
    """Code and name of each district of the area, by name."""
    codes = gazetteer.load_area(house().area.id).district_codes
    known = [gazetteer.districts()[code] for code in codes]
    return sorted(((one.code, one.name) for one in known), key=lambda one: one[1])
