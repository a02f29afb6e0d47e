"""What can go wrong with accounts, each with what it is about as an attribute. None of the messages names a person."""


class AccountError(Exception):
    """Any refusal by this package; `str(error)` is a sentence for whoever is at the command line."""


class AccountNotFound(AccountError):
    def __init__(self, account: str) -> None:
        self.account = account
        super().__init__("There is no such account.")


class EmailTaken(AccountError):
    def __init__(self, email: str) -> None:
        self.email = email
        super().__init__("There is an account with this e-mail address already.")


class InvalidAccount(AccountError):
    """What an account would have to be and is not; `field` is email, name, role, areas or organization_id."""

    def __init__(self, field: str, reason: str) -> None:
        self.field = field
        super().__init__(f"{field}: {reason}")


class OwnAccount(AccountError):
    """Nobody changes their own role or closes their own account."""

    def __init__(self) -> None:
        super().__init__("Somebody else must change this: it is your own account.")


class LastAdministrator(AccountError):
    """The change would leave nobody who can manage accounts."""

    def __init__(self) -> None:
        super().__init__("This is the only administrator. Make somebody else an administrator first.")


class AccountChanged(AccountError):
    """Somebody else changed the account meanwhile."""

    def __init__(self, account_id: str) -> None:
        self.account_id = account_id
        super().__init__("Somebody else has changed this account meanwhile. Look again.")


class LinkNotUsable(AccountError):
    """The link was used, replaced, is too old, or never was one."""

    def __init__(self) -> None:
        super().__init__("This link cannot be used any more.")
