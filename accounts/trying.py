"""One try at a password or a code: counted first, then checked; see `delays.py`."""

from ipaddress import IPv6Address, ip_address

from flask import g, request

from accounts import delays
from accounts.current import now
from accounts.delays import Rule, Watch, count_try, forgive, write_as_much
from accounts.keys import keyed_hash
from accounts.known_browser import known_mark
from accounts.models import Account
from accounts.passwords import hash_password, is_outdated, is_password
from accounts.queries import note_failure

NETWORK_BITS = 64
"""What one household or office is given of IPv6; the rest of an address it may change at will."""


class MustWait(Exception):
    """Nothing was checked; try again after so many seconds."""

    def __init__(self, seconds: int) -> None:
        self.seconds = seconds
        super().__init__(seconds)


def sign_in_watches(account: Account | None, email: str) -> list[Watch]:
    """What a try to sign in counts against: this browser alone where the account knows it, else account and address.

    An address that no account has counts as one that has: the delay tells nothing.
    """
    mark = known_mark(account) if account else None
    if account and mark:
        return [_watch("known browser", f"{account.id} {mark}", delays.KNOWN_BROWSER)]
    return [_watch("account", email.strip().lower(), delays.ACCOUNT), address_watch()]


def code_watches(account: Account) -> list[Watch]:
    mark = known_mark(account)
    if mark:
        return [_watch("code in known browser", f"{account.id} {mark}", delays.CODE)]
    return [_watch("code", account.id, delays.CODE)]


def again_watches(account: Account) -> list[Watch]:
    """For the password asked again of somebody signed in."""
    return [_watch("again", account.id, delays.ACCOUNT)]


def reset_watches(email: str) -> list[Watch]:
    return [_watch("reset", email.strip().lower(), delays.RESET), address_watch()]


def address_watch() -> Watch:
    """The visitor's network, hashed with a key of the day: tomorrow nobody can tell that it is the same."""
    return Watch(keyed_hash("address", _network(), day=now().date()), delays.ADDRESS)


def count(watches: list[Watch]) -> None:
    """Raises MustWait."""
    seconds = count_try(g.session, watches, now())
    if seconds:
        raise MustWait(seconds)


def check_password(account: Account | None, password: str, watches: list[Watch]) -> bool:
    """Count and check; writes what follows from it and leaves the commit to the view. Raises MustWait.

    While the hash is made no transaction is open: it takes long enough for others to notice.
    """
    count(watches)
    usable = account if account is not None and account.is_open else None
    if not is_password(usable.password_hash if usable else None, password):
        if usable:
            note_failure(g.session, usable)
        else:
            write_as_much(g.session, watches)
        return False
    if usable is None or usable.password_hash is None:
        return False
    if is_outdated(usable.password_hash):
        usable.password_hash = hash_password(password)
        g.session.add(usable)
    forgive(g.session, watches, now())
    return True


def _watch(purpose: str, text: str, rule: Rule) -> Watch:
    return Watch(keyed_hash(purpose, text), rule)


def _network() -> str:
    try:
        address = ip_address(request.remote_addr or "")
    except ValueError:
        return "unknown"
    if isinstance(address, IPv6Address) and address.ipv4_mapped is None:
        return str(int(address) >> (128 - NETWORK_BITS))
    return str(getattr(address, "ipv4_mapped", None) or address)
