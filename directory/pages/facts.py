"""A service's own page: what a referrer needs to know, in the order they ask it, and what the record does not say.

Takes loaded rows and the moment; touches neither the database nor the clock.
"""

from collections.abc import Container, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from functools import reduce

from directory.additions import Eligibility
from directory.eligibility import Verdict, age_range
from directory.labels import METHODS, PROVISION, SEND, SEX, WHO_MAY_REFER
from directory.models import CostOption, Location, Service, Status
from directory.pages.cards import schedule_rows, shown_point, waiting_words
from directory.point import Point
from directory.schedules import in_words, next_opening, open_at
from directory.wording import Words, words


@dataclass(frozen=True)
class Fact:
    """One line of the page: a label and what is known, or nothing."""

    label: Words
    said: tuple[Words | str, ...] = ()

    @property
    def known(self) -> bool:
        return bool(self.said)


@dataclass(frozen=True)
class Where:
    """One place a service is at. A sensitive one has neither name, address nor point."""

    name: str | None
    address: tuple[str, ...]
    access: tuple[str, ...]
    point: Point | None
    private: bool = False


@dataclass(frozen=True)
class Facts:
    who_for: tuple[Fact, ...]
    refer: tuple[Fact, ...]
    website: str | None
    waiting: Words | None
    times: tuple[Words, ...]
    open_now: bool | None
    """None where the times are not known, or it is closed for now."""
    opens_next: datetime | None
    places: tuple[Where, ...]
    cost: Fact
    languages: Fact
    provision: Words | None
    not_known: tuple[Words, ...]


def facts_of(service: Service, now: datetime, holidays: Container[date], level_names: dict[int, str]) -> Facts:
    """All the facts of one loaded service; `level_names` are what this area calls its levels of need."""
    rows = schedule_rows(service)
    opening = open_at(rows, now, holidays) if service.status == Status.ACTIVE else Verdict.NOT_KNOWN
    who_for, refer = tuple(who_for_facts(service, level_names)), tuple(refer_facts(service))
    cost, languages, times = cost_fact(service), languages_fact(service), tuple(in_words(rows, now.date()))
    waiting = waiting_words(service.availability, now.date())
    asked = [*who_for, *refer, cost, languages, Fact(TIMES, times), Fact(WAITING, (waiting,) if waiting else ())]
    return Facts(
        who_for=who_for,
        refer=refer,
        website=website(service),
        waiting=waiting,
        times=times,
        open_now=None if opening is Verdict.NOT_KNOWN else opening is Verdict.MEETS,
        opens_next=next_opening(rows, now, holidays) if opening is Verdict.DOES_NOT else None,
        places=tuple(where(row.location) for row in service.service_at_locations),
        cost=cost,
        languages=languages,
        provision=PROVISION.get(service.provision or ""),
        not_known=tuple(fact.label for fact in asked if not fact.known),
    )


TIMES = words("When it is open")
WAITING = words("Waiting time")


def who_for_facts(service: Service, level_names: dict[int, str]) -> Iterable[Fact]:
    others = service.eligibility or Eligibility(service_id=service.id)
    ages_known = service.minimum_age is not None or service.maximum_age is not None
    yield Fact(words("Ages"), (age_range(service.minimum_age, service.maximum_age),) if ages_known else ())
    areas = ", ".join(area.name for area in service.service_areas if area.name)
    yield Fact(words("Where families live"), (areas,) if areas else ())
    levels = sorted(row.level for row in service.levels)
    yield Fact(words("Level of need"), tuple(level_words(level, level_names) for level in levels))
    if others.sex:
        yield Fact(words("Girls or boys"), (SEX[others.sex],))
    if others.send:
        yield Fact(words("Special needs or disability"), (SEND[others.send],))
    if others.excludes:
        yield Fact(words("Who it cannot take"), (others.excludes,))


def level_words(level: int, level_names: dict[int, str]) -> Words:
    name = level_names.get(level)
    return words("Level %(level)s: %(name)s", level=level, name=name) if name else words("Level %(level)s", level=level)


def refer_facts(service: Service) -> Iterable[Fact]:
    roles = {row.role for row in service.referral_roles}
    yield Fact(words("Who may refer"), tuple(label for role, label in WHO_MAY_REFER.items() if role in roles))
    methods = {row.method for row in service.referral_methods}
    yield Fact(words("Ways to ask"), tuple(label for method, label in METHODS.items() if method in methods))
    yield Fact(words("Does the family need to agree?"), consent(service))


def website(service: Service) -> str | None:
    """The service's own page, else its organisation's; only an address that a browser opens as a page."""
    addresses = (service.url, service.organization.website)
    return next((address for address in addresses if address and address.startswith(("https://", "http://"))), None)


def consent(service: Service) -> tuple[Words, ...]:
    needed = service.eligibility and service.eligibility.consent_needed
    if needed is None:
        return ()
    if needed:
        return (words("Yes. Talk to them first, and say that they agree"),)
    return (words("No, but tell them where it is safe to"),)


def cost_fact(service: Service) -> Fact:
    said = tuple(cost_words(option) for option in service.cost_options if option.option or option.amount is not None)
    return Fact(words("Cost"), said or ((service.fees,) if service.fees else ()))


def cost_words(option: CostOption) -> Words | str:
    if option.amount == 0 and (option.option or "free").lower() == "free":
        return words("Free")
    return option.option or words("£%(amount)s", amount=f"{option.amount:.2f}")


def languages_fact(service: Service) -> Fact:
    names = [words("%(language)s", language=language.name) for language in service.languages]
    said = [reduce(_with_comma, names)] if names else []
    if service.interpretation_services:
        said.append(words("Works with interpreters: ask for one"))
    return Fact(words("Languages"), tuple(said))


def _with_comma(before: Words, after: Words) -> Words:
    return words("%(before)s, %(after)s", before=before, after=after)


def where(location: Location) -> Where:
    """One place as it may be shown: of a sensitive one, nothing but that its address is private."""
    if location.sensitive:
        return Where(None, (), tuple(access_lines(location)), None, private=True)
    address = [
        part for row in location.addresses for part in (row.attention, row.address_1, row.city, row.postal_code) if part
    ]
    return Where(location.name, tuple(address), tuple(access_lines(location)), shown_point(location))


def access_lines(location: Location) -> list[str]:
    return [row.description for row in location.accessibility if row.description]
