"""Sign in, with the second step, and out."""

from collections.abc import Callable
from datetime import datetime

from flask import g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from accounts import permission
from accounts.answers import too_soon
from accounts.blueprint import bp, surroundings
from accounts.browsers import browser_label
from accounts.codes import recovery_codes_left, use_code, use_recovery_code
from accounts.current import current_visit, let_in, let_out, now, signed_in
from accounts.delays import forgive
from accounts.events import add_event
from accounts.forms import CodeForm, RecoveryCodeForm, SignInForm
from accounts.known_browser import remember_browser
from accounts.models import Account, Kind
from accounts.next_path import safe_path
from accounts.queries import find_account, note_failure, note_sign_in
from accounts.sessions import end_session, start_session
from accounts.trying import MustWait, check_password, code_watches, count, sign_in_watches


@bp.get("/sign-in")
@permission.public
def sign_in() -> ResponseReturnValue:
    account = signed_in()
    if account:
        return redirect(_onwards(account), 303)
    return _sign_in_page(SignInForm())


@bp.post("/sign-in")
@permission.public
def send_sign_in() -> ResponseReturnValue:
    form = SignInForm()
    if not form.validate():
        return _sign_in_page(form), 422
    account = find_account(g.session, form.email.data)
    try:
        right = check_password(account, form.password.data, sign_in_watches(account, form.email.data))
    except MustWait as wait:
        return too_soon(form.password, wait, lambda: _sign_in_page(form))
    if not right or account is None:
        g.session.commit()
        form.password.errors = [gettext("The e-mail address or the password is not right")]
        return _sign_in_page(form), 422
    if account.has_second_step:
        begin(account, second_step=False)
        g.session.commit()
        return redirect(url_for("accounts.code", next=_asked_for()), 303)
    return enter(account, second_step=False)


@bp.get("/sign-in/code")
@permission.public
def code() -> ResponseReturnValue:
    return _code_page(CodeForm(), "accounts/code.html") if _waiting() else _to_sign_in()


@bp.post("/sign-in/code")
@permission.public
def send_code() -> ResponseReturnValue:
    return _take_code(CodeForm(), "accounts/code.html", use_code)


@bp.get("/sign-in/recovery-code")
@permission.public
def recovery_code() -> ResponseReturnValue:
    return _code_page(RecoveryCodeForm(), "accounts/recovery_code.html") if _waiting() else _to_sign_in()


@bp.post("/sign-in/recovery-code")
@permission.public
def send_recovery_code() -> ResponseReturnValue:
    return _take_code(RecoveryCodeForm(), "accounts/recovery_code.html", use_recovery_code)


@bp.post("/sign-out")
@permission.public
def sign_out() -> ResponseReturnValue:
    visit = current_visit()
    if visit:
        end_session(g.session, visit.account, visit.session.id, now=now())
        g.session.commit()
    let_out()
    return redirect(url_for("accounts.signed_out"), 303)


@bp.get("/signed-out")
@permission.public
def signed_out() -> ResponseReturnValue:
    return render_template("accounts/signed_out.html")


def _take_code(form: CodeForm | RecoveryCodeForm, template: str, use: Callable[..., bool]) -> ResponseReturnValue:
    account = _waiting()
    if account is None:
        return _to_sign_in()
    if not form.validate():
        return _code_page(form, template), 422
    watches = code_watches(account)
    try:
        count(watches)
    except MustWait as wait:
        return too_soon(form.code, wait, lambda: _code_page(form, template))
    if not use(g.session, account, form.code.data, now()):
        note_failure(g.session, account)
        g.session.commit()
        form.code.errors = [gettext("This code is not right, or was used before. Try the next one")]
        return _code_page(form, template), 422
    forgive(g.session, watches, now())
    if use is use_recovery_code:
        left = recovery_codes_left(g.session, account)
        add_event(g.session, account, Kind.CODE_USED, by=account, now=now(), detail=str(left))
    return enter(account, second_step=True)


def enter(account: Account, *, second_step: bool, confirmed: datetime | None = None) -> ResponseReturnValue:
    """Sign in for good: a session with a new token, the account told of wrong tries, the browser known from now on."""
    begin(account, second_step=second_step, confirmed=confirmed)
    note_sign_in(g.session, account, now=now())
    g.session.commit()
    response = redirect(_onwards(account), 303)
    remember_browser(response, account)
    return response


def begin(account: Account, *, second_step: bool, confirmed: datetime | None = None) -> None:
    """Begin a session in place of whatever session this browser had: nobody can have prepared its token."""
    before = current_visit()
    if before:
        end_session(g.session, before.account, before.session.id, now=now())
    browser = browser_label(request.headers.get("User-Agent", ""))
    token = start_session(g.session, account, browser=browser, now=now(), second_step=second_step, confirmed=confirmed)
    let_in(token)


def _waiting() -> Account | None:
    visit = current_visit()
    return visit.account if visit and visit.waits_for_code else None


def _to_sign_in() -> ResponseReturnValue:
    return redirect(url_for("accounts.sign_in", next=_asked_for()), 303)


def _asked_for() -> str | None:
    """The page of this site that somebody was on the way to."""
    return safe_path(request.args.get("next"))


def _onwards(account: Account) -> str:
    return _asked_for() or surroundings().landing(account)


def _sign_in_page(form: SignInForm) -> str:
    return render_template("accounts/sign_in.html", form=form, next=_asked_for())


def _code_page(form: CodeForm | RecoveryCodeForm, template: str) -> str:
    return render_template(template, form=form, next=_asked_for())
