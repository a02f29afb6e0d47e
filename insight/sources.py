"""All that figures are made of: what may be shown of the records, and what things are called."""

from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import Any

from sqlmodel import Session, col, select

from directory.places import area_codes, district_name
from directory.places.gazetteer import districts as all_districts
from directory.queries import need_names
from directory.wording import Words, words
from insight.measures.gaps import Supply, supply_in
from insight.measures.supplier import Costs, Supplier
from insight.models import QualityDay
from insight.periods import Period
from insight.published.answers import Answered, publish_answers
from insight.published.begun import Begun, publish_begun
from insight.published.counted import Counted, count_enquiries
from insight.published.enquiries import publish_enquiries
from insight.published.families import publish_families
from insight.published.half_by_half import HalfByHalf
from insight.published.kept import Shelf
from insight.published.needs import publish_needs
from insight.published.offer import ELSEWHERE, NOT_KNOWN, Offer, make_offer
from insight.published.referrals import OTHERS, publish_referrals
from insight.published.unmet import publish_unmet
from insight.queries.enquiries import first_asked
from insight.queries.fingerprint import fingerprint
from insight.queries.referrals import first_gap
from insight.queries.supply import read_costs, read_suppliers, service_names
from insight.suppression import Protected
from matching.content import Content
from matching.entries import PathwayId
from matching.following.models import DemandReason
from matching.models import UNBORN

Text = Words | str
OUTSIDE = words("Outside our area")
NO_ID = words("Not known")
UNBORN_SAID = words("Not born yet")
OTHER_SERVICES = words("All services with fewer than 20 referrals")
OTHER_NEEDS = words("All needs with fewer than 20 answers")


@dataclass(frozen=True)
class Sources:
    """`shelf` keeps what takes long; everything is read when it is first asked for."""

    session: Session
    shelf: Shelf
    now: datetime
    districts: tuple[str, ...]
    """Codes of the districts of the area, by name."""
    content: Content

    @cached_property
    def since(self) -> date | None:
        """The day of the first record; None where there is none."""
        days = [day for day in (first_asked(self.session), first_gap(self.session)) if day]
        return min(days, default=None)

    @cached_property
    def offer(self) -> Offer:
        return make_offer(self.since, self.now.date(), self.districts)

    @cached_property
    def enquiries(self) -> HalfByHalf | None:
        return self._kept("enquiries", lambda: publish_enquiries(self._counted, self.offer))

    @cached_property
    def begun(self) -> Begun | None:
        return self._kept("begun", lambda: publish_begun(self.session, self.offer))

    def needs(self, half: Period) -> Protected:
        return self._of(half, "needs", lambda: publish_needs(self._counted, self.offer, half))

    def referrals(self, half: Period) -> Protected:
        return self._of(half, "referrals", lambda: publish_referrals(self.session, half))

    def unmet(self, half: Period, source: str) -> Protected:
        """`source`: `unmet.PLAN` or `unmet.SEARCH`."""
        return self._of(half, f"unmet {source}", lambda: publish_unmet(self.session, self.offer, half, source))

    def families(self, half: Period) -> Protected:
        return self._of(half, "families", lambda: publish_families(self.session, half))

    def answers(self, half: Period) -> Answered:
        found: Answered = self._kept(f"answers {half.id}", lambda: publish_answers(self.session, half, self.content))
        return found

    @cached_property
    def suppliers(self) -> tuple[Supplier, ...]:
        return read_suppliers(self.session)

    def supply(self, need: str, district: str) -> Supply:
        """The running services that take this need in this district."""
        if (need, district) not in self._supplies:
            self._supplies[need, district] = supply_in(self.suppliers, need, area_codes(district))
        return self._supplies[need, district]

    @cached_property
    def _supplies(self) -> dict[tuple[str, str], Supply]:
        return {}

    @cached_property
    def costs(self) -> Mapping[str, Costs]:
        """Only for those who may see costs."""
        return read_costs(self.session)

    @cached_property
    def quality_days(self) -> list[QualityDay]:
        """How good the directory was, oldest first."""
        return list(self.session.exec(select(QualityDay).order_by(col(QualityDay.day))))

    @cached_property
    def reasons(self) -> Mapping[str, str]:
        """Why somebody got in touch: reason id -> its words, retired ones too."""
        return {reason.id: reason.words for reason in self.session.exec(select(DemandReason))}

    @cached_property
    def _need_names(self) -> Mapping[str, str]:
        return need_names(self.session)

    @cached_property
    def _service_names(self) -> Mapping[str, str]:
        return service_names(self.session)

    @cached_property
    def _version(self) -> Hashable:
        today = self.now.date()
        return (today, self.districts, self.content.version, fingerprint(self.session, today.replace(day=1)))

    def need(self, need: str) -> Text:
        return {NOT_KNOWN: NO_ID, OTHERS: OTHER_NEEDS}.get(need) or self._need_names.get(need, need)

    def district(self, code: str) -> Text:
        """A district, or a county."""
        return {NOT_KNOWN: NO_ID, ELSEWHERE: OUTSIDE}.get(code) or district_name(code) or county_name(code) or code

    def service(self, service: str) -> Text:
        return OTHER_SERVICES if service == OTHERS else self._service_names.get(service, service)

    def band(self, band: str) -> Text:
        return {NOT_KNOWN: NO_ID, UNBORN: UNBORN_SAID}.get(band, band)

    def pathway(self, pathway: str) -> Text:
        return NO_ID if pathway not in set(PathwayId) else self.content.pathways[PathwayId(pathway)].name

    @cached_property
    def _counted(self) -> Counted:
        """Not to be shown: what figures of enquiries and needs are protected from."""
        found: Counted = self._kept("counted", lambda: count_enquiries(self.session, self.offer))
        return found

    def _of(self, half: Period, name: str, make: Callable[[], Protected]) -> Protected:
        found: Protected = self._kept(f"{name} {half.id}", make)
        return found

    def _kept(self, name: str, make: Callable[[], Any]) -> Any:
        return self.shelf.get(name, self._version, self.now, make)


def county_name(code: str) -> str | None:
    return next((one.county for one in all_districts().values() if one.county_code == code), None)
