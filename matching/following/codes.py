"""The code that goes with a reference, and the links that let one person do one thing.

None of them is kept: each is worked out anew from SECRET_KEY, so that nobody can learn one from the database. Where the
key is changed, codes and links that were given out stop working.
"""

import hmac

from accounts.keys import keyed_hash
from matching.models import CROCKFORD
from matching.queries import MISREAD

SIGNS = 8
"""Forty random bits, besides the fifty of the reference that it goes with; guessing is made slow as well."""
MARK_SIGNS = 32
"""128 bits of a keyed hash."""


def code_of(enquiry_id: str) -> str:
    """ "K7Q2-M9XB": whoever has it together with the reference may see how the enquiry stands."""
    number = int(keyed_hash("code of an enquiry", enquiry_id), 16)
    signs = "".join(CROCKFORD[number >> 5 * place & 31] for place in range(SIGNS))
    return f"{signs[:4]}-{signs[4:]}"


def is_code_of(enquiry_id: str, typed: str) -> bool:
    """Whether this is the enquiry's code, however it was typed: "k7q2 m9xb"; O is read as 0, I and L as 1."""
    signs = "".join(sign for sign in typed.upper() if sign.isascii() and sign.isalnum()).translate(MISREAD)
    return hmac.compare_digest(signs, code_of(enquiry_id).replace("-", ""))


def token_of(purpose: str, row_id: str) -> str:
    """What stands in a link: the row it is for, and a mark that only this installation can make for this purpose."""
    return f"{row_id}.{_mark(purpose, row_id)}"


def row_of(purpose: str, token: str) -> str | None:
    """The row that a link is for; None where it was not made here for this purpose."""
    row_id, _, mark = token.rpartition(".")
    genuine = mark.isascii() and hmac.compare_digest(mark, _mark(purpose, row_id))
    return row_id if genuine and row_id else None


def _mark(purpose: str, row_id: str) -> str:
    return keyed_hash(f"link: {purpose}", row_id)[:MARK_SIGNS]
