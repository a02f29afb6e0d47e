"""Secrets that are handed out once and known again by their hash. Nothing here touches the database or Flask."""

from hashlib import sha256
from secrets import token_urlsafe

TOKEN_BYTES = 32
"""256 random bits, which is four times what the OWASP Session Management Cheat Sheet asks for."""


def new_token() -> str:
    return token_urlsafe(TOKEN_BYTES)


def hash_of(token: str) -> str:
    """What is kept of a token: with so many random bits, a plain SHA-256 cannot be turned back."""
    return sha256(token.encode("utf-8", "surrogatepass")).hexdigest()
