"""One's own account: what it may do, where it is signed in, password and e-mail address."""

from flask import abort, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from accounts import codes, letters, mail, permission
from accounts.answers import done, pressed, to_own_account, too_soon
from accounts.areas import chosen_names
from accounts.blueprint import bp, surroundings
from accounts.current import confirm_password_first, current_account, current_visit, let_out, now
from accounts.forms import NewEmailForm, NewPasswordForm, PasswordAgainForm, PressForm
from accounts.links import make_link
from accounts.models import Account, Kind, Purpose
from accounts.next_path import safe_path
from accounts.permission import Permission
from accounts.queries import find_account, set_password, tidy_email
from accounts.sessions import current_sessions, end_session, end_sessions
from accounts.sign_in_views import begin
from accounts.trying import MustWait, again_watches, check_password
from accounts.words import DONE, ROLES


@bp.get("/account")
@permission.needs(Permission.OWN_ACCOUNT)
def own_account() -> ResponseReturnValue:
    own, visit = current_account(), current_visit()
    return render_template(
        "accounts/account.html",
        own=own,
        role=ROLES[own.role],
        areas=chosen_names(own.areas, surroundings().areas),
        organisation=organisation_name(own),
        sessions=current_sessions(g.session, own, now()),
        this=visit.session.id if visit else None,
        codes_left=codes.recovery_codes_left(g.session, own),
        done=DONE.get(done() or ""),
        form=PressForm(),
    )


@bp.get("/confirm-password")
@permission.needs(Permission.OWN_ACCOUNT)
def confirm_password() -> ResponseReturnValue:
    return _confirm_page(PasswordAgainForm())


@bp.post("/confirm-password")
@permission.needs(Permission.OWN_ACCOUNT)
def send_confirm_password() -> ResponseReturnValue:
    form, visit = PasswordAgainForm(), current_visit()
    if not form.validate() or visit is None:
        return _confirm_page(form), 422
    try:
        right = check_password(visit.account, form.password.data, again_watches(visit.account))
    except MustWait as wait:
        return too_soon(form.password, wait, lambda: _confirm_page(form))
    if right:
        visit.session.password_confirmed_at = now()
        g.session.add(visit.session)
    g.session.commit()
    if not right:
        form.password.errors = [gettext("This is not your password")]
        return _confirm_page(form), 422
    return redirect(safe_path(request.args.get("next")) or url_for("accounts.own_account"), 303)


@bp.get("/account/password")
@permission.needs(Permission.OWN_ACCOUNT)
def change_password() -> ResponseReturnValue:
    return confirm_password_first() or _password_page(NewPasswordForm(email=current_account().email))


@bp.post("/account/password")
@permission.needs(Permission.OWN_ACCOUNT)
def send_change_password() -> ResponseReturnValue:
    """Every other browser is signed out; this one goes on in a session of its own."""
    asked = confirm_password_first()
    if asked:
        return asked
    own = current_account()
    form = NewPasswordForm(email=own.email)
    if not form.validate():
        return _password_page(form), 422
    set_password(g.session, own, form.password.data, kind=Kind.PASSWORD, by=own, now=now())
    begin(own, second_step=own.has_second_step, confirmed=now())
    g.session.commit()
    letters.tell_owner(own.email, gettext("The password of your account was changed."))
    return to_own_account("password")


@bp.get("/account/email")
@permission.needs(Permission.OWN_ACCOUNT)
def change_address() -> ResponseReturnValue:
    return confirm_password_first() or render_template("accounts/change_email.html", form=NewEmailForm())


@bp.post("/account/email")
@permission.needs(Permission.OWN_ACCOUNT)
def send_change_address() -> ResponseReturnValue:
    """The address changes when the link sent to it is used. The answer is the same where somebody else has it."""
    asked = confirm_password_first()
    if asked:
        return asked
    form, own = NewEmailForm(), current_account()
    if not form.validate():
        return render_template("accounts/change_email.html", form=form), 422
    if find_account(g.session, form.email.data) is None:
        email = tidy_email(form.email.data)
        token = make_link(g.session, own, Purpose.EMAIL, now=now(), new_email=email)
        try:
            letters.send_address_link(own, email, token)
        except mail.MailNotSent:
            g.session.rollback()
            form.email.errors = [gettext("The e-mail could not be sent. Try again later")]
            return render_template("accounts/change_email.html", form=form), 503
        g.session.commit()
    return to_own_account("email")


@bp.post("/account/sessions/<uuid:session_id>/end")
@permission.needs(Permission.OWN_ACCOUNT)
def end_own_session(session_id: str) -> ResponseReturnValue:
    pressed()
    if not end_session(g.session, current_account(), str(session_id), now=now()):
        abort(404)
    g.session.commit()
    return to_own_account("session")


@bp.post("/account/sessions/end")
@permission.needs(Permission.OWN_ACCOUNT)
def end_own_sessions() -> ResponseReturnValue:
    """Sign out everywhere, here too."""
    pressed()
    end_sessions(g.session, current_account(), now=now())
    g.session.commit()
    let_out()
    return redirect(url_for("accounts.signed_out"), 303)


def organisation_name(account: Account) -> str | None:
    known = surroundings().organisations(g.session) if account.organization_id else ()
    return next((name for id, name in known if id == account.organization_id), None)


def _confirm_page(form: PasswordAgainForm) -> str:
    return render_template("accounts/confirm_password.html", form=form, next=safe_path(request.args.get("next")))


def _password_page(form: NewPasswordForm) -> str:
    return render_template("accounts/change_password.html", form=form, owner=current_account())
