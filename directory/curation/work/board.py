"""Everything that the work list weighs, read in the same few queries however many services there are.

What the tables say of each live service within somebody's reach, and what waits for them. Nothing here writes.
"""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Select, select
from sqlmodel import Session, col

from directory.additions import (
    Availability,
    Commissioning,
    ReferralMethod,
    ReferralRole,
    ServiceLevel,
)
from directory.curation.models import ContactCheck
from directory.curation.reach import Person, services_in_reach
from directory.curation.work.waiting import Waiting, what_waits
from directory.models import (
    Attribute,
    CostOption,
    Organization,
    Phone,
    Schedule,
    Service,
    ServiceArea,
    ServiceAtLocation,
)
from directory.quality import Told, score_of
from directory.quality.shares import NOT_WORKING
from directory.queries import SHOWN
from directory.terms import NEED_LINK

KEPT_SCORES = 20_000
"""Records whose score is remembered from one page to the next, while they and the day stay the same."""


class Row(NamedTuple):
    """A live service: what the work list says of it."""

    id: str
    name: str
    organization: str
    told: Told
    contract_end: date | None
    contract_review: date | None
    unconfirmed_since: date | None


@dataclass(frozen=True)
class Board:
    today: date
    rows: dict[str, Row]
    """Service id -> the live services within reach."""
    checks: dict[tuple[str, str], str]
    """What has been found not to work; see `directory.quality.shares.Checks`."""
    reasons: dict[str, str]
    """Web address -> why it does not work."""
    waiting: Waiting

    @cached_property
    def scores(self) -> dict[str, int]:
        """Service id -> its quality, 0 to 100."""
        return {row.id: _score(row.told, self.today, self._wrong(row)) for row in self.rows.values()}

    def _wrong(self, row: Row) -> tuple[tuple[tuple[str, str], str], ...]:
        """What was found wrong with the addresses of this one record."""
        links = (("link", link) for link in row.told.links)
        return tuple((link, self.checks[link]) for link in links if link in self.checks)


@lru_cache(maxsize=KEPT_SCORES)
def _score(told: Told, today: date, wrong: tuple[tuple[tuple[str, str], str], ...]) -> int:
    return score_of(told, today, dict(wrong))


def read_board(session: Session, person: Person, account_id: str, account_name: str, today: date) -> Board:
    """What the work list of this person is made of, on this day."""
    reach = services_in_reach(person)
    checks, reasons = links_found_wrong(session)
    return Board(
        today=today,
        rows=_rows(session, reach),
        checks=checks,
        reasons=reasons,
        waiting=what_waits(session, reach, account_id, account_name, today),
    )


def links_found_wrong(session: Session) -> tuple[dict[tuple[str, str], str], dict[str, str]]:
    """The web addresses that do not open, or not as they should: ("link", address) -> outcome, and address -> why."""
    found = select(col(ContactCheck.value), col(ContactCheck.outcome), col(ContactCheck.detail)).where(
        col(ContactCheck.kind) == "link", col(ContactCheck.outcome).in_(NOT_WORKING)
    )
    rows = session.execute(found).all()
    return {("link", value): outcome for value, outcome, _ in rows}, {value: why for value, _, why in rows if why}


def _rows(session: Session, which: ColumnElement[bool]) -> dict[str, Row]:
    parts = _Parts(session)
    return {found.id: _row(found, parts) for found in session.execute(_services(which))}


def _services(which: ColumnElement[bool]) -> Select[Any]:
    columns = (Service.id, Service.name, Service.description, Service.application_process, Service.email, Service.url)
    dates = (Service.assured_date, Service.unconfirmed_since, Commissioning.contract_end, Commissioning.review_date)
    told = (Availability.told_on, Availability.waiting_weeks, Availability.taking_referrals)
    return (
        select(*columns, *dates, *told, col(Service.minimum_age), col(Service.maximum_age), col(Service.fees))  # type: ignore[call-overload]
        .add_columns(col(Organization.name).label("organization"))
        .join(Organization, col(Organization.id) == col(Service.organization_id))
        .outerjoin(Commissioning, col(Commissioning.service_id) == col(Service.id))
        .outerjoin(Availability, col(Availability.service_id) == col(Service.id))
        .where(col(Service.status).in_(SHOWN), which)
    )


class _Parts:
    """Which services have rows of each kind: a query for each table, whatever the services."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self.needs = self._have(Attribute, col(Attribute.link_type) == NEED_LINK)
        self.area_names = self._have(ServiceArea)
        self.areas = self._have(ServiceArea, col(ServiceArea.area_code).is_not(None))
        self.ways, self.who, self.levels = map(self._have, (ReferralMethod, ReferralRole, ServiceLevel))
        self.costs = self._have(CostOption, col(CostOption.option).is_not(None) | col(CostOption.amount).is_not(None))
        self.times = self._have(Schedule)
        self.places = self._have(ServiceAtLocation) | self._have(Schedule, col(Schedule.attending_type).is_not(None))
        self.phones: dict[str, tuple[str, ...]] = defaultdict(tuple)
        numbers = select(col(Phone.service_id), col(Phone.number)).where(col(Phone.service_id).is_not(None))
        for service_id, number in session.execute(numbers.order_by(col(Phone.position), col(Phone.id))):
            self.phones[service_id] += (number,)

    def _have(self, table: Any, *which: ColumnElement[bool]) -> frozenset[str]:
        return frozenset(self.session.scalars(select(table.service_id).where(*which).distinct()))


def _row(found: Any, parts: _Parts) -> Row:
    told = Told(
        description=found.description,
        how=found.application_process,
        needs=found.id in parts.needs,
        ages=found.minimum_age is not None or found.maximum_age is not None,
        area=found.id in parts.areas,
        area_name=found.id in parts.area_names,
        ways=found.id in parts.ways,
        who=found.id in parts.who,
        phones=parts.phones.get(found.id, ()),
        emails=(found.email,) if found.email else (),
        links=(found.url,) if found.url else (),
        times=found.id in parts.times,
        place=found.id in parts.places,
        cost=found.id in parts.costs or bool(found.fees),
        level=found.id in parts.levels,
        waiting=found.waiting_weeks is not None or found.taking_referrals is not None,
        told_on=found.told_on,
        assured=found.assured_date,
        unconfirmed=found.unconfirmed_since is not None,
    )
    return Row(
        id=found.id,
        name=found.name,
        organization=found.organization,
        told=told,
        contract_end=found.contract_end,
        contract_review=found.review_date,
        unconfirmed_since=found.unconfirmed_since,
    )
