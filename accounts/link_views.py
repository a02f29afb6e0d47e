"""What the links do that are sent by e-mail. Opening one changes nothing, since programs that look through mail for
viruses open them too; the button on the page uses it up.
"""

from flask import g, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from accounts import letters, permission
from accounts.answers import too_soon
from accounts.blueprint import bp
from accounts.current import let_out, now
from accounts.errors import EmailTaken, LinkNotUsable
from accounts.forms import EmailForm, NewPasswordForm, PressForm
from accounts.links import find_link, use_link
from accounts.models import Account, Kind, Purpose
from accounts.queries import change_email, set_password
from accounts.sign_in_views import enter
from accounts.trying import MustWait, count, reset_watches


@bp.get("/forgotten-password")
@permission.public
def forgotten_password() -> ResponseReturnValue:
    return render_template("accounts/forgotten_password.html", form=EmailForm())


@bp.post("/forgotten-password")
@permission.public
def send_forgotten_password() -> ResponseReturnValue:
    form = EmailForm()
    if not form.validate():
        return render_template("accounts/forgotten_password.html", form=form), 422
    try:
        count(reset_watches(form.email.data))
    except MustWait as wait:
        return too_soon(form.email, wait, lambda: render_template("accounts/forgotten_password.html", form=form))
    letters.send_password_link(form.email.data)
    return redirect(url_for("accounts.link_sent"), 303)


@bp.get("/forgotten-password/sent")
@permission.public
def link_sent() -> ResponseReturnValue:
    """The same page whether or not the address is known."""
    return render_template("accounts/link_sent.html")


@bp.get("/new-password/<token>")
@permission.public
def new_password(token: str) -> ResponseReturnValue:
    return _show_password_page(token, Purpose.PASSWORD)


@bp.post("/new-password/<token>")
@permission.public
def send_new_password(token: str) -> ResponseReturnValue:
    """A new password signs nobody in: whoever can read the mail must still have the second step."""
    return _take_password(token, Purpose.PASSWORD)


@bp.get("/invitation/<token>")
@permission.public
def invitation(token: str) -> ResponseReturnValue:
    return _show_password_page(token, Purpose.INVITATION)


@bp.post("/invitation/<token>")
@permission.public
def accept_invitation(token: str) -> ResponseReturnValue:
    return _take_password(token, Purpose.INVITATION)


@bp.get("/new-address/<token>")
@permission.public
def new_address(token: str) -> ResponseReturnValue:
    try:
        link, _ = find_link(g.session, token, Purpose.EMAIL, now=now())
    except LinkNotUsable:
        return _link_gone(Purpose.EMAIL)
    return render_template("accounts/new_address.html", link=link, form=PressForm())


@bp.post("/new-address/<token>")
@permission.public
def use_new_address(token: str) -> ResponseReturnValue:
    try:
        link, account = use_link(g.session, token, Purpose.EMAIL, now=now())
        before = account.email
        change_email(g.session, account, link.new_email or "", by=account, now=now())
    except (LinkNotUsable, EmailTaken):
        g.session.rollback()
        return _link_gone(Purpose.EMAIL)
    g.session.commit()
    letters.tell_owner(before, gettext("The e-mail address of your account was changed."))
    return redirect(url_for("accounts.address_changed"), 303)


@bp.get("/new-address")
@permission.public
def address_changed() -> ResponseReturnValue:
    return render_template("accounts/address_changed.html")


def _show_password_page(token: str, purpose: Purpose) -> ResponseReturnValue:
    try:
        _, account = find_link(g.session, token, purpose, now=now())
    except LinkNotUsable:
        return _link_gone(purpose)
    return _password_page(NewPasswordForm(email=account.email), account, purpose)


def _take_password(token: str, purpose: Purpose) -> ResponseReturnValue:
    try:
        _, account = find_link(g.session, token, purpose, now=now())
        form = NewPasswordForm(email=account.email)
        if not form.validate():
            return _password_page(form, account, purpose), 422
        use_link(g.session, token, purpose, now=now())
    except LinkNotUsable:
        return _link_gone(purpose)
    return (_join if purpose is Purpose.INVITATION else _replace)(account, form.password.data)


def _join(account: Account, password: str) -> ResponseReturnValue:
    set_password(g.session, account, password, kind=Kind.JOINED, by=account, now=now())
    return enter(account, second_step=False, confirmed=now())


def _replace(account: Account, password: str) -> ResponseReturnValue:
    set_password(g.session, account, password, kind=Kind.PASSWORD_RESET, by=account, now=now())
    g.session.commit()
    let_out()
    letters.tell_owner(account.email, gettext("The password of your account was changed by a link sent to you."))
    return redirect(url_for("accounts.password_changed"), 303)


@bp.get("/new-password")
@permission.public
def password_changed() -> ResponseReturnValue:
    return render_template("accounts/password_changed.html")


def _password_page(form: NewPasswordForm, account: Account, purpose: Purpose) -> str:
    return render_template(
        "accounts/choose_password.html", form=form, owner=account, invited=purpose is Purpose.INVITATION
    )


def _link_gone(purpose: Purpose) -> ResponseReturnValue:
    return render_template("accounts/link_gone.html", purpose=purpose), 410
