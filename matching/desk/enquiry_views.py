"""One page for each enquiry: what is known, how it stands, and what to do next with one press."""

from flask import flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from flask_wtf import FlaskForm

from accounts import permission
from accounts.current import current_account
from accounts.permission import Permission
from directory.labels import ROLES
from directory.pages.forms import tidy
from directory.places import gazetteer
from matching.desk import labels
from matching.desk.blueprint import bp
from matching.desk.enquiry_forms import AdviseForm, ChaseForm, CloseForm, ReopenForm
from matching.desk.enquiry_page import read_enquiry
from matching.desk.logging_calls import advise
from matching.desk.next_steps import working_days_on
from matching.desk.reopening import Again, reopen
from matching.enquiries import remember
from matching.entries import PathwayId
from matching.errors import EnquiryNotFound
from matching.feedback_forms import AGREE, DECIDED, WHY
from matching.following import queries as following
from matching.following.errors import EnquiryClosed
from matching.following.judgement_said import own_judgement
from matching.following.models import Closing, ClosingReason, State
from matching.following.officer_views import for_officers
from matching.following.reminding import say_closed
from matching.following.standing import standing
from matching.following.words import CAME, RIGHT
from matching.models import Enquiry
from matching.queries import find_by_reference, get_enquiry
from matching.reader import content_of, house

ONE = "/enquiries/<string(maxlength=14):reference>"


@bp.get("/find")
@permission.needs(Permission.ANSWER)
def find() -> ResponseReturnValue:
    return render_template("desk/find.html")


@bp.post("/find")
@permission.needs(Permission.ANSWER)
def find_sent() -> ResponseReturnValue:
    """Straight to the enquiry, however its reference was typed."""
    reference = find_by_reference(g.session, tidy(request.form.get("reference"))).reference
    return redirect(url_for("desk.enquiry", reference=reference), 303)


@bp.get(ONE)
@permission.needs(Permission.ANSWER)
def enquiry(reference: str) -> ResponseReturnValue:
    return _page(find_by_reference(g.session, reference))


@bp.post(f"{ONE}/take-on")
@permission.needs(Permission.ANSWER)
def take_on(reference: str) -> ResponseReturnValue:
    """An enquiry that somebody made online is the front door's from now on."""
    found, now, account = _to_change(reference), house().now(), current_account()
    if following.handling_of(g.session, found) is None:
        following.open_handling(g.session, found, now=now, account_id=account.id)
        following.write_state(g.session, found, state=State.LOOKED_AT, now=now, account_id=account.id)
        following.chase_on(g.session, found, working_days_on(now.date(), 1, house().bank_holidays))
    return _done(found, gettext("The front door has it now. Its referrer sees that it is being looked at."))


@bp.post(f"{ONE}/advise")
@permission.needs(Permission.ANSWER)
def send_advice(reference: str) -> ResponseReturnValue:
    """What the front door advises on an enquiry that it has; the guide's own answer stays beside it."""
    found, now, account = _to_change(reference), house().now(), current_account()
    form = AdviseForm(guide=found.pathway)
    if not form.validate():
        return _page(found, advising=form), 422
    if following.handling_of(g.session, found) is None or following.is_closed(g.session, found):
        form.advised.errors = [gettext("Take it on first, or open it again")]
        return _page(found, advising=form), 409
    pathway = PathwayId(form.advised.data)
    advise(g.session, found, pathway=pathway, why=form.why, now=now, account_id=account.id)
    return _done(found, gettext("Your advice is noted."))


@bp.post(f"{ONE}/close")
@permission.needs(Permission.ANSWER)
def close(reference: str) -> ResponseReturnValue:
    found, form = _to_change(reference), CloseForm()
    if not form.validate():
        return _page(found, closing=form), 422
    closing, reason = Closing(form.closing.data), ClosingReason(form.closing_reason.data)
    told = following.close(g.session, found, closing=closing, reason=reason, now=house().now())
    answer = _done(found, gettext("Closed."))
    say_closed(told)  # whoever left an address hears of it once; the database holds that address no more
    return answer


@bp.post(f"{ONE}/chase")
@permission.needs(Permission.ANSWER)
def chase(reference: str) -> ResponseReturnValue:
    found, form = _to_change(reference), ChaseForm(today=house().now().date())
    if not form.validate():
        return _page(found, chasing=form), 422
    try:
        following.chase_on(g.session, found, form.meant)
    except EnquiryClosed:
        form.chase_on.errors = [gettext("It is closed. Open it again first")]
        return _page(found, chasing=form), 409
    return _done(found, gettext("The day is set."))


@bp.post(f"{ONE}/reopen")
@permission.needs(Permission.ANSWER)
def open_again(reference: str) -> ResponseReturnValue:
    found, form, now = _to_change(reference), ReopenForm(), house().now()
    if not form.validate():
        return _page(found, reopening=form), 422
    day = working_days_on(now.date(), 1, house().bank_holidays)
    why = Again(form.again.data)
    reopen(g.session, found, why=why, chase_on=day, now=now, account_id=current_account().id)
    return _done(found, gettext("It is open again."))


@bp.post(f"{ONE}/guide")
@permission.needs(Permission.ANSWER)
def read_guide(reference: str) -> ResponseReturnValue:
    """The whole answer of the guide, as its referrer saw it."""
    found = find_by_reference(g.session, reference)
    return redirect(url_for("outcome.show", number=remember(found)), 303)


@bp.errorhandler(EnquiryNotFound)
def not_found(_error: EnquiryNotFound) -> ResponseReturnValue:
    return render_template("desk/not_found.html"), 404


def _to_change(reference: str) -> Enquiry:
    return get_enquiry(g.session, find_by_reference(g.session, reference).id, to_change=True)


def _done(enquiry: Enquiry, said: str) -> ResponseReturnValue:
    reference = enquiry.reference
    g.session.commit()
    flash(said)
    return redirect(url_for("desk.enquiry", reference=reference), 303)


def _page(
    found: Enquiry,
    *,
    advising: AdviseForm | None = None,
    closing: CloseForm | None = None,
    chasing: ChaseForm | None = None,
    reopening: ReopenForm | None = None,
) -> str:
    page, today = read_enquiry(g.session, found), house().now().date()
    need_names = {need.id: need.name for need in house().vocabulary.needs}
    return render_template(
        "desk/enquiry.html",
        page=page,
        enquiry=found,
        standing=standing(page.states, page.referrals, page.handling, page.names, today),
        today=today,
        district=gazetteer.district_name(found.district_code) if found.district_code else None,
        needs=[need_names.get(need, need) for need in found.needs],
        route=content_of(found).pathways[PathwayId(found.pathway_given)] if found.pathway_given else None,
        labels=labels,
        roles=ROLES,
        words={"agree": AGREE, "decided": DECIDED, "why": WHY, "came": CAME, "right": RIGHT},
        officers=for_officers(found),
        judged=own_judgement(content_of(found), found),
        advise_form=advising or AdviseForm(guide=found.pathway, formdata=None, data={"advised": found.pathway_given}),
        close_form=closing or CloseForm(formdata=None),
        chase_form=chasing or ChaseForm(today=today, formdata=None),
        reopen_form=reopening or ReopenForm(formdata=None),
        form=advising or closing or chasing or reopening or FlaskForm(formdata=None),
    )
