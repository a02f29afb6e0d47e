"""Accounts as an administrator looks after them: invite, change, close, help somebody who is locked out."""

from typing import Any

from flask import abort, g, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from accounts import letters, mail, permission
from accounts.answers import account_or_404, done, pressed
from accounts.areas import chosen_names, expand
from accounts.blueprint import bp, surroundings
from accounts.current import confirm_password_first, current_account, now
from accounts.errors import AccountChanged, AccountError, EmailTaken
from accounts.events import add_event, latest_events
from accounts.forms import InviteForm, PressForm, RoleForm
from accounts.links import make_link
from accounts.models import Account, Kind, Purpose
from accounts.own_views import organisation_name
from accounts.permission import Permission
from accounts.queries import add_account, all_accounts, change_role, disable, enable, reset_second_step
from accounts.roles import AccountRole
from accounts.sessions import current_sessions, end_sessions
from accounts.words import DONE, KINDS, ROLES


@bp.get("/accounts")
@permission.needs(Permission.MANAGE_ACCOUNTS)
def accounts() -> ResponseReturnValue:
    return render_template(
        "accounts/accounts.html", accounts=all_accounts(g.session), roles=ROLES, mail_folder=mail.folder()
    )


@bp.get("/accounts/log")
@permission.needs(Permission.MANAGE_ACCOUNTS)
def log() -> ResponseReturnValue:
    return render_template("accounts/log.html", events=latest_events(g.session), kinds=KINDS)


@bp.get("/accounts/invite")
@permission.needs(Permission.MANAGE_ACCOUNTS)
def invite() -> ResponseReturnValue:
    return confirm_password_first() or _invite_page(InviteForm(**_choices()))


@bp.post("/accounts/invite")
@permission.needs(Permission.MANAGE_ACCOUNTS)
def send_invite() -> ResponseReturnValue:
    asked = confirm_password_first()
    if asked:
        return asked
    form = InviteForm(**_choices())
    if not form.validate():
        return _invite_page(form), 422
    try:
        account = add_account(
            g.session, email=form.email.data, name=form.name.data, by=current_account(), now=now(), **_reach(form)
        )
    except EmailTaken:
        form.email.errors = [gettext("Somebody with this e-mail address has an account already")]
        return _invite_page(form), 422
    return _send_invitation(account)


@bp.get("/accounts/<uuid:account_id>")
@permission.needs(Permission.MANAGE_ACCOUNTS)
def one_account(account_id: str) -> ResponseReturnValue:
    return _account_page(account_or_404(account_id), DONE.get(done() or ""))


@bp.get("/accounts/<uuid:account_id>/role")
@permission.needs(Permission.MANAGE_ACCOUNTS)
def role(account_id: str) -> ResponseReturnValue:
    account = _somebody_else(account_id)
    now_so = {"role": account.role, "areas": account.areas, "organization_id": account.organization_id or ""}
    form = RoleForm(**_choices(), data={**now_so, "version": account.version})
    return confirm_password_first() or _role_page(form, account)


@bp.post("/accounts/<uuid:account_id>/role")
@permission.needs(Permission.MANAGE_ACCOUNTS)
def send_role(account_id: str) -> ResponseReturnValue:
    account, asked = _somebody_else(account_id), confirm_password_first()
    if asked:
        return asked
    form = RoleForm(**_choices())
    if not form.validate():
        return _role_page(form, account), 422
    try:
        change_role(
            g.session,
            account,
            by=current_account(),
            now=now(),
            expected_version=form.version.data or 0,
            **_reach(form),
        )
    except AccountError as error:
        return _refused(account, error)
    g.session.commit()
    return _to_account(account, "role")


@bp.post("/accounts/<uuid:account_id>/disable")
@permission.needs(Permission.MANAGE_ACCOUNTS)
def disable_account(account_id: str) -> ResponseReturnValue:
    pressed()
    account = _somebody_else(account_id)
    try:
        disable(g.session, account, by=current_account(), now=now())
    except AccountError as error:
        return _refused(account, error)
    g.session.commit()
    return _to_account(account, "disabled")


@bp.post("/accounts/<uuid:account_id>/enable")
@permission.needs(Permission.MANAGE_ACCOUNTS)
def enable_account(account_id: str) -> ResponseReturnValue:
    pressed()
    account, asked = _somebody_else(account_id), confirm_password_first_at(account_id)
    if asked:
        return asked
    enable(g.session, account, by=current_account(), now=now())
    g.session.commit()
    return _to_account(account, "enabled")


