"""An officer at the desk over HTTP, with a call at hand."""

import re
import shutil
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property
from pathlib import Path
from typing import Any

from cast import DirectoryBuilder
from flask import Flask
from member import Member, add_account, start
from sqlmodel import SQLModel, select

from app import create_app
from directory.database import open_engine, open_session
from directory.history import say_who
from matching.answers import Ages
from matching.desk import shortlist
from matching.desk.shortlist import Working


@dataclass
class DeskHouse:
    """An application over a database file of its own, with a directory to build; made once for a module's tests."""

    app: Flask
    directory: DirectoryBuilder

    def officer(self, role: str = "information officer") -> "Officer":
        return Officer(self.app, role)

    def kept(self, table: type[SQLModel], **columns: Any) -> list[Any]:
        """The rows of a table with these values, read in a session of its own."""
        with self.house.open_session(writing=False) as session:
            return list(session.exec(select(table).filter_by(**columns)))

    def one(self, table: type[SQLModel], **columns: Any) -> Any:
        rows = self.kept(table, **columns)
        assert len(rows) == 1, rows
        return rows[0]

    def write(self, do: Callable[[Any], Any]) -> Any:
        """Do something with a session, and commit."""
        with self.app.app_context(), self.house.open_session() as session:
            found = do(session)
            session.commit()
        return found

    @cached_property
    def house(self) -> Any:
        return self.app.extensions["right_door"]


def desk_house(empty_database: Path, folder: Path, understander: Any, moment: datetime | None = None) -> DeskHouse:
    """With a clock that stands still at `moment`, or the real one."""
    shutil.copyfile(empty_database, folder / "right_door.db")
    session = open_session(open_engine(f"sqlite:///{folder / 'right_door.db'}"))
    say_who(session, changed_by="test")
    clock = {"CLOCK": lambda: moment} if moment else {}
    app = create_app({"DATA_DIR": folder, "SECRET_KEY": "test", "UNDERSTANDER": understander, **clock})
    return DeskHouse(app, DirectoryBuilder(session))


class Officer(Member):
    """As `Member`, signed in with the role given; `at_hand` puts a call into the browser session."""

    def __init__(self, app: Flask, role: str = "information officer") -> None:
        account = add_account(app, role)
        super().__init__(app, account, start(app, account))
        self.app = app

    def at_hand(self, *, guide: str | None = None, **call: Any) -> "Officer":
        """The call that the console has read so far: fields of `Working`; `guide`: id of the enquiry followed."""
        if guide is not None:
            call["enquiry_number"] = "1"
        with self.client.session_transaction() as cookie, self.app.test_request_context():
            from flask import session

            shortlist.save(replace(Working(), **call))
            cookie["desk"] = session["desk"]
            if guide is not None:
                cookie["enquiries"] = {"1": guide}
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
        if name and name != "csrf_token" and (("radio" not in tag and "checkbox" not in tag) or " checked" in tag):
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
