"""An officer at the desk over HTTP, with a call at hand."""

import re
from dataclasses import replace
from typing import Any

from flask import Flask
from member import Member, add_account, start

from matching.answers import Ages
from matching.desk import shortlist
from matching.desk.shortlist import Working

ONCE = re.compile(r'name="once"[^>]*value="([^"]*)"')


class Officer(Member):
    """As `Member`, signed in with the role given; `at_hand` puts a call into the browser session."""

    def __init__(self, app: Flask, role: str = "information officer") -> None:
        account = add_account(app, role)
        super().__init__(app, account, start(app, account))
        self.app = app

    def at_hand(self, **call: Any) -> "Officer":
        """The call that the console has read so far: fields of `Working`."""
        with self.client.session_transaction() as cookie, self.app.test_request_context():
            from flask import session

            shortlist.save(replace(Working(), **call))
            cookie["desk"] = session["desk"]
        return self

    def log(self, **fields: Any) -> Any:
        """Open the form, and save it with these fields changed; a list stands for several boxes of one name."""
        self.see("/desk/log")
        return self.save(**fields)

    def save(self, **fields: Any) -> Any:
        return self.send("/desk/log", fields_of(self.response.text) | fields)

    @property
    def reference(self) -> str:
        found = re.search(r"RD-[0-9A-Z]{5}-[0-9A-Z]{5}", self.places[-1])
        assert found, self.places[-1]
        return found[0]


def fields_of(page: str) -> dict[str, Any]:
    """What a browser would send of the form that logs a call, as it came."""
    form = re.search(r'<form class="rd-log".*?</form>', page, re.DOTALL)
    assert form, "no form to log a call"
    sent: dict[str, Any] = {}
    for tag in re.findall(r"<input[^>]*>", form[0]):
        name, value = _attribute(tag, "name"), _attribute(tag, "value")
        if name and name != "csrf_token" and ("radio" not in tag and "checkbox" not in tag or " checked" in tag):
            sent.setdefault(name, []).append(value or "")
    for name, options in re.findall(r'<select[^>]*name="(\w+)"[^>]*>(.*?)</select>', form[0], re.DOTALL):
        chosen = re.search(r'<option value="([^"]*)"[^>]* selected', options)
        first = re.search(r'<option value="([^"]*)"', options)
        sent.setdefault(name, []).append((chosen or first)[1])  # type: ignore[index]
    return {name: values if len(values) > 1 else values[0] for name, values in sent.items()}


def _attribute(tag: str, name: str) -> str | None:
    found = re.search(rf'\b{name}="([^"]*)"', tag)
    return found[1] if found else None


TWELVE = Ages(years=(12.0,))
