"""What officers do from an enquiry's page at the desk: write where it stands, ask services, look at notes."""

from dataclasses import dataclass
from uuid import UUID

from flask import abort, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from accounts import permission
from accounts.answers import pressed
from accounts.current import current_account
from accounts.permission import Permission
from matching.following import queries
from matching.following.asking import letter_to_service, link_to_answer
from matching.following.blueprint import bp
from matching.following.desk_forms import NoteForm, ReferForm, StateForm
from matching.following.errors import AlreadyReferred, EnquiryClosed, MoveNotPossible, NotYours, ServiceGone
from matching.following.families import make_family_link
from matching.following.models import NoteState, StateChange, Writer
from matching.following.state_views import family_link_page
from matching.models import Enquiry
from matching.queries import find_by_reference, get_enquiry, services_offered
from matching.reader import house

ONE = "/desk/enquiries/<string(maxlength=14):reference>"
CLOSED = "It is closed. Open it again first"
SHOW, REFUSE = "show", "refuse"


@dataclass(frozen=True)
class LinkOut:
    """A service that was asked, and the link it may answer by, to copy or read out."""

    service: str
    link: str
    answered: bool


@dataclass(frozen=True)
class ForOfficers:
    """What `following/_for_officers.html` draws on an enquiry's page."""

    state: StateForm
    refer: ReferForm
    notes: tuple[tuple[StateChange, NoteForm], ...]
    links: tuple[LinkOut, ...]


def for_officers(enquiry: Enquiry) -> ForOfficers:
    """The forms, empty, with what may be chosen now."""
    changes, referrals = queries.states_of(g.session, enquiry), queries.referrals_of(g.session, enquiry)
    asked = {referral.service_id for referral in referrals}
    offered = [row.service_id for row in services_offered(g.session, enquiry)]
    names = queries.names_of(g.session, [*asked, *offered])
    waiting = [change for change in changes if change.note_state == NoteState.WAITING]
    return ForOfficers(
        state=StateForm(changes[-1].state if changes else None, names, formdata=None),
        refer=ReferForm({one: names[one] for one in offered if one in names and one not in asked}, formdata=None),
        notes=tuple((change, NoteForm(formdata=None, data={"note": change.note})) for change in waiting),
        links=tuple(
            LinkOut(names.get(referral.service_id, ""), link_to_answer(referral), referral.answer is not None)
            for referral in referrals
        ),
    )


@bp.post(f"{ONE}/state")
@permission.needs(Permission.ANSWER)
def write_state(reference: str) -> ResponseReturnValue:
    """Written at the front door, so the front door has it from now on."""
    found, now, account = _to_change(reference), house().now(), current_account()
    form = _state_form(found)
    if not form.validate():
        return _state_page(found, form), 422
    try:
        queries.open_handling(g.session, found, now=now, account_id=account.id)
        change = queries.write_state(g.session, found, now=now, account_id=account.id, **form.given())
    except (MoveNotPossible, EnquiryClosed) as error:
        g.session.rollback()
        form.state.errors = [CLOSED if isinstance(error, EnquiryClosed) else "It has moved on meanwhile. Look again"]
        return _state_page(_to_change(reference), form), 409
    waits = change.note_state == NoteState.WAITING
    return _done(found, "Written. The note waits until somebody else has looked at it." if waits else "Written.")


@bp.post(f"{ONE}/refer")
@permission.needs(Permission.ANSWER)
def refer(reference: str) -> ResponseReturnValue:
    """Ask a service by mail; where none can be sent, its link is on the page to read out."""
    found, form = _to_change(reference), _refer_form(reference)
    if not form.validate():
        return _refer_page(found, form), 422
    try:
        made = queries.refer(g.session, found, form.meant, now=house().now(), account_id=current_account().id)
    except (ServiceGone, AlreadyReferred, EnquiryClosed) as error:
        g.session.rollback()
        form.service_id.errors = [_refused(error)]
        return _refer_page(_to_change(reference), form), 409
    letter, reference = letter_to_service(made, found), found.reference
    g.session.commit()
    sent = letter is not None and letter.post()
    flash("Asked by e-mail." if sent else "No e-mail was sent. Ring the service and read out the link below.")
    return redirect(url_for("desk.enquiry", reference=reference), 303)


@bp.post("/desk/notes/<uuid:change_id>")
@permission.needs(Permission.ANSWER)
def moderate(change_id: UUID) -> ResponseReturnValue:
    """Show a note, perhaps with something taken out, or refuse it; a refused one is not kept."""
    note = queries.get_note(g.session, str(change_id)) or abort(404)
    enquiry, form = get_enquiry(g.session, note.enquiry_id, to_change=True), NoteForm()
    if not form.validate():
        return _note_page(enquiry, note, form), 422
    shown, account = request.form.get("action") == SHOW, current_account()
    try:
        queries.moderate(g.session, note, shown=shown, note=form.note.data or "", account_id=account.id)
    except NotYours:
        form.note.errors = ["You wrote this, and it may name somebody. Take that out, or ask somebody else to look"]
        return _note_page(enquiry, note, form), 422
    return _done(enquiry, "The note is shown." if note.note_state == NoteState.SHOWN else "The note is deleted.")


@bp.post(f"{ONE}/family-link")
@permission.needs(Permission.ANSWER)
def officers_family_link(reference: str) -> ResponseReturnValue:
    pressed()
    found = find_by_reference(g.session, reference)
    token = make_family_link(g.session, found, today=house().now().date())
    back = url_for("desk.enquiry", reference=found.reference)
    g.session.commit()
    return family_link_page(token, back=back)


def _to_change(reference: str) -> Enquiry:
    return get_enquiry(g.session, find_by_reference(g.session, reference).id, to_change=True)


def _state_form(enquiry: Enquiry) -> StateForm:
    before = queries.state_of(g.session, enquiry)
    asked = [row.service_id for row in queries.referrals_of(g.session, enquiry)]
    ids = [*asked, *(row.service_id for row in services_offered(g.session, enquiry))]
    return StateForm(before.state if before else None, queries.names_of(g.session, ids))


def _refer_form(reference: str) -> ReferForm:
    enquiry = find_by_reference(g.session, reference)
    ids = [row.service_id for row in services_offered(g.session, enquiry)]
    return ReferForm(queries.names_of(g.session, ids))


def _refused(error: ServiceGone | AlreadyReferred | EnquiryClosed) -> str:
    if isinstance(error, EnquiryClosed):
        return CLOSED
    if isinstance(error, AlreadyReferred):
        return "This service was asked before. Its answer is on the page"
    return "This service is not in the lists any more. Choose another"


def _done(enquiry: Enquiry, said: str) -> ResponseReturnValue:
    reference = enquiry.reference
    g.session.commit()
    flash(said)
    return redirect(url_for("desk.enquiry", reference=reference), 303)


def _state_page(enquiry: Enquiry, form: StateForm) -> str:
    return render_template("following/write_state.html", enquiry=enquiry, form=form)


def _refer_page(enquiry: Enquiry, form: ReferForm) -> str:
    return render_template("following/refer.html", enquiry=enquiry, form=form)


def _note_page(enquiry: Enquiry, note: StateChange, form: NoteForm) -> str:
    by_service = note.written_by == Writer.PROVIDER
    return render_template("following/note.html", enquiry=enquiry, note=note, form=form, by_service=by_service)
