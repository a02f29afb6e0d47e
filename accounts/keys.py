"""Keys for one purpose each, derived from SECRET_KEY, so that no two uses of it can be played against each other."""

import hmac
from base64 import urlsafe_b64encode
from datetime import date
from functools import lru_cache

from cryptography.fernet import Fernet, InvalidToken
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from flask import current_app


class CannotRead(Exception):
    """What was encrypted cannot be read: SECRET_KEY is no longer the one it was encrypted with."""


def seal(text: str) -> str:
    """Encrypt for the database."""
    return _cipher().encrypt(text.encode()).decode()


def unseal(sealed: str) -> str:
    """Read what `seal` encrypted. Raises CannotRead."""
    try:
        return _cipher().decrypt(sealed.encode()).decode()
    except InvalidToken as error:
        raise CannotRead from error


def keyed_hash(purpose: str, text: str, *, day: date | None = None) -> str:
    """A hash that only this installation can make; with a `day`, one that cannot be matched with another day's."""
    key = derive_key(_secret(), f"{purpose} {day.isoformat()}" if day else purpose)
    return hmac.new(key, text.encode("utf-8", "surrogatepass"), "sha256").hexdigest()


@lru_cache(64)
def derive_key(secret: bytes, purpose: str) -> bytes:
    """32 bytes for one purpose (HKDF, RFC 5869)."""
    return HKDF(algorithm=SHA256(), length=32, salt=None, info=f"right door: {purpose}".encode()).derive(secret)


def _cipher() -> Fernet:
    return Fernet(urlsafe_b64encode(derive_key(_secret(), "second step")))


def _secret() -> bytes:
    secret = current_app.config["SECRET_KEY"]
    return secret if isinstance(secret, bytes) else str(secret).encode()
