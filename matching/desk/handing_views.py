"""Giving the shortlist to the caller: read out, on paper, as a file, by e-mail, as text, as a link or its QR code."""

from secrets import token_urlsafe

from flask import Response, abort, flash, g, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from markupsafe import Markup

from accounts import mail, permission
from accounts.current import current_account
from accounts.permission import Permission
from directory.models import Service
from directory.pages.templating import said
from directory.queries import services_by_id
from matching.desk.blueprint import bp
from matching.desk.enquiry_views import ONE
from matching.desk.handing import give, handover_id, is_delicate, qr_code, qr_file, sheet_for
from matching.desk.handing_forms import HandingForm
from matching.desk.handing_pdf import sheet_pdf
from matching.desk.handing_sheet import Sheet, given_of, numbers_of, quiet_text, sheet_text
from matching.desk.labels import HANDED
from matching.desk.spelling import read_out, spelled
from matching.following.codes import code_of
from matching.following.models import HandedBy, Handover
from matching.models import Enquiry
from matching.queries import find_by_reference, services_offered
from matching.reader import house

HAND = f"{ONE}/hand-over"
GIVEN = f"{HAND}/<uuid:handover_id>"


@bp.get(HAND)
@permission.needs(Permission.ANSWER)
def handing(reference: str) -> ResponseReturnValue:
    enquiry = find_by_reference(g.session, reference)
    rows = _rows(enquiry)
    quiet = is_delicate(enquiry.needs, list(rows.values()))
    form = _form(rows, data={"once": token_urlsafe(12), "services": list(rows), "quiet": quiet})
    return _page(enquiry, rows, form)


@bp.post(HAND)
@permission.needs(Permission.ANSWER)
def hand_over(reference: str) -> ResponseReturnValue:
    """Keep what is given; a mail is sent after that, so that its link works when it is read."""
    enquiry = find_by_reference(g.session, reference)
    rows = _rows(enquiry)
    form = _form(rows)
    if not form.validate():
        return _page(enquiry, rows, form), 422
    id_ = handover_id(current_account().id, f"{form.once.data} {form.how.data}")
    if g.session.get(Handover, id_) is None:
        chosen = [one for one in rows if one in (form.services.data or ())]
        how = HandedBy(form.how.data)
        given = give(g.session, enquiry, id_=id_, how=how, service_ids=chosen, now=house().now())
        g.session.commit()
        if form.by_email and not _send(enquiry, given, form):
            return _page(enquiry, rows, form), 503
    flash(gettext("%(how)s. It is noted.", how=said(HANDED[form.how.data])))
    return redirect(url_for("desk.handed", reference=enquiry.reference, handover_id=id_), 303)


@bp.get(GIVEN)
@permission.needs(Permission.ANSWER)
def handed(reference: str, handover_id: str) -> ResponseReturnValue:
    """What was given: to read out once more, to print, to copy, or to hold up to the caller's phone."""
    enquiry, given = _given(reference, str(handover_id))
    sheet = sheet_for(enquiry, given)
    return render_template(
        "desk/handed.html",
        enquiry=enquiry,
        given=given,
        sheet=sheet,
        how=HANDED[given.how],
        text=sheet_text(sheet),
        picture=Markup(qr_code(sheet.link)) if sheet.link else None,  # noqa: S704
        **_spelled(enquiry),
    )


@bp.get(f"{GIVEN}.pdf")
@permission.needs(Permission.ANSWER)
def handed_pdf(reference: str, handover_id: str) -> ResponseReturnValue:
    sheet = sheet_for(*_given(reference, str(handover_id)))
    words = gettext("The link to this list as a picture for a phone's camera")
    file = sheet_pdf(sheet, qr=qr_file(sheet.link) if sheet.link else "", qr_words=words)
    named = {"Content-Disposition": 'attachment; filename="list.pdf"'}
    return Response(file, mimetype="application/pdf", headers=named)


@bp.get(f"{GIVEN}.txt")
@permission.needs(Permission.ANSWER)
def handed_text(reference: str, handover_id: str) -> ResponseReturnValue:
    return Response(sheet_text(sheet_for(*_given(reference, str(handover_id)))), mimetype="text/plain")


def _send(enquiry: Enquiry, given: Handover, form: HandingForm) -> bool:
    """Mail the list. Where that fails nothing is kept of it, and the form says so."""
    try:
        sheet = sheet_for(enquiry, given)
        if not sheet.link:
            raise mail.MailNotSent("BASE_URL is not set, so that no link can be put in an e-mail.")
        mail.send(to=form.email.data, subject=sheet.title, body=_body(sheet, quiet=bool(form.quiet.data)))
    except mail.MailNotSent:
        g.session.delete(given)
        g.session.commit()
        form.email.errors = [gettext("The e-mail could not be sent. Try again, or read the list out")]
        return False
    return True


def _body(sheet: Sheet, *, quiet: bool) -> str:
    return quiet_text(sheet, said) if quiet else sheet_text(sheet, and_code=False)


def _rows(enquiry: Enquiry) -> dict[str, Service]:
    """Those of the services named to the caller that run now, in the order they were named."""
    ids = [row.service_id for row in services_offered(g.session, enquiry)]
    found = services_by_id(g.session, ids)
    return {one: found[one] for one in ids if one in found}


def _form(rows: dict[str, Service], **kwargs: object) -> HandingForm:
    return HandingForm(services=[(id_, row.name) for id_, row in rows.items()], **kwargs)


def _page(enquiry: Enquiry, rows: dict[str, Service], form: HandingForm) -> str:
    return render_template(
        "desk/handing.html",
        enquiry=enquiry,
        form=form,
        given={id_: given_of(row, said) for id_, row in rows.items()},
        numbers=numbers_of(house().area, said),
        ways=HANDED,
        **_spelled(enquiry),
    )


def _spelled(enquiry: Enquiry) -> dict[str, object]:
    code = code_of(enquiry.id)
    return {
        "code": code,
        "signs": spelled(enquiry.reference),
        "spoken": read_out(enquiry.reference),
        "said": read_out(code),
    }


def _given(reference: str, handover_id: str) -> tuple[Enquiry, Handover]:
    enquiry, found = find_by_reference(g.session, reference), g.session.get(Handover, handover_id)
    if found is None or found.enquiry_id != enquiry.id:
        abort(404)
    return enquiry, found
