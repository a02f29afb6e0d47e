"""A safeguarding lead at the pages about content, over HTTP: fills in forms as a browser does, waits for a look."""

import html
import re
import time
from typing import Any

from flask import Flask
from member import PASSWORD, Member, add_account, start
from werkzeug.datastructures import MultiDict
from werkzeug.test import TestResponse

from directory.database import open_session
from matching.editions.looking import Looks
from matching.proof import Check

FIELD = re.compile(r"<(input)\b([^>]*)>|<(textarea|select)\b([^>]*)>(.*?)</(?:textarea|select)>", re.DOTALL)
HOLDS = Check("the light check holds", 1, (), True)


class Lead(Member):
    """As `Member`. Besides: `fill` a form of the page in front of them."""

    def fill(self, action: str, **changes: Any) -> TestResponse:
        """Send the form of the page that goes to `action`, as it stands but for these boxes, and follow where it leads.

        A box by its name; a list where several have one name, in their order; None for a tick that is taken away.
        """
        values = self.boxes(action)
        for name, value in changes.items():
            values.poplist(name)
            for one in value if isinstance(value, list) else [] if value is None else [value]:
                values.add(name, one)
        self.places.append(action)
        self.response = self.client.post(html.unescape(action), data=values)
        if self.response.status_code == 303:
            self.see(self.response.headers["Location"])
        return self.response

    def boxes(self, action: str) -> MultiDict[str, str]:
        """What every box of the form that goes to `action` holds."""
        form = re.search(
            rf'<form[^>]*action="{re.escape(html.escape(action))}"[^>]*>(.*?)</form>', self.page, re.DOTALL
        )
        assert form, f"{self.places[-1]} has no form for {action}: {self.text}"
        values: MultiDict[str, str] = MultiDict()
        for plain, said, tag, about, inside in FIELD.findall(form[1]):
            name = re.search(r'\bname="([^"]*)"', said or about)
            value = _value(plain or tag, said or about, inside)
            if name and value is not None:
                values.add(html.unescape(name[1]), html.unescape(value))
        return values

    @property
    def page(self) -> str:
        return self.response.text

    def change(self, kind: str, id_: str, **changes: Any) -> TestResponse:
        """Change an entry in its form."""
        self.see(f"/content/entries/{kind}/{id_}/change")
        return self.fill(f"/content/entries/{kind}/{id_}/change", **changes)

    def look(self, path: str = "/content/draft/review") -> TestResponse:
        """Open a review and wait until it is there."""
        for _ in range(1200):
            if "Refresh" not in self.see(path).headers:
                return self.response
            time.sleep(0.05)
        raise AssertionError(f"{path} never came: {self.text}")

    def give_password(self) -> None:
        self.see("/confirm-password")
        self.send("/confirm-password", {"password": PASSWORD})


def light(app: Flask, *checks: Check) -> None:
    """Let content be looked at by these checks alone, for the proof has tests of its own and takes seconds."""
    app.extensions["right_door"].examiner.checker = lambda _content: list(checks or (HOLDS,))
    app.extensions["content_looks"] = Looks(compare=lambda _old, _new: ())


def lead_named(app: Flask, name: str) -> Lead:
    account = add_account(app, "safeguarding lead")
    house = app.extensions["right_door"]
    with open_session(house.engine) as session:
        kept = session.merge(account)
        kept.name = name
        session.commit()
        session.refresh(kept)
        session.expunge(kept)
    return Lead(app, kept, start(app, kept))


def _value(tag: str, about: str, inside: str) -> str | None:
    if tag == "textarea":
        return inside.removeprefix("\n")
    if tag == "select":
        options = re.findall(r'<option value="([^"]*)"([^>]*)>', inside)
        chosen = [value for value, told in options if "selected" in told]
        return (chosen or [value for value, _ in options[:1]] or [None])[0]
    kind = re.search(r'\btype="([^"]*)"', about)
    if kind and kind[1] in ("checkbox", "radio") and "checked" not in about:
        return None
    value = re.search(r'\bvalue="([^"]*)"', about)
    return value[1] if value else ""
