"""`flask accounts …`: the first administrator, and help where nobody can sign in.

What went wrong is said in a sentence on standard error, with exit code 2.
"""

from typing import Any

import click
from flask import current_app
from flask.cli import AppGroup
from sqlalchemy.exc import DatabaseError
from sqlmodel import Session

from accounts import letters, mail
from accounts.areas import expand
from accounts.blueprint import surroundings
from accounts.errors import AccountError, AccountNotFound
from accounts.events import add_event
from accounts.links import make_link
from accounts.models import Account, Kind, Purpose
from accounts.queries import add_account, all_accounts, disable, find_account, reset_second_step
from accounts.roles import AccountRole

accounts_cli = AppGroup("accounts", help="Who may sign in.")


class Refused(click.ClickException):
    exit_code = 2


class Carefully(click.Command):
    """Turns what a person can put right into a sentence instead of a traceback."""

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except (AccountError, mail.MailNotSent) as error:
            raise Refused(str(error)) from error
        except DatabaseError as error:
            raise Refused("The database could not be used. Has `flask directory set-up` been run?") from error


@accounts_cli.command("invite", cls=Carefully)
@click.argument("email")
@click.option("--role", required=True, type=click.Choice([str(role) for role in AccountRole]))
@click.option("--name", help="What to call them; otherwise the part of the address before the @.")
@click.option("--area", "areas", multiple=True, help="GSS code of a commissioner's area; may be given several times.")
@click.option("--organization", help="Id of a provider editor's organisation.")
def invite(email: str, role: str, name: str | None, areas: tuple[str, ...], organization: str | None) -> None:
    """Invite EMAIL, or invite them again, and print the link, which works once within seven days."""
    with _session() as session:
        account = _account_to_invite(session, email, role, name or email.partition("@")[0], areas, organization)
        token = make_link(session, account, Purpose.INVITATION, now=_house().now())
        address = letters.link_address(Purpose.INVITATION, token)
        session.commit()
    try:
        letters.send_invitation(account, token)
    except mail.MailNotSent as error:
        click.echo(f"{error} Hand the link over yourself.", err=True)
    place = mail.folder()
    if place:
        click.echo(f"No mail server is set, so the invitation was written to {place}")
    click.echo(address)


@accounts_cli.command("list", cls=Carefully)
def list_accounts() -> None:
    """Show every account: address, role and state."""
    with _session(writing=False) as session:
        for account in all_accounts(session):
            click.echo(f"{account.email:<40} {account.role:<20} {_state(account)}")


@accounts_cli.command("disable", cls=Carefully)
@click.argument("email")
def disable_account(email: str) -> None:
    """Close the account of EMAIL and sign it out everywhere."""
    with _session() as session:
        disable(session, _known(session, email), by=None, now=_house().now())
        session.commit()
    click.echo("The account is closed.")


@accounts_cli.command("reset-second-step", cls=Carefully)
@click.argument("email")
def reset_step(email: str) -> None:
    """Take the second step away from EMAIL, who has lost the phone and the recovery codes."""
    with _session() as session:
        reset_second_step(session, _known(session, email), by=None, now=_house().now())
        session.commit()
    click.echo("They set up the second step anew when they next sign in.")


def _account_to_invite(
    session: Session, email: str, role: str, name: str, areas: tuple[str, ...], organization: str | None
) -> Account:
    """A new account, or the one that was invited before and has not answered."""
    now, waiting = _house().now(), find_account(session, email)
    if waiting is not None and waiting.password_hash is None and waiting.role == role and not waiting.disabled_at:
        add_event(session, waiting, Kind.INVITED, by=None, now=now, detail=role)
        return waiting
    known = surroundings()
    if organization and organization not in {id for id, _ in known.organisations(session)}:
        raise Refused(f"There is no organisation {organization}.")
    unknown = set(areas) - {area.code for area in known.areas}
    if unknown:
        raise Refused(f"No areas of this directory: {', '.join(sorted(unknown))}.")
    return add_account(
        session,
        email=email,
        name=name,
        role=AccountRole(role),
        areas=expand(areas, known.areas),
        organization_id=organization,
        by=None,
        now=now,
    )


def _known(session: Session, email: str) -> Account:
    account = find_account(session, email)
    if account is None:
        raise AccountNotFound(email)
    return account


def _state(account: Account) -> str:
    if account.disabled_at:
        return "closed"
    if account.password_hash is None:
        return "invited"
    return "second step" if account.has_second_step else "open"


def _house() -> Any:
    return current_app.extensions["right_door"]


def _session(*, writing: bool = True) -> Session:
    session: Session = _house().open_session(writing=writing)
    return session
