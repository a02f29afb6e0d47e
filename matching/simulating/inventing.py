"""Invent enquiries one after another, each with what became of it. The same seed gives the same enquiries.

Nothing here touches the database, the clock or Flask: rows come out as plain values by table.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo
from math import exp
from random import Random
from typing import Any, TypeAlias

from directory.additions import Role
from matching.following.models import (
    Answer,
    Came,
    Closing,
    ClosingReason,
    DemandKind,
    Enough,
    NotPossible,
    Right,
    State,
    Writer,
)
from matching.models import CROCKFORD, REFERENCE_SIGNS, Agree, Channel, Decided, Helped
from matching.simulating.cases import InventedCase
from matching.simulating.world import CHANNELS, DISTRICTS, MONTHS, PATHWAYS, World

SIMULATED = "simulated"
"""The content version of invented enquiries, by which they are known and taken out again."""
Rows: TypeAlias = dict[str, list[dict[str, Any]]]
OPENS, HOURS = 8, 10
SPREAD = 0.8
"""Of the logarithm of waiting times: a tenth wait about three times as long as the middle one."""
OPEN_AT_MOST = timedelta(days=120)
RECENT = 60
"""Chasing and repeat calls are about one of so many enquiries before."""
DECLINES = {
    NotPossible.FULL: 40,
    NotPossible.NOT_THEIR_AREA: 12,
    NotPossible.NOT_THEIR_AGE: 8,
    NotPossible.NEEDS_MORE: 15,
    NotPossible.NO_CONSENT: 15,
    NotPossible.NOT_REACHED: 10,
}
ROLES = {Role.SCHOOL: 34, Role.HEALTH: 20, Role.SELF: 16, Role.POLICE: 12, Role.EARLY_YEARS: 8, Role.VOLUNTARY: 10}


@dataclass(frozen=True)
class InventedService:
    id: str
    needs: frozenset[str]
    districts: frozenset[str]
    """Where it works; empty: not told, so everywhere may do."""


class Inventor:
    def __init__(
        self,
        rng: Random,
        cases: Mapping[str, Sequence[InventedCase]],
        services: Sequence[InventedService],
        *,
        reasons: Mapping[str, Sequence[str]],
        ends: datetime,
        months: int,
        world: World | None = None,
    ) -> None:
        """`reasons`: kind of demand -> ids of reasons; `ends`: the last moment there is, aware of its zone."""
        self.rng, self.cases, self.reasons = rng, cases, reasons
        self.world, self.ends, self.months = world or World(), ends, months
        self.by_need: dict[str, list[InventedService]] = defaultdict(list)
        for service in services:
            for need in sorted(service.needs):
                self.by_need[need].append(service)
        low, high = self.world.accepted
        self.accepts = {service.id: rng.uniform(low, high) for service in services}
        self.before: list[str] = []

    def enquiries(self, count: int) -> Iterator[Rows]:
        """`count` enquiries from the oldest to the newest, each as the rows of every table it is in."""
        for asked in self._moments(count):
            yield self._enquiry(asked)

    def _moments(self, count: int) -> list[datetime]:
        """On working days between eight and six, more in the months in which more is asked."""
        zone, first = self.ends.tzinfo, self.ends.date() - timedelta(days=round(self.months * 30.44))
        days = [first + timedelta(days=number) for number in range((self.ends.date() - first).days)]
        weights = [MONTHS[day.month - 1] * (0.12 if day.weekday() > 4 else 1) for day in days]
        return sorted(self._moment(day, zone) for day in self.rng.choices(days, weights, k=count))

    def _moment(self, day: date, zone: tzinfo | None) -> datetime:
        second = self.rng.randrange(HOURS * 3600)
        return datetime.combine(day, time(OPENS), zone) + timedelta(seconds=second)

    def _enquiry(self, asked: datetime) -> Rows:
        rng, rows = self.rng, Rows()
        channel = self._one_of(CHANNELS)
        at_desk = channel != Channel.ONLINE
        demand = self._demand(asked) if at_desk else None
        case = rng.choice(self.cases[self._one_of({name: PATHWAYS[name] for name in self.cases})])
        guided = not at_desk or rng.random() < 0.3
        enquiry = self._asked(asked, channel, case, guided, demand)
        rows["enquiry"] = [enquiry]
        if demand in (DemandKind.CHASING, DemandKind.MISDIRECTED):
            self._log(rows, enquiry, asked, demand, closed=asked + timedelta(minutes=9), started=None)
            return rows
        offered = self._offer(rows, enquiry)
        started = self._follow(rows, enquiry, asked, offered) if enquiry["pathway_given"] != "advice" else None
        if at_desk or rng.random() < 0.3:
            self._log(rows, enquiry, asked, demand, closed=self._closed(asked, started), started=started)
        self._afterwards(rows, enquiry, asked, started)
        self.before = [*self.before[1 - RECENT :], enquiry["id"]]
        return rows

    def _asked(
        self, asked: datetime, channel: str, case: InventedCase, guided: bool, demand: str | None
    ) -> dict[str, Any]:
        rng, known = self.rng, demand not in (DemandKind.CHASING, DemandKind.MISDIRECTED)
        advised = self._overridden(case.pathway) if known and channel != Channel.ONLINE else None
        pathway = case.pathway if guided and known else None
        repeats = self._between(self.world.repeats_first, self.world.repeats_last, asked)
        was_asked = channel != Channel.ONLINE and rng.random() < self.world.asked_of
        done = asked + timedelta(minutes=rng.randint(4, 25))
        return {
            "id": self._token(),
            "reference": self._reference(),
            "version": 1,
            "started_on": asked.date(),
            "updated_at": done,
            "content_version": SIMULATED,
            "area": "nottinghamshire",
            "answers": case.answers if pathway else {},
            "district_code": self._one_of(DISTRICTS) if rng.random() < self.world.district_told else None,
            "completed_at": done if pathway else None,
            "pathway": pathway,
            "level": case.level if pathway else None,
            "channel": channel,
            "caller_role": self._one_of(ROLES),
            "age_band": case.age_band if known else None,
            "needs": list(case.needs) if known else [],
            "advised": advised,
            "asked_before": (demand == DemandKind.REPEAT or rng.random() < repeats) if was_asked else None,
            "pathway_given": advised or pathway,
        }

    def _overridden(self, pathway: str) -> str:
        """What the officer advised: mostly the same, sometimes one step up or down; never down from safeguarding."""
        steps, drawn = list(PATHWAYS), self.rng.random()
        place = steps.index(pathway)
        if drawn < self.world.overridden_up:
            return steps[min(place + 1, 2)] if place < 2 else pathway
        if drawn > 1 - self.world.overridden_down and place == 1:
            return steps[0]
        return pathway

    def _demand(self, asked: datetime) -> str:
        failure = self._between(self.world.failure_first, self.world.failure_last, asked)
        return self._one_of(self.world.failures) if self.rng.random() < failure else DemandKind.VALUE

    def _offer(self, rows: Rows, enquiry: dict[str, Any]) -> list[str]:
        """The services offered, best first; of needs that nobody met, a mark."""
        offered: dict[str, list[str]] = {}
        for need in enquiry["needs"][:3]:
            fitting = [one for one in self.by_need[need] if self._works_in(one, enquiry["district_code"])]
            if not fitting or self.rng.random() < self.world.nobody_found:
                self._unmet(rows, enquiry, need, "plan")
                continue
            offered.setdefault(self.rng.choice(fitting).id, []).append(need)
        rows["enquiry_service"] = [
            {
                "id": self._id(),
                "enquiry_id": enquiry["id"],
                "service_id": service_id,
                "position": position,
                "needs": needs,
                "fits": self.rng.random() < 0.6,
            }
            for position, (service_id, needs) in enumerate(offered.items(), 1)
        ]
        if enquiry["needs"] and self.rng.random() < self.world.searches_in_vain:
            self._unmet(rows, enquiry, self.rng.choice(enquiry["needs"]), "search")
        return list(offered)

    def _works_in(self, service: InventedService, district: str | None) -> bool:
        return not service.districts or district is None or district in service.districts

    def _unmet(self, rows: Rows, enquiry: dict[str, Any], need: str, source: str) -> None:
        unmet = {"id": self._id(), "need": need, "source": source, "noticed_on": enquiry["started_on"]}
        shared = {key: enquiry[key] for key in ("district_code", "age_band")}
        rows.setdefault("unmet_need", []).append(unmet | shared)

    def _follow(self, rows: Rows, enquiry: dict[str, Any], asked: datetime, offered: list[str]) -> datetime | None:
        """The states, and the referral to the first service; returns when help started, if it did."""
        rng = self.rng
        at = asked + timedelta(minutes=rng.randint(5, 90))
        self._state(rows, enquiry, State.RECEIVED, at)
        self._state(rows, enquiry, State.DECIDED, at := self._later(at, 1.5))
        if not offered or rng.random() > self.world.referred:
            return None
        service_id, made = offered[0], at
        answered = self._later(made, self.world.answer_days)
        accepted = rng.random() < self.accepts[service_id]
        referral = self._referral(enquiry, service_id, made, answered if answered < self.ends else None, accepted)
        rows["referral"] = [referral]
        if referral["answer"] is None:
            return None
        if not accepted:
            self._state(rows, enquiry, State.NOT_POSSIBLE, answered, service_id, reason=referral["reason"])
            return None
        self._state(rows, enquiry, State.OFFERED, answered, service_id)
        begun = self._later(answered, self.world.wait_days)
        if begun > self.ends or rng.random() > self.world.started:
            return None
        referral["started_on"] = begun.date()
        self._state(rows, enquiry, State.STARTED, begun, service_id)
        return begun

    def _referral(
        self, enquiry: dict[str, Any], service_id: str, made: datetime, answered: datetime | None, accepted: bool
    ) -> dict[str, Any]:
        dated = accepted and self.rng.random() < 0.3
        answer = (Answer.DATE_OFFERED if dated else Answer.ACCEPTED) if accepted else Answer.DECLINED
        return {
            "id": self._id(),
            "version": 1,
            "enquiry_id": enquiry["id"],
            "service_id": service_id,
            "made_on": made.date(),
            "answer": answer if answered else None,
            "reason": self._one_of(DECLINES) if answered and not accepted else None,
            "offered_on": (answered + timedelta(days=14)).date() if answered and dated else None,
            "answered_at": answered,
            "started_on": None,
        }

    def _state(
        self,
        rows: Rows,
        enquiry: dict[str, Any],
        state: str,
        at: datetime,
        service_id: str | None = None,
        *,
        reason: str | None = None,
    ) -> None:
        if at > self.ends:
            return
        change = {"id": self._id(), "enquiry_id": enquiry["id"], "at": at, "state": state, "reason": reason}
        writer = {"written_by": Writer.PROVIDER if service_id else Writer.FRONT_DOOR, "service_id": service_id}
        rows.setdefault("state_change", []).append(change | writer)

    def _closed(self, asked: datetime, started: datetime | None) -> datetime | None:
        """Some of the newest are still open; of the older ones hardly any."""
        closed, old = self._later(started or asked, 3), self.ends - asked > OPEN_AT_MOST
        share = self.world.closed_late if old else self.world.closed
        return closed if self.rng.random() < share and closed < self.ends else None

    def _log(
        self,
        rows: Rows,
        enquiry: dict[str, Any],
        asked: datetime,
        demand: str | None,
        *,
        closed: datetime | None,
        started: datetime | None,
    ) -> None:
        ending = self._ending(enquiry, demand, started) if closed else (None, None)
        about = demand in (DemandKind.CHASING, DemandKind.REPEAT) and self.before and self.rng.random() < 0.6
        reasons = self.reasons.get(demand or "", ())
        handling = {
            "id": self._id(),
            "version": 1,
            "enquiry_id": enquiry["id"],
            "logged_at": asked + timedelta(minutes=2),
            "demand": demand,
            "demand_reason_id": self.rng.choice(reasons) if reasons else None,
            "about_enquiry_id": self.rng.choice(self.before) if about else None,
            "chase_on": None if closed else asked.date() + timedelta(days=14),
            "closed_at": closed,
            "closing": ending[0],
            "closing_reason": ending[1],
        }
        rows["handling"] = [handling]

    def _ending(self, enquiry: dict[str, Any], demand: str | None, started: datetime | None) -> tuple[str, str]:
        if started:
            return (Closing.HELPED if self.rng.random() < 0.75 else Closing.PARTLY), ClosingReason.STARTED
        if demand in (DemandKind.CHASING, DemandKind.MISDIRECTED) or enquiry["pathway_given"] == "advice":
            return Closing.INFORMATION, ClosingReason.ANSWERED
        if enquiry["pathway_given"] in ("safeguarding", "emergency"):
            return Closing.PASSED_ON, ClosingReason.STATUTORY
        reasons = {ClosingReason.FULL: 3, ClosingReason.NO_CONSENT: 3, ClosingReason.NO_SERVICE: 2}
        return Closing.NO_HELP, self._one_of(reasons)

    def _afterwards(self, rows: Rows, enquiry: dict[str, Any], asked: datetime, started: datetime | None) -> None:
        rng, said = self.rng, self._later(started or asked, 20)
        if rng.random() < self.world.feedback:
            self._feedback(rows, enquiry, asked)
        if said > self.ends:
            return
        helped = bool(started) or enquiry["pathway_given"] != "advice"
        if helped and rng.random() < self.world.word_afterwards * (1 if started else 0.3):
            came = self._one_of({Came.YES: 7, Came.PARTLY: 2, Came.NO: 1} if started else {Came.NO: 6, Came.NOT_YET: 4})
            right = self._one_of({Right.YES: 7, Right.PARTLY: 2, Right.NO: 1}) if started else Right.TOO_EARLY
            rows["later_word"] = [
                {
                    "id": self._id(),
                    "enquiry_id": enquiry["id"],
                    "given_on": said.date(),
                    "came": came,
                    "was_right": right,
                    "people_told": rng.choice((1, 1, 2, 2, 3, 4, 5)),
                }
            ]
        if started and rng.random() < self.world.family_answers:
            rows["family_word"] = [self._family(enquiry, said)]

    def _feedback(self, rows: Rows, enquiry: dict[str, Any], asked: datetime) -> None:
        rows["feedback"] = [
            {
                "id": self._id(),
                "enquiry_id": enquiry["id"],
                "given_on": asked.date(),
                "helped": self._one_of({Helped.YES: 7, Helped.PARTLY: 2, Helped.NO: 1}),
                "agree": self._one_of({Agree.YES: 88, Agree.HIGHER: 8, Agree.LOWER: 4}),
                "decided": self._one_of({Decided.FRONT_DOOR: 3, Decided.EARLY_HELP: 3, Decided.SERVICE: 2}),
                "why": [],
            }
        ]

    def _family(self, enquiry: dict[str, Any], said: datetime) -> dict[str, Any]:
        need = enquiry["needs"][0] if enquiry["needs"] else None
        answers = {key: self._one_of({Enough.YES: 6, Enough.PARTLY: 3, Enough.NO: 2}) for key in ("in_time", "helped")}
        told = {"told_once": self._one_of({Enough.YES: 4, Enough.PARTLY: 3, Enough.NO: 3})}
        where = {"id": self._id(), "month": said.date().replace(day=1), "need": need}
        return where | {"district_code": enquiry["district_code"]} | answers | told

    def _later(self, at: datetime, days: float) -> datetime:
        """Around so many days later, a few much later."""
        return at + timedelta(days=days * exp(self.rng.gauss(0, SPREAD)))

    def _between(self, first: float, last: float, asked: datetime) -> float:
        gone = (self.ends - asked) / timedelta(days=self.months * 30.44)
        return last + (first - last) * min(max(gone, 0), 1)

    def _one_of(self, weights: Mapping[Any, int]) -> Any:
        return str(self.rng.choices(list(weights), list(weights.values()))[0])

    def _id(self) -> str:
        signs = f"{self.rng.getrandbits(128):032x}"
        return "-".join((signs[:8], signs[8:12], signs[12:16], signs[16:20], signs[20:]))

    def _token(self) -> str:
        return f"{self.rng.getrandbits(128):032x}"

    def _reference(self) -> str:
        signs = "".join(self.rng.choice(CROCKFORD) for _ in range(REFERENCE_SIGNS))
        return f"RD-{signs[:5]}-{signs[5:]}"