@bp.post("/accounts/<uuid:account_id>/invite-again")
@permission.needs(Permission.MANAGE_ACCOUNTS)
def invite_again(account_id: str) -> ResponseReturnValue:
    pressed()
    account = _somebody_else(account_id)
    if account.password_hash is not None or account.disabled_at is not None:
        return _to_account(account, None)
    add_event(g.session, account, Kind.INVITED, by=current_account(), now=now(), detail=account.role)
    return _send_invitation(account)


@bp.post("/accounts/<uuid:account_id>/sign-out")
@permission.needs(Permission.MANAGE_ACCOUNTS)
def sign_out_account(account_id: str) -> ResponseReturnValue:
    pressed()
    account = _somebody_else(account_id)
    end_sessions(g.session, account, now=now())
    add_event(g.session, account, Kind.SIGNED_OUT, by=current_account(), now=now())
    g.session.commit()
    return _to_account(account, "signed_out")


@bp.post("/accounts/<uuid:account_id>/reset-second-step")
@permission.needs(Permission.MANAGE_ACCOUNTS)
def reset_step(account_id: str) -> ResponseReturnValue:
    pressed()
    account, asked = _somebody_else(account_id), confirm_password_first_at(account_id)
    if asked:
        return asked
    reset_second_step(g.session, account, by=current_account(), now=now())
    g.session.commit()
    letters.tell_owner(account.email, gettext("The second step of signing in was taken away by an administrator."))
    return _to_account(account, "second_step")


def confirm_password_first_at(account_id: str) -> ResponseReturnValue | None:
    """For buttons: the password is asked, then the account's page shows the button again."""
    return confirm_password_first(back=url_for("accounts.one_account", account_id=account_id))


def _choices() -> dict[str, Any]:
    around = surroundings()
    return {"areas": around.areas, "organisations": around.organisations(g.session)}


def _reach(form: RoleForm) -> dict[str, Any]:
    return {
        "role": AccountRole(form.role.data),
        "areas": expand(form.areas.data or (), surroundings().areas),
        "organization_id": form.organization_id.data or None,
    }


def _somebody_else(account_id: object) -> Account:
    """The account, unless it is one's own: nobody changes what they may do themselves."""
    account = account_or_404(account_id)
    if account.id == current_account().id:
        abort(403)
    return account


def _send_invitation(account: Account) -> ResponseReturnValue:
    """The account stays where the mail fails, so that it can be sent again."""
    token = make_link(g.session, account, Purpose.INVITATION, now=now())
    g.session.commit()
    try:
        letters.send_invitation(account, token)
    except mail.MailNotSent:
        said = gettext("The account is made, but the e-mail could not be sent. Try “Send the invitation again” later.")
        return _account_page(account, None, said), 503
    return _to_account(account, "invited")


def _to_account(account: Account, said: str | None) -> ResponseReturnValue:
    return redirect(url_for("accounts.one_account", account_id=account.id, done=said), 303)


def _refused(account: Account, error: AccountError) -> ResponseReturnValue:
    g.session.rollback()
    if isinstance(error, AccountChanged):
        said = gettext("Somebody else changed this account at the same time. Look at it, then change it again.")
    else:
        said = gettext("This is the only administrator. Make somebody else an administrator first.")
    return _account_page(account_or_404(account.id), None, said), 409


def _invite_page(form: InviteForm) -> str:
    return render_template("accounts/invite.html", form=form, roles=ROLES)


def _role_page(form: RoleForm, account: Account) -> str:
    return render_template("accounts/role.html", form=form, about=account, roles=ROLES)


def _account_page(account: Account, said: str | None, refused: str | None = None) -> str:
    return render_template(
        "accounts/one_account.html",
        about=account,
        role=ROLES[account.role],
        areas=chosen_names(account.areas, surroundings().areas),
        organisation=organisation_name(account),
        sessions=current_sessions(g.session, account, now()),
        events=latest_events(g.session, account_id=account.id, limit=20),
        kinds=KINDS,
        own=account.id == current_account().id,
        mail_folder=mail.folder(),
        done=said,
        refused=refused,
        form=PressForm(),
    )
