"""What the pages of accounts say for the codes that the tables store."""

from accounts.models import Kind
from accounts.roles import AccountRole


def _(message: str) -> str:
    """Mark a sentence for translation; the page translates it."""
    return message


ROLES: dict[str, tuple[str, str]] = {
    AccountRole.ADMINISTRATOR: (_("Administrator"), _("May do everything, and invites others")),
    AccountRole.COMMISSIONER: (_("Commissioner"), _("Keeps the services of some areas true, and publishes changes")),
    AccountRole.PROVIDER: (_("Provider editor"), _("Suggests changes to the services of one organisation")),
    AccountRole.OFFICER: (_("Information officer"), _("Answers callers at the desk, and suggests changes")),
    AccountRole.LEAD: (
        _("Safeguarding lead"),
        _("Looks after what “Should I refer?” asks, the words for needs, and the desk"),
    ),
    AccountRole.ANALYST: (_("Analyst"), _("Sees the figures, and takes them away as files")),
}

REFUSED_PASSWORDS: dict[str, str] = {
    "short": _("Choose a longer password: at least %(fewest)s letters, figures or signs"),
    "long": _("Choose a shorter password: at most %(most)s letters, figures or signs"),
    "common": _("Many people use this password, so it is quickly guessed. Choose another"),
    "email": _("This is like your e-mail address. Choose a password that has nothing to do with it"),
}

KINDS: dict[str, str] = {
    Kind.INVITED: _("Invited"),
    Kind.JOINED: _("Answered the invitation"),
    Kind.ROLE: _("Role or areas changed"),
    Kind.DISABLED: _("Account closed"),
    Kind.ENABLED: _("Account opened again"),
    Kind.PASSWORD: _("Password changed"),
    Kind.PASSWORD_RESET: _("New password by e-mail"),
    Kind.EMAIL: _("E-mail address changed"),
    Kind.STEP_ON: _("Second step set up"),
    Kind.STEP_OFF: _("Second step turned off"),
    Kind.STEP_RESET: _("Second step taken away, to be set up anew"),
    Kind.CODES: _("New recovery codes made"),
    Kind.CODE_USED: _("Signed in with a recovery code"),
    Kind.SIGNED_IN: _("Signed in after wrong tries"),
    Kind.SIGNED_OUT: _("Signed out everywhere by somebody else"),
}

DONE: dict[str, str] = {
    "password": _("Your password is changed. You are signed out everywhere else."),
    "email": _("If nobody else uses that address, a link is on its way to it. Open it within an hour."),
    "session": _("That browser is signed out."),
    "second_step_off": _("The second step is turned off."),
    "invited": _("The invitation is made."),
    "role": _("What they may do is changed."),
    "disabled": _("The account is closed. They are signed out everywhere."),
    "enabled": _("The account is open again."),
    "second_step": _("The second step is taken away. They set it up anew when they next sign in."),
    "signed_out": _("They are signed out everywhere."),
}
