"""Keep passwords so that nobody can read them back, and refuse those that anybody would try first.

No rules about digits or signs: length and not being a common one are what helps (NIST SP 800-63B-4, section 3.1.1.2).
"""

import re
import unicodedata
from functools import cache
from pathlib import Path

from argon2 import PasswordHasher
from argon2.exceptions import Argon2Error, InvalidHashError

FEWEST = 12
MOST = 200
COMMON = Path(__file__).parent / "common_passwords.txt"
HASHER = PasswordHasher(time_cost=2, memory_cost=32 * 1024, parallelism=1)
"""argon2id with 32 MiB; the OWASP Password Storage Cheat Sheet asks for 19 MiB and two rounds at least."""


class PasswordRefused(ValueError):
    """A password that will not do; `code` is short, long, common or email."""

    def __init__(self, code: str) -> None:
        self.code = code
        super().__init__(code)


def check_new_password(password: str, email: str) -> None:
    """Raises PasswordRefused where it is short, too long, much used, or made of the person's own e-mail address."""
    tidy = _tidy(password)
    plain = tidy.casefold()
    if len(tidy) < FEWEST:
        raise PasswordRefused("short")
    if len(tidy) > MOST:
        raise PasswordRefused("long")
    user, _, domain = email.casefold().partition("@")
    if plain == email.casefold() or (len(user) > 3 and _stem(plain) in {user, domain, _stem(user)}):
        raise PasswordRefused("email")
    if _is_common(plain):
        raise PasswordRefused("common")


def hash_password(password: str) -> str:
    return HASHER.hash(_tidy(password))


def is_password(password_hash: str | None, password: str) -> bool:
    """Whether this is the password. With no hash to compare with, it takes just as long and the answer is no."""
    try:
        right = HASHER.verify(password_hash or _nobodys_hash(), _tidy(password)[: MOST + 1])
    except (Argon2Error, InvalidHashError):
        return False
    return right and password_hash is not None


def is_outdated(password_hash: str) -> bool:
    """Whether it was made with other parameters than today's, so that it should be made again at the next sign-in."""
    return HASHER.check_needs_rehash(password_hash)


def _tidy(password: str) -> str:
    """The same password from every keyboard: "é" may be one sign or two."""
    return unicodedata.normalize("NFKC", password)


def _is_common(plain: str) -> bool:
    """In the list, a listed word with digits and signs after it, or one short piece over and over."""
    return plain in _common() or _stem(plain) in _common() or re.fullmatch(r"(.{1,4})\1+.{0,3}", plain) is not None


def _stem(plain: str) -> str:
    return re.sub(r"[\W\d_]+$", "", plain) or plain


@cache
def _common() -> frozenset[str]:
    lines = COMMON.read_text(encoding="utf-8").splitlines()
    return frozenset(line for line in lines if line and not line.startswith("#"))


@cache
def _nobodys_hash() -> str:
    return HASHER.hash("the password of nobody at all")
