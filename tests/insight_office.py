"""An application with many enquiries behind it, its figures as files, and the truth counted in plain Python."""

import csv
import io
import json
import shutil
import sqlite3
from collections import Counter
from collections.abc import Iterable
from datetime import date, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from cast import DirectoryBuilder
from enquirer import BANDS, DISTRICT_CODES, NEEDS, Enquirer
from flask import Flask
from member import Member, join

from directory.additions import Commissioning
from directory.database import open_engine, open_session
from directory.history import say_who

NOW = datetime(2026, 3, 3, 16, 15, tzinfo=ZoneInfo("Europe/London"))
FIRST, DAYS = "2024-09-20", 525
HALVES = ("2024-10-to-2025-03", "2025-04-to-2025-09")
MARK = "[c]"


class InsightOffice:
    """`csv("demand-kinds")` gives the rows of a file; `true` are the records behind it."""

    def __init__(self, app: Flask, path: Path, services: list[str]) -> None:
        self.app, self.path, self.services = app, path, services
        self.member = join(app, "analyst")

    def as_(self, role: str) -> Member:
        return join(self.app, role)

    def csv(self, figure: str, period: str = "") -> list[dict[str, str]]:
        answer = self.member.see(f"/insight/{figure}.csv{period}")
        assert answer.status_code == 200, (figure, answer.status_code)
        return list(csv.DictReader(io.StringIO(answer.get_data().decode("utf-8-sig"))))

    def json(self, figure: str, period: str = "") -> dict[str, Any]:
        answer = self.member.see(f"/insight/{figure}.json{period}")
        assert answer.status_code == 200, (figure, answer.status_code)
        found: dict[str, Any] = answer.get_json()
        return found

    def true(self, query: str, *values: Any) -> list[tuple[Any, ...]]:
        with sqlite3.connect(self.path) as connection:
            return connection.execute(query, values).fetchall()


def open_office(empty: Path, folder: Path, understander: Any, count: int) -> InsightOffice:
    """With so many enquiries by lot, from September 2024 to February 2026."""
    path = folder / "right-door.db"
    shutil.copyfile(empty, path)
    engine = open_engine(f"sqlite:///{path}")
    with open_session(engine) as session:
        say_who(session, changed_by="test")
        services = _services(DirectoryBuilder(session))
        enquirer = Enquirer(session)
        enquirer.by_lot(count, first=FIRST, days=DAYS, services=services)
        enquirer.hear("2025-05", "sleep", "yes", times=30)
        enquirer.hear("2025-06", "loss", "no", times=3)
        enquirer.write()
    engine.dispose()
    return InsightOffice(_app(path, folder, understander), path, services)


def _app(path: Path, folder: Path, understander: Any) -> Flask:
    from app import create_app

    settings = {"DATABASE_URL": f"sqlite:///{path}", "DATA_DIR": folder / "data", "SECRET_KEY": "test"}
    return create_app({**settings, "CLOCK": lambda: NOW, "UNDERSTANDER": understander})


def _services(directory: DirectoryBuilder) -> list[str]:
    """Six services for some of the needs; one costs something."""
    made = [
        directory.add(
            f"{need.title()} help", needs=[need], areas=[area], ages=(5, 15), availability={"waiting_weeks": 14.0}
        )
        for need, area in zip(NEEDS[:6], ["Nottinghamshire", "Ashfield", "Nottingham"] * 2, strict=True)
    ]
    about = {"evidence_base": "Two trials", "unit_cost": 1234.5, "funded_places": 40}
    directory.session.add(Commissioning(service_id=made[0].id, **about))
    directory.session.commit()
    return [service.id for service in made]


def half_of(day: str) -> str:
    """In plain arithmetic, apart from the program's own."""
    year, month = int(day[:4]), int(day[5:7])
    if 4 <= month <= 9:
        return f"{year}-04-to-{year}-09"
    return f"{year}-10-to-{year + 1}-03" if month >= 10 else f"{year - 1}-10-to-{year}-03"


def number(cell: str) -> float | None:
    """None where it is withheld or not known."""
    return None if cell in (MARK, "") else float(cell)


def place(code: str | None) -> str:
    return "not_known" if code is None else code if code in DISTRICT_CODES else "elsewhere"


def band(age_band: str | None) -> str:
    return age_band.replace(" ", "_") if age_band in BANDS and age_band else "not_known"


def needs_counted(office: InsightOffice) -> dict[str, Counter[tuple[str, ...]]]:
    """By half, need and column of the three files of needs."""
    found: dict[str, Counter[tuple[str, ...]]] = {"district": Counter(), "band": Counter(), "given": Counter()}
    rows = office.true("SELECT started_on, needs, district_code, age_band, COALESCE(advised, pathway) FROM enquiry")
    for day, needs, district, age_band, given in rows:
        for need in json.loads(needs) or ["not known"]:
            for name, column in (
                ("district", place(district)),
                ("band", band(age_band)),
                ("given", given or "not_known"),
            ):
                found[name][half_of(day), need, column] += 1
    return found


def months_between(first: str, last: str) -> Iterable[str]:
    day = date.fromisoformat(f"{first}-01")
    while f"{day:%Y-%m}" <= last:
        yield f"{day:%Y-%m}"
        day = date(day.year + day.month // 12, day.month % 12 + 1, 1)
