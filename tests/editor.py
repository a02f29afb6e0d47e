"""Somebody at a long form over HTTP: takes it as a browser shows it, changes answers, presses a button."""

from collections.abc import Mapping, Sequence
from html.parser import HTMLParser
from typing import Any

from werkzeug.test import TestResponse


class _Form(HTMLParser):
    """The fields of the first form that is posted, as a browser would send them."""

    def __init__(self) -> None:
        super().__init__()
        self.fields: dict[str, list[str]] = {}
        self._inside = self._done = False
        self._text = self._select = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        about = dict(attrs)
        if tag == "form" and about.get("method") == "post" and not self._done:
            self._inside = True
        if not self._inside or self._done:
            return
        name = about.get("name") or ""
        if tag == "input" and name:
            ticked = about.get("type") not in ("checkbox", "radio") or "checked" in about
            if ticked:
                self.fields.setdefault(name, []).append(about.get("value") or "")
        elif tag == "textarea":
            self._text = name
            self.fields.setdefault(name, []).append("")
        elif tag == "select":
            self._select = name
            self.fields.setdefault(name, [""])
        elif tag == "option" and self._select and "selected" in about:
            self.fields[self._select] = [about.get("value") or ""]

    def handle_data(self, data: str) -> None:
        if self._text:
            self.fields[self._text][-1] += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea" and self._text:
            self.fields[self._text][-1] = self.fields[self._text][-1].removeprefix("\n")
            self._text = ""
        elif tag == "select":
            self._select = ""
        elif tag == "form" and self._inside:
            self._done = True


def fields_of(page: str, *, marked: str = "data-editor") -> dict[str, list[str]]:
    """What the form of a page would send; `marked` is something that stands in it and in no form before it."""
    start = page.find(marked)
    assert start >= 0, "the page has no such form"
    form = _Form()
    form.feed(page[page.rfind("<form", 0, start) :])
    return form.fields


def send(
    member: Any, path: str, fields: Mapping[str, Sequence[str]], *, follow: bool = True, **changes: str | list[str]
) -> TestResponse:
    """Post these fields with some changed; in keywords, two low lines stand for a dash."""
    sent = {name: list(values) for name, values in fields.items()}
    sent.update({name.replace("__", "-"): [to] if isinstance(to, str) else to for name, to in changes.items()})
    member.places.append(path)
    member.response = member.client.post(path, data=sent)
    while follow and member.response.status_code == 303:
        member.see(member.response.headers["Location"])
    return member.response


def publish(
    member: Any, path: str, *, why: str = "Told by phone", action: str = "publish", **changes: str | list[str]
) -> TestResponse:
    """Open a form, change some answers, and publish (or whatever other button `action` is)."""
    member.see(path)
    return send(member, path, fields_of(member.response.text), action=action, why=why, **changes)
