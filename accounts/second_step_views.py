"""Set up the second step: a code from a phone besides the password; and the recovery codes that stand in for it."""

import segno
from flask import g, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from markupsafe import Markup

from accounts import codes, letters, permission
from accounts.answers import pressed, to_own_account, too_soon
from accounts.blueprint import bp
from accounts.current import confirm_password_first, current_account, now
from accounts.delays import forgive
from accounts.events import add_event
from accounts.forms import CodeForm, PressForm
from accounts.keys import CannotRead
from accounts.models import Account, Kind
from accounts.permission import Permission
from accounts.roles import needs_second_step
from accounts.sessions import end_sessions
from accounts.sign_in_views import begin
from accounts.trying import MustWait, code_watches, count


@bp.get("/account/second-step")
@permission.needs(Permission.OWN_ACCOUNT)
def second_step() -> ResponseReturnValue:
    """Why, and what it takes; nothing is made yet."""
    own = current_account()
    return render_template("accounts/second_step.html", own=own, required=needs_second_step(own.role), form=PressForm())


@bp.post("/account/second-step")
@permission.needs(Permission.OWN_ACCOUNT)
def start_second_step() -> ResponseReturnValue:
    """Make the secret. An account that has a second step must turn it off first, so that it is never without."""
    pressed()
    own, asked = current_account(), confirm_password_first()
    if asked or own.has_second_step:
        return asked or redirect(url_for("accounts.second_step"), 303)
    codes.propose_secret(own)
    g.session.add(own)
    g.session.commit()
    return redirect(url_for("accounts.scan"), 303)


@bp.get("/account/second-step/phone")
@permission.needs(Permission.OWN_ACCOUNT)
def scan() -> ResponseReturnValue:
    page = _scan_page(CodeForm())
    if page is None:
        return redirect(url_for("accounts.second_step"), 303)
    return confirm_password_first() or page


@bp.post("/account/second-step/phone")
@permission.needs(Permission.OWN_ACCOUNT)
def send_scan() -> ResponseReturnValue:
    """The first right code turns the second step on. The recovery codes are shown in this answer and never again."""
    form, own = CodeForm(), current_account()
    page = _scan_page(form)
    asked = confirm_password_first()
    if page is None or asked:
        return asked or redirect(url_for("accounts.second_step"), 303)
    if not form.validate():
        return _scan_page(form) or page, 422
    watches = code_watches(own)
    try:
        count(watches)
    except MustWait as wait:
        return too_soon(form.code, wait, lambda: _scan_page(form) or page)
    if not codes.use_code(g.session, own, form.code.data, now()):
        g.session.commit()
        form.code.errors = [gettext("This code is not right. Wait for the next one, and type that")]
        return _scan_page(form) or page, 422
    forgive(g.session, watches, now())
    return _turned_on(own)


def _turned_on(own: Account) -> ResponseReturnValue:
    codes.turn_on(own, now())
    made = codes.make_recovery_codes(g.session, own)
    add_event(g.session, own, Kind.STEP_ON, by=own, now=now())
    end_sessions(g.session, own, now=now())
    g.session.add(own)
    g.session.flush()
    begin(own, second_step=True, confirmed=now())
    g.session.commit()
    letters.tell_owner(own.email, gettext("A second step was set up for signing in to your account."))
    return render_template("accounts/recovery_codes.html", codes=made)


@bp.get("/account/second-step/off")
@permission.needs(Permission.OWN_ACCOUNT)
def second_step_off() -> ResponseReturnValue:
    kept = _cannot_turn_off() or confirm_password_first()
    return kept or render_template("accounts/second_step_off.html", form=PressForm())


@bp.post("/account/second-step/off")
@permission.needs(Permission.OWN_ACCOUNT)
def turn_second_step_off() -> ResponseReturnValue:
    pressed()
    kept = _cannot_turn_off() or confirm_password_first()
    if kept:
        return kept
    own = current_account()
    codes.turn_off(g.session, own)
    add_event(g.session, own, Kind.STEP_OFF, by=own, now=now())
    g.session.add(own)
    g.session.commit()
    letters.tell_owner(own.email, gettext("The second step of signing in to your account was turned off."))
    return to_own_account("second_step_off")


@bp.get("/account/recovery-codes")
@permission.needs(Permission.OWN_ACCOUNT)
def recovery_codes() -> ResponseReturnValue:
    own = current_account()
    if not own.has_second_step:
        return redirect(url_for("accounts.second_step"), 303)
    left = codes.recovery_codes_left(g.session, own)
    return confirm_password_first() or render_template(
        "accounts/new_recovery_codes.html", codes_left=left, form=PressForm()
    )


@bp.post("/account/recovery-codes")
@permission.needs(Permission.OWN_ACCOUNT)
def make_recovery_codes() -> ResponseReturnValue:
    """The new codes are shown in this answer and never again; the old ones are worth nothing from now on."""
    pressed()
    own, asked = current_account(), confirm_password_first()
    if asked or not own.has_second_step:
        return asked or redirect(url_for("accounts.second_step"), 303)
    made = codes.make_recovery_codes(g.session, own)
    add_event(g.session, own, Kind.CODES, by=own, now=now())
    g.session.commit()
    return render_template("accounts/recovery_codes.html", codes=made)


def _cannot_turn_off() -> ResponseReturnValue | None:
    """Who must have a second step, or has none, has nothing to turn off: back to the page that says so."""
    own = current_account()
    if needs_second_step(own.role) or not own.has_second_step:
        return redirect(url_for("accounts.second_step"), 303)
    return None


def _scan_page(form: CodeForm) -> str | None:
    """The picture to scan and the same in letters; None where no secret waits to be put into a phone."""
    own = current_account()
    try:
        secret = None if own.has_second_step else codes.secret_of(own)
    except CannotRead:
        secret = None
    if secret is None:
        return None
    picture = segno.make(codes.phone_address(own, secret), error="m")
    svg = picture.svg_inline(scale=5, border=4, light="#fff", omitsize=False, title=gettext("Picture for your phone"))
    groups = [secret[at : at + 4] for at in range(0, len(secret), 4)]
    return render_template("accounts/scan.html", form=form, picture=Markup(svg), key=" ".join(groups))  # noqa: S704
