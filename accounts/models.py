"""The tables of accounts: who may sign in, where they are signed in, links sent to them, and what was done.

Of every secret only a hash is kept; the secret of the second step, which must be read, is encrypted.
"""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, CheckConstraint, UniqueConstraint
from sqlalchemy.orm import declared_attr
from sqlmodel import Field, SQLModel

from accounts.roles import AccountRole, Permission, holds, needs_second_step
from accounts.tables import Moment, new_id, one_of

LONGEST_EMAIL = 254
"""RFC 5321, section 4.5.3.1.3."""
LONGEST_NAME = 80
LONGEST_BROWSER = 40


class Purpose(StrEnum):
    """What a link that was sent by e-mail is for."""

    INVITATION = "invitation"
    PASSWORD = "password"  # noqa: S105  the name of a purpose
    EMAIL = "email"


class Kind(StrEnum):
    """What an entry of the account log tells."""

    INVITED = "invited"
    JOINED = "joined"
    ROLE = "role changed"
    DISABLED = "disabled"
    ENABLED = "enabled"
    PASSWORD = "password changed"  # noqa: S105
    PASSWORD_RESET = "password reset"  # noqa: S105
    EMAIL = "email changed"
    STEP_ON = "second step set up"
    STEP_OFF = "second step turned off"
    STEP_RESET = "second step reset"
    CODES = "recovery codes made"
    CODE_USED = "recovery code used"
    SIGNED_IN = "signed in"
    SIGNED_OUT = "signed out by somebody else"


class Account(SQLModel, table=True):
    """Somebody who may sign in. One without a password was invited and has not answered yet."""

    __table_args__ = (
        one_of("role", AccountRole),
        CheckConstraint("email = lower(email) AND trim(email) <> ''", name="email_tidy"),
        CheckConstraint("(role = 'provider editor') = (organization_id IS NOT NULL)", name="provider_has_organization"),
        CheckConstraint("failed_sign_ins >= 0", name="failures_not_negative"),
        UniqueConstraint("email"),
    )
    id: str = Field(default_factory=new_id, primary_key=True, max_length=36)
    version: int = Field(default=1, nullable=False)
    email: str = Field(max_length=LONGEST_EMAIL)
    """In small letters."""
    name: str = Field(max_length=LONGEST_NAME)
    role: str
    areas: list[str] = Field(default_factory=list, sa_type=JSON)
    """GSS codes of a commissioner's areas, a county's with those of its districts; replaced whole."""
    organization_id: str | None = Field(default=None, foreign_key="organization.id", index=True)
    password_hash: str | None = None
    totp_secret: str | None = None
    """Encrypted; see `keys.seal`."""
    totp_since: datetime | None = Field(default=None, sa_type=Moment)
    """When the second step was set up; until then the secret is only proposed."""
    totp_last_used: int | None = None
    """The number of the half-minute whose code was accepted last: none up to it is accepted again."""
    made_at: datetime = Field(sa_type=Moment)
    disabled_at: datetime | None = Field(default=None, sa_type=Moment)
    signed_in_at: datetime | None = Field(default=None, sa_type=Moment)
    failed_sign_ins: int = 0
    """Since somebody last signed in."""

    @declared_attr.directive
    def __mapper_args__(cls) -> dict[str, Any]:
        return {"version_id_col": cls.__table__.c.version}  # type: ignore[attr-defined]

    @property
    def has_second_step(self) -> bool:
        return self.totp_since is not None

    @property
    def lacks_second_step(self) -> bool:
        """Whether this account must set up a second step before it may do anything beyond its own account."""
        return needs_second_step(self.role) and not self.has_second_step

    @property
    def is_open(self) -> bool:
        """Whether its owner has answered the invitation, and nobody has closed it since."""
        return self.password_hash is not None and self.disabled_at is None

    def holds(self, permission: str) -> bool:
        """Whether this account has the permission now: of one that lacks its second step, only its own pages."""
        if self.lacks_second_step and permission != Permission.OWN_ACCOUNT:
            return False
        return holds(self.role, permission)


class AccountSession(SQLModel, table=True):
    """One browser in which somebody signed in. It is over when it was ended, was idle too long, or is too old."""

    __tablename__ = "account_session"
    id: str = Field(default_factory=new_id, primary_key=True, max_length=36)
    account_id: str = Field(foreign_key="account.id", ondelete="CASCADE", index=True)
    token_hash: str = Field(max_length=64, unique=True)
    started_at: datetime = Field(sa_type=Moment)
    last_seen_at: datetime = Field(sa_type=Moment)
    ended_at: datetime | None = Field(default=None, sa_type=Moment)
    password_confirmed_at: datetime | None = Field(default=None, sa_type=Moment)
    """When the password was asked again; signing in does not count."""
    second_step_at: datetime | None = Field(default=None, sa_type=Moment)
    browser: str = Field(max_length=LONGEST_BROWSER)
    """ "Firefox on Windows": enough to know it again, too little to follow anybody."""


class AccountLink(SQLModel, table=True):
    """A link that was sent to somebody and does one thing once."""

    __tablename__ = "account_link"
    __table_args__ = (one_of("purpose", Purpose),)
    id: str = Field(default_factory=new_id, primary_key=True, max_length=36)
    account_id: str = Field(foreign_key="account.id", ondelete="CASCADE", index=True)
    purpose: str
    token_hash: str = Field(max_length=64, unique=True)
    expires_at: datetime = Field(sa_type=Moment)
    used_at: datetime | None = Field(default=None, sa_type=Moment)
    """When it was used, or was replaced by a newer one."""
    new_email: str | None = Field(default=None, max_length=LONGEST_EMAIL)


class RecoveryCode(SQLModel, table=True):
    """One of the codes that stand in for a lost phone, each once."""

    __tablename__ = "account_recovery_code"
    id: str = Field(default_factory=new_id, primary_key=True, max_length=36)
    account_id: str = Field(foreign_key="account.id", ondelete="CASCADE", index=True)
    code_hash: str = Field(max_length=64)
    used_at: datetime | None = Field(default=None, sa_type=Moment)


class SignInDelay(SQLModel, table=True):
    """Wrong tries on one account, from one address, or from one known browser. The key is a hash: see `delays.py`."""

    __tablename__ = "sign_in_delay"
    key: str = Field(primary_key=True, max_length=64)
    failures: int
    last_at: datetime = Field(sa_type=Moment, index=True)
    wait_until: datetime = Field(sa_type=Moment)


class AccountEvent(SQLModel, table=True):
    """One line of the account log."""

    __tablename__ = "account_event"
    __table_args__ = (one_of("kind", Kind),)
    id: str = Field(default_factory=new_id, primary_key=True, max_length=36)
    at: datetime = Field(sa_type=Moment, index=True)
    account_id: str = Field(foreign_key="account.id", ondelete="CASCADE", index=True)
    by_account_id: str | None = Field(default=None, foreign_key="account.id", ondelete="SET NULL")
    """Blank: by a command on the server, or by nobody signed in."""
    kind: str
    detail: str | None = None
