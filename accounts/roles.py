"""What each kind of account may do. Values in, values out: no Flask, no database."""

from enum import StrEnum


class Permission(StrEnum):
    """What a view asks for; see `permission.needs`."""

    OWN_ACCOUNT = "own account"
    MANAGE_ACCOUNTS = "manage accounts"
    SEE_HISTORY = "see history"
    SUGGEST = "suggest changes"
    EDIT = "edit the directory"
    SEE_COSTS = "see costs"
    IMPORT = "import and export"
    EDIT_WORDS = "edit words"
    EDIT_CONTENT = "edit content"
    """What "Should I refer?" asks and advises, for safeguarding leads."""
    AUDIT = "audit"
    ANSWER = "answer enquiries"
    """The desk: what callers ask, what is open, what became of it."""
    SEE_INSIGHT = "see insight"
    EDIT_REASONS = "edit reasons"
    """The reasons that the desk may give for a call."""


class AccountRole(StrEnum):
    ADMINISTRATOR = "administrator"
    COMMISSIONER = "commissioner"
    """Only for services of the account's own areas."""
    PROVIDER = "provider editor"
    """Only for the account's own organisation, and only as suggestions."""
    OFFICER = "information officer"
    LEAD = "safeguarding lead"
    ANALYST = "analyst"
    """Sees figures, and nothing that they are made of."""


EVERYBODY = frozenset({Permission.OWN_ACCOUNT, Permission.SUGGEST})
NOT_COMMISSIONING = {Permission.MANAGE_ACCOUNTS, Permission.EDIT_CONTENT, Permission.ANSWER}
MAY: dict[AccountRole, frozenset[Permission]] = {
    AccountRole.ADMINISTRATOR: frozenset(Permission),
    AccountRole.COMMISSIONER: frozenset(Permission) - NOT_COMMISSIONING,
    AccountRole.PROVIDER: EVERYBODY,
    AccountRole.OFFICER: EVERYBODY | {Permission.SEE_HISTORY, Permission.ANSWER},
    AccountRole.LEAD: EVERYBODY
    | {
        Permission.SEE_HISTORY,
        Permission.EDIT_WORDS,
        Permission.EDIT_CONTENT,
        Permission.ANSWER,
        Permission.SEE_INSIGHT,
        Permission.EDIT_REASONS,
    },
    AccountRole.ANALYST: EVERYBODY | {Permission.SEE_INSIGHT},
}
PUBLISHING = frozenset({Permission.EDIT, Permission.EDIT_WORDS, Permission.EDIT_CONTENT, Permission.MANAGE_ACCOUNTS})
"""What changes what the public sees, or who may change it: it takes a second step at sign-in."""


def holds(role: str, permission: str) -> bool:
    """Whether this role has this permission; a role or permission that nobody knows has none."""
    return role in MAY and permission in MAY[AccountRole(role)]


def needs_second_step(role: str) -> bool:
    """Whether this role must prove itself by a code from its phone besides the password."""
    return any(holds(role, permission) for permission in PUBLISHING)
