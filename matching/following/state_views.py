"""How an enquiry stands, for whoever has its reference and code, and what they tell us of it afterwards.

Nothing of the family's answers stands on this page.
"""

from flask import g, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from accounts import permission
from accounts.answers import pressed
from accounts.keys import seal
from accounts.trying import MustWait
from matching.entries import Pathway, PathwayId
from matching.following.blueprint import bp
from matching.following.families import make_family_link
from matching.following.forms import LaterForm, ReminderForm
from matching.following.links_shown import qr_code, whole_address
from matching.following.looking_up import count_reminder, followed
from matching.following.queries import (
    add_later_word,
    get_later_word,
    handling_of,
    names_of,
    open_handling,
    referrals_of,
    states_of,
    stop_reminding,
)
from matching.following.reminders import remind as keep_reminder
from matching.following.reminders import reminded
from matching.following.standing import Standing, standing
from matching.models import Enquiry
from matching.reader import content_of, house

PAGE = "/what-happened/<string(maxlength=6):number>"


@bp.get(PAGE)
@permission.public
def state(number: str) -> ResponseReturnValue:
    return _page(number, followed(number))


@bp.post(f"{PAGE}/rang")
@permission.public
def rang(number: str) -> ResponseReturnValue:
    """Its referrer says that they have told the front door, which has it in its queue from now on."""
    pressed()
    open_handling(g.session, followed(number), now=house().now())
    g.session.commit()
    return redirect(url_for("following.state", number=number), 303)


@bp.post(f"{PAGE}/later")
@permission.public
def later_word(number: str) -> ResponseReturnValue:
    enquiry = followed(number)
    form = LaterForm()
    if not form.validate():
        return _page(number, enquiry, later=form), 422
    add_later_word(g.session, enquiry, today=house().now().date(), **form.given())
    g.session.commit()
    return redirect(url_for("following.state", number=number, _anchor="afterwards"), 303)


@bp.post(f"{PAGE}/remind")
@permission.public
def remind(number: str) -> ResponseReturnValue:
    """Leave a work e-mail. Whoever wants to be told expects somebody to look: the front door has it from now on."""
    enquiry, form, now = followed(number), ReminderForm(), house().now()
    if not form.validate():
        return _page(number, enquiry, reminder=form), 422
    try:
        count_reminder(form.email.data)
    except MustWait:
        form.email.errors = [gettext("Too many addresses were left. Try again in an hour")]
        return _page(number, enquiry, reminder=form), 429
    enquiry = followed(number)
    handling = open_handling(g.session, enquiry, now=now)
    if handling.closed_at is None:
        keep_reminder(g.session, enquiry, sealed_email=seal(form.email.data), today=now.date())
    g.session.commit()
    return redirect(url_for("following.state", number=number, _anchor="remind"), 303)


@bp.post(f"{PAGE}/stop")
@permission.public
def stop(number: str) -> ResponseReturnValue:
    pressed()
    stop_reminding(g.session, followed(number).id)
    g.session.commit()
    return redirect(url_for("following.state", number=number, _anchor="remind"), 303)


@bp.post(f"{PAGE}/family-link")
@permission.public
def family_link(number: str) -> ResponseReturnValue:
    """A link for the family, shown this once; it stands in no address and in no cookie."""
    pressed()
    token = make_family_link(g.session, followed(number), today=house().now().date())
    g.session.commit()
    return family_link_page(token, back=url_for("following.state", number=number))


def family_link_page(token: str, *, back: str) -> str:
    address = whole_address("following.family", token=token)
    drawn = qr_code(address, gettext("The link as a picture for a phone’s camera"))
    return render_template("following/family_link.html", address=address, drawn=drawn, back=back)


def _page(
    number: str, enquiry: Enquiry, *, later: LaterForm | None = None, reminder: ReminderForm | None = None
) -> str:
    said = get_later_word(g.session, enquiry)
    return render_template(
        "following/state.html",
        number=number,
        reference=enquiry.reference,
        standing=standing_of(enquiry),
        advised=_advised(enquiry),
        said=said,
        later=later or LaterForm(said, formdata=None),
        reminder=reminder or ReminderForm(formdata=None),
        reminded=reminded(g.session, enquiry.id),
    )


def standing_of(enquiry: Enquiry) -> Standing:
    changes, referrals = states_of(g.session, enquiry), referrals_of(g.session, enquiry)
    services = [*(change.service_id for change in changes), *(referral.service_id for referral in referrals)]
    names = names_of(g.session, services)
    return standing(changes, referrals, handling_of(g.session, enquiry), names, house().now().date())


def _advised(enquiry: Enquiry) -> Pathway | None:
    """The way that was advised, in the content's own words; None where no advice was given."""
    given = enquiry.pathway_given
    return content_of(enquiry).pathways[PathwayId(given)] if given else None
