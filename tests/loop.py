"""The loop as its people walk it, over one application: enquiries made at once, and whoever follows them.

An application takes most of a second to make, so one serves all tests of a module. Each test has enquiries of its own
and a network address of its own, so that the wrong tries of one do not slow another down.
"""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import count
from pathlib import Path
from typing import Any

from cast import DirectoryBuilder
from conftest import TUESDAY_AFTERNOON
from flask import Flask
from member import Member, join
from referrer import Referrer
from sqlmodel import Session, SQLModel, select

from directory.database import open_engine, open_session
from directory.history import say_who
from matching.following.codes import code_of, token_of
from matching.models import Enquiry
from matching.queries import start_enquiry

ASHFIELD = "E07000170"
_networks = count(1)


@dataclass(frozen=True)
class Made:
    """An enquiry that has reached its outcome."""

    id: str
    reference: str
    code: str

    @property
    def both(self) -> dict[str, str]:
        return {"reference": self.reference, "code": self.code}


class Loop:
    def __init__(self, folder: Path, empty_database: Path, understander: Any) -> None:
        from app import create_app

        shutil.copyfile(empty_database, folder / "right-door.db")
        url = f"sqlite:///{folder / 'right-door.db'}"
        self.folder, self.now = folder, TUESDAY_AFTERNOON
        settings = {"DATABASE_URL": url, "DATA_DIR": folder, "SECRET_KEY": "test", "UNDERSTANDER": understander}
        self.app: Flask = create_app({**settings, "CLOCK": lambda: self.now})
        self.engine = open_engine(url)
        self._members: dict[str, Member] = {}

    @contextmanager
    def writing(self) -> Iterator[Session]:
        with self.app.app_context(), open_session(self.engine) as session:
            say_who(session, changed_by="test")
            yield session
            session.commit()

    @contextmanager
    def at(self, moment: datetime) -> Iterator[None]:
        before, self.now = self.now, moment
        yield
        self.now = before

    def days_on(self, days: int) -> Any:
        return self.at(self.now + timedelta(days=days))

    def enquiry(self, **values: Any) -> Made:
        about = {"pathway": "early_help", "level": 2, "needs": ["food-poverty", "sleep"], "district_code": ASHFIELD}
        about |= {"age_band": "5 to 10", "caller_role": "school"} | values
        with self.writing() as session:
            made = start_enquiry(session, area="nottinghamshire", content_version="x", today=self.now.date())
            made.completed_at = self.now
            for name, value in about.items():
                setattr(made, name, value)
            session.add(made)
            return Made(made.id, made.reference, code_of(made.id))

    def service(self, name: str, **about: Any) -> str:
        with self.writing() as session:
            return DirectoryBuilder(session).add(name, **about).id

    def do(self, what: Any, made: Made, *args: Any, **kwargs: Any) -> Any:
        """As the front door writes it: `loop.do(write_state, made, state=State.OFFERED)`; the clock's time as `now`."""
        with self.writing() as session:
            kept = what(session, session.get_one(Enquiry, made.id), *args, **{"now": self.now, **kwargs})
            return getattr(kept, "id", kept)

    def link(self, purpose: str, row_id: str) -> str:
        with self.app.app_context():
            return token_of(purpose, row_id)

    def visitor(self) -> Referrer:
        return _elsewhere(Referrer(self.app))

    def follower(self, made: Made) -> Referrer:
        """Somebody who has given reference and code, at the page of how it stands."""
        person = self.visitor()
        person.see("/what-happened")
        person.send("/what-happened", made.both)
        assert person.places[-1] == "/what-happened/1", person.text
        return person

    def member(self, role: str = "information officer") -> Member:
        if role not in self._members:
            self._members[role] = join(self.app, role)
        return self._members[role]

    def kept(self, table: type[SQLModel], made: Made | None = None) -> list[Any]:
        with open_session(self.engine, writing=False) as session:
            rows = list(session.exec(select(table)))
        return [row for row in rows if made is None or row.enquiry_id == made.id]  # type: ignore[attr-defined]


def _elsewhere(person: Referrer) -> Referrer:
    person.client.environ_base["REMOTE_ADDR"] = f"2001:db8:{next(_networks):x}::1"
    return person
