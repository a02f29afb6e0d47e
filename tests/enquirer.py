"""Enquiries as a test names them, and many at once by lot: `Enquirer(session).ask("2025-05-03", needs=["sleep"])`."""

import random
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any

from cast import DISTRICTS
from sqlalchemy import insert
from sqlmodel import Session, SQLModel

from directory.additions import UnmetNeed
from directory.models import new_id
from matching.following.models import FamilyWord, Handling, LaterWord, Referral, StateChange
from matching.models import Enquiry, Feedback, new_reference, new_token

DISTRICT_CODES = [code for name, code in DISTRICTS.items() if name not in ("Nottinghamshire", "England")]
BANDS = ["unborn", "0 to 4", "5 to 10", "11 to 15", "16 to 17", "18 to 25", None]
NEEDS = ["sleep", "behaviour", "school-avoidance", "anxiety", "housing", "domestic-abuse", "speech-language", "loss"]
PATHWAYS = ["advice", "early_help", "safeguarding", "emergency"]
DECLINES = ["service full", "outside the area", "outside the ages"]


def at(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 10, 30, tzinfo=UTC)


class Enquirer:
    """Writes whole enquiries, with what became of them."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self.rows: dict[type[SQLModel], list[dict[str, Any]]] = {}

    def ask(
        self,
        day: str | date,
        *,
        needs: Sequence[str] = ("sleep",),
        district: str | None = "E07000172",
        band: str | None = "5 to 10",
        pathway: str | None = "early_help",
        advised: str | None = None,
        asked_before: bool | None = None,
        answers: dict[str, Any] | None = None,
        demand: str | None = None,
        reason_id: str | None = None,
        came: str | None = None,
        right: str | None = None,
        told: int | None = None,
        agree: str | None = None,
        referred: Sequence[dict[str, Any]] = (),
        begun_after: int | None = None,
    ) -> str:
        """One enquiry asked on this day; its id. Nothing is written before `write`."""
        day = date.fromisoformat(day) if isinstance(day, str) else day
        enquiry_id = new_token()
        self._add(
            Enquiry,
            id=enquiry_id,
            reference=new_reference(),
            started_on=day,
            content_version="test",
            area="nottinghamshire",
            answers=answers or {},
            district_code=district,
            age_band=band,
            needs=list(needs),
            pathway=pathway,
            level=None if pathway is None else 2,
            completed_at=None if pathway is None else at(day),
            advised=advised,
            asked_before=asked_before,
            channel="online" if demand is None else "phone",
        )
        if demand is not None:
            self._add(Handling, enquiry_id=enquiry_id, logged_at=at(day), demand=demand, demand_reason_id=reason_id)
        if came or right or told is not None:
            self._add(LaterWord, enquiry_id=enquiry_id, given_on=day, came=came, was_right=right, people_told=told)
        if agree:
            self._add(Feedback, enquiry_id=enquiry_id, given_on=day, agree=agree, why=[])
        for referral in referred:
            self._refer(enquiry_id, day, **referral)
        if begun_after is not None:
            begun = at(day + timedelta(begun_after))
            self._add(StateChange, enquiry_id=enquiry_id, at=begun, state="help started", written_by="front door")
        return enquiry_id

    def miss(self, day: str, need: str | None, district: str | None, *, source: str = "search", times: int = 1) -> None:
        """Nobody could be found."""
        for _ in range(times):
            self._add(
                UnmetNeed,
                noticed_on=date.fromisoformat(day),
                need=need,
                district_code=district,
                age_band="5 to 10",
                source=source,
            )

    def hear(self, month: str, need: str, helped: str | None, *, times: int = 1) -> None:
        """What families said."""
        for _ in range(times):
            day = date.fromisoformat(f"{month}-01")
            self._add(FamilyWord, month=day, need=need, helped=helped, in_time="yes", told_once=helped)

    def write(self) -> None:
        for table, rows in self.rows.items():
            self.session.execute(insert(table), rows)
        self.session.commit()
        self.rows = {}

    def by_lot(self, count: int, *, first: str, days: int, services: Sequence[str] = (), seed: int = 7) -> None:
        """So many enquiries spread over so many days, written at once."""
        lot = random.Random(seed)
        start = date.fromisoformat(first)
        for _ in range(count):
            self.ask(start + timedelta(lot.randrange(days)), **_drawn(lot, services))
            if lot.random() < 0.1:
                day = str(start + timedelta(lot.randrange(days)))
                self.miss(day, lot.choice(NEEDS), lot.choice(DISTRICT_CODES), source=lot.choice(["search", "plan"]))
        self.write()

    def _refer(
        self,
        enquiry_id: str,
        day: date,
        *,
        service: str,
        answer: str | None = None,
        reason: str | None = None,
        after: int = 1,
        started_after: int | None = None,
    ) -> None:
        self._add(
            Referral,
            enquiry_id=enquiry_id,
            service_id=service,
            made_on=day,
            answer=answer,
            reason=reason,
            offered_on=day + timedelta(21) if answer == "date offered" else None,
            answered_at=at(day + timedelta(after)) if answer else None,
            started_on=day + timedelta(started_after) if started_after is not None else None,
        )

    def _add(self, table: type[SQLModel], **columns: Any) -> None:
        made = {"id": new_id(), **columns}
        if table in (Enquiry, Handling, Referral):
            made["version"] = 1
        self.rows.setdefault(table, []).append(made)


def _drawn(lot: random.Random, services: Sequence[str]) -> dict[str, Any]:
    desk = lot.random() < 0.6
    pathway = lot.choices(PATHWAYS, [40, 40, 17, 3])[0]
    advised = lot.choice(PATHWAYS) if desk and lot.random() < 0.3 else None
    told = lot.random() < 0.5
    return {
        "needs": lot.sample(NEEDS, lot.choice([1, 1, 2, 3])) if lot.random() < 0.97 else [],
        "district": lot.choices([*DISTRICT_CODES, None, "E07000035"], [40, 20, 18, 16, 14, 12, 10, 8, 3, 1])[0],
        "band": lot.choices(BANDS, [2, 25, 30, 25, 10, 3, 5])[0],
        "pathway": pathway,
        "advised": advised,
        "asked_before": lot.choice([True, False, False, False, None]) if desk else None,
        "demand": lot.choices(["value", "repeat", "chasing", "misdirected", "preventable"], [50, 15, 20, 10, 5])[0]
        if desk
        else None,
        "came": lot.choices(["yes", "partly", "not yet", "no"], [60, 15, 15, 10])[0] if told else None,
        "right": lot.choices(["yes", "partly", "no", "too early to say"], [60, 20, 10, 10])[0] if told else None,
        "told": lot.choice([1, 1, 1, 2, 3]) if told else None,
        "agree": lot.choice(["yes", "yes", "higher", "lower", None]),
        "referred": [_referred(lot, lot.choice(services))] if services and lot.random() < 0.4 else (),
        "begun_after": int(lot.expovariate(1 / 30)) if lot.random() < 0.4 else None,
    }


def _referred(lot: random.Random, service: str) -> dict[str, Any]:
    answer = lot.choices(["accepted", "date offered", "declined", None], [50, 20, 20, 10])[0]
    return {
        "service": service,
        "answer": answer,
        "reason": lot.choice(DECLINES) if answer == "declined" else None,
        "after": lot.randrange(20),
    }
