"""Somebody at the pages of "Should I refer?" over HTTP: keeps the page and the token on it as a browser does."""

import html
import re
from collections.abc import Mapping
from typing import Any

from flask import Flask
from journeys import field_of
from werkzeug.test import TestResponse

TOKEN = re.compile(r'name="csrf_token"[^>]*value="([^"]+)"')
HIDDEN = re.compile(r"<(script|style|textarea|title)\b.*?</\1>", re.DOTALL)


class Referrer:
    def __init__(self, app: Flask) -> None:
        self.client = app.test_client()
        self.screens = 0
        self.places: list[str] = []
        """Every address that was opened or posted to."""
        self.response: TestResponse

    def see(self, path: str) -> TestResponse:
        self.places.append(path)
        self.response = self.client.get(path)
        return self.response

    def send(self, path: str, fields: Mapping[str, Any] | None = None) -> TestResponse:
        """Post a form of the page in front of them, and follow where it leads."""
        token = TOKEN.search(self.response.text)
        assert token, f"{self.places[-1]} has no form"
        self.places.append(path)
        self.response = self.client.post(path, data={"csrf_token": token[1], **(fields or {})})
        if self.response.status_code == 303:
            self.see(self.response.headers["Location"])
        return self.response

    @property
    def at(self) -> str:
        """The last part of the address they are at."""
        return self.places[-1].rsplit("/", 1)[-1]

    @property
    def text(self) -> str:
        """The words on the page, as they would be read."""
        return read(self.response.text)

    def start(self) -> "Referrer":
        self.see("/should-i-refer")
        self.send("/should-i-refer")
        return self

    def answer(self, answers: Mapping[str, Any]) -> TestResponse:
        """Answer the questions of the page they are at."""
        self.screens += 1
        return self.send(self.places[-1], {field_of(question): value for question, value in answers.items()})

    def walk(self, journey: Mapping[str, Mapping[str, Any]], until: str = "check") -> "Referrer":
        while self.at != until:
            before = self.at
            self.answer(journey.get(self.at, {}))
            assert self.at != before, f"still at {before}: {self.text}"
        return self

    def finish(self) -> str:
        """From the check to the outcome; its words."""
        self.screens += 1
        self.send(self.places[-1])
        assert self.at == "outcome"
        return self.text

    @property
    def number(self) -> str:
        return self.places[-1].split("/")[2]

    @property
    def reference(self) -> str:
        found = re.search(r"RD-[0-9A-Z]{5}-[0-9A-Z]{5}", self.response.text)
        assert found
        return found[0]

    @property
    def code(self) -> str:
        """What stands beside the reference, and opens the enquiry together with it."""
        found = re.search(r"(?<![0-9A-Z-])[0-9A-Z]{4}-[0-9A-Z]{4}(?![0-9A-Z-])", self.text)
        assert found
        return found[0]

    @property
    def both(self) -> dict[str, str]:
        """Reference and code, as they are typed into the form that asks for them."""
        return {"reference": self.reference, "code": self.code}


def read(page: str) -> str:
    """The words of a page between its tags, on one line."""
    body = re.sub(r"<[^>]*>", " ", HIDDEN.sub(" ", page))
    return " ".join(html.unescape(body).split())
