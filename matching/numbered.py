"""Enquiries numbered in one browser session: numbers stand in addresses, the keys only in the signed cookie.

See docs/decisions/0003: a browser's history then opens nothing.
"""

from dataclasses import dataclass

from flask import session

KEPT = 20
"""How many one browser session may have open; the oldest is let go, its reference and code still find it."""


@dataclass(frozen=True)
class Numbered:
    """`key` in the session's cookie holds number -> enquiry id, `last` the number given last: none is given twice."""

    key: str
    last: str

    def remember(self, enquiry_id: str) -> str:
        """Give the enquiry a number in this browser session; the number it has, if it has one."""
        open_now = self._open()
        for number, known in open_now.items():
            if known == enquiry_id:
                return number
        new = int(session.get(self.last, 0)) + 1
        open_now[str(new)] = enquiry_id
        while len(open_now) > KEPT:
            del open_now[min(open_now, key=int)]
        session[self.key], session[self.last] = open_now, new
        return str(new)

    def forget(self, number: str) -> None:
        open_now = self._open()
        open_now.pop(number, None)
        session[self.key] = open_now

    def newest(self) -> str | None:
        """The number given last that is still open here."""
        return max(self._open(), key=int, default=None)

    def id_of(self, number: str) -> str | None:
        return self._open().get(number)

    def _open(self) -> dict[str, str]:
        return dict(session.get(self.key, {}))
