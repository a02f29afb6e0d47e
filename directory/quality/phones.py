"""Phone numbers that nobody can ring, and e-mail addresses that no letter reaches: told by their shape alone.

Nothing here touches the network, the database or Flask. A number that could be dialled may still be somebody else's.
"""

import re
from functools import lru_cache

import phonenumbers

INVENTED = re.compile(
    r"(?:0(?:113|114|115|116|117|118|121|131|141|151|161)4960|02079460|02890180|02920180|07700900|0191498|0163296|08081570|0909879|03069990)[0-9]{3}"
)
"""Numbers that Ofcom keeps for drama: they ring nobody, and stand in every demonstration."""
SHORT = re.compile(r"[1-9][0-9]{2,5}")
"""999, 111, 101, 116 123, text codes: real, and unknown to a library of subscriber numbers."""
EXTENSION = re.compile(
    r"(?:[,;]|\b(?:ext|extn|extension|opt|option|press)\b|#|(?<=[0-9 ])x(?=[0-9 ]))\.?.*$", re.IGNORECASE
)
SPOKEN = re.compile(r"[A-Za-z]{8,}")
"""Words among the figures: whoever copies the number copies them too."""
EMAIL = re.compile(r"[^@\s,;<>]+@[^@\s.,;<>]+(\.[^@\s.,;<>]+)+")
KEPT = 50_000


@lru_cache(maxsize=KEPT)
def is_odd_phone(number: str) -> bool:
    """Whether this cannot be the number of anybody in the United Kingdom, or of the country its "+" names."""
    plain = EXTENSION.sub("", number).strip()
    figures = re.sub(r"[\s().\-–/]", "", plain)
    national = re.sub(r"^(?:\+|00)44(?:\(?0\)?)?", "0", figures)
    if SHORT.fullmatch(figures) or INVENTED.fullmatch(national):
        return False
    if SPOKEN.search(plain):
        return True
    try:
        read = phonenumbers.parse(plain, "GB")
    except phonenumbers.NumberParseException:
        return True
    return not phonenumbers.is_valid_number(read)


def is_odd_email(address: str) -> bool:
    return EMAIL.fullmatch(address) is None
